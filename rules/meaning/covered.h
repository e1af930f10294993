// What statements of a policy cover of each other, for the rules on meaning.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "access/cover_filter.h"
#include "lint/context.h"

namespace whittle::rules {

/// More statements than this are not compared with each other.
inline constexpr size_t kMostStatements = 400;

/// Entries of a statement's Action or Resource that other statements cover.
struct CoveredEntries {
  bool actions = true;                       ///< of Action; else of Resource
  std::vector<uint32_t> entries;             ///< indices, in order
  std::vector<const policy::Statement*> by;  ///< the statements that cover them, in order
};

/// Which statements may serve as covers of another.
using MayServe = std::function<bool(const policy::Statement& cover)>;

/// The first of the statements that covers all of statement `i`; null when none does.
[[nodiscard]] const policy::Statement* CoverOf(const policy::Policy& policy,
                                               access::CoverFilter& filter, size_t i,
                                               const MayServe& may_serve);

/// The actions of statement `i` that others cover, for all its resources; or else the resources,
/// for all its actions. Of entries that cover each other the later ones are told, so that all that
/// is told may go.
[[nodiscard]] CoveredEntries EntriesCovered(const policy::Policy& policy,
                                            access::CoverFilter& filter, size_t i,
                                            const MayServe& may_serve);

}  // namespace whittle::rules
