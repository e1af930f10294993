// Proofs that two policies mean the same.
#pragma once

#include <span>

#include "catalog/catalog.h"
#include "policy/policy.h"

namespace whittle::access {

/// Whether it is proved that both statements match the same requests with the same effect: they are
/// alike but for Sid, the order of things, and list entries that another entry plainly covers.
/// False says nothing. Near-linear in the size of the statements.
[[nodiscard]] bool PlainlySame(const policy::Statement& a, const policy::Statement& b);

/// The same of policies, statement by statement. A Version counts where a policy variable hangs on
/// it.
[[nodiscard]] bool PlainlySame(const policy::Policy& a, const policy::Policy& b);

/// Whether `wide` plainly matches all requests that `narrow` does, effects apart: each entry is
/// covered by one of `wide`, and `wide` has no condition that `narrow` has not.
[[nodiscard]] bool PlainlyWithin(const policy::Statement& narrow, const policy::Statement& wide);

/// Whether those statements of `wide` that have the effect of `narrow` plainly cover it: one all of
/// it, or each of its actions or resources some one.
[[nodiscard]] bool PlainlyWithin(const policy::Statement& narrow,
                                 std::span<const policy::Statement> wide);

/// Whether `wide` plainly matches all that `narrow` does.
[[nodiscard]] bool PlainlyCovers(const policy::Action& wide, const policy::Action& narrow);
[[nodiscard]] bool PlainlyCovers(const policy::Resource& wide, const policy::Resource& narrow);
[[nodiscard]] bool PlainlyCovers(const policy::Principal& wide, const policy::Principal& narrow);

/// Whether it is proved that both policies mean the same wherever they are attached: they allow the
/// same requests, and they deny the same, whoever else may allow them. Looks at the text first,
/// then asks the comparison; `budget` as in CompareOptions. False says nothing.
[[nodiscard]] bool ProvedSame(const policy::Policy& a, const policy::Policy& b,
                              const catalog::Catalog& catalog, uint64_t budget = 300000);

/// The same, as far as the actions go that the catalogue knows.
[[nodiscard]] bool ProvedSameForKnownActions(const policy::Policy& a, const policy::Policy& b,
                                             const catalog::Catalog& catalog,
                                             uint64_t budget = 3000000);

}  // namespace whittle::access
