// What policies allow, compared exactly.
//
// Every answer is three-valued. `equal`, `narrower`, kYes are proofs over all requests whose
// context keys vary independently and have values of the type that their operators compare; real
// requests are some of those. `wider`, kNo come with a request that the concrete evaluator
// (evaluate.h) has confirmed. All else is unknown, with the reason: a hole or an unknown operator
// that decides, a pattern whose reading AWS leaves open, or a question over the budget.
//
// Actions are open-world: `s3:*` holds what AWS may add tomorrow. The same answer for the actions
// of the catalogue alone stands beside it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "access/side.h"
#include "access/truth.h"
#include "access/witness.h"

namespace whittle::access {

/// NEW's relation to OLD.
enum class Relation : uint8_t { kEqual, kNarrower, kWider, kIncomparable, kUnknown };

/// "equal", "narrower", "wider", "incomparable", "unknown".
[[nodiscard]] std::string_view ToString(Relation relation);

/// The relation of NEW to OLD, given whether NEW is within OLD and whether NEW contains OLD.
[[nodiscard]] Relation Join(Truth within, Truth contains);

/// The outcome of a comparison.
struct Comparison {
  Relation relation = Relation::kUnknown;
  Relation known_actions = Relation::kUnknown;  ///< for the catalogue's actions alone
  Truth within = Truth::kUnknown;               ///< NEW allows nothing that OLD does not
  Truth contains = Truth::kUnknown;             ///< OLD allows nothing that NEW does not
  Truth within_known = Truth::kUnknown;         ///< the same, for the catalogue's actions alone
  Truth contains_known = Truth::kUnknown;
  std::vector<Witness> new_access;      ///< allowed by NEW, not by OLD; by statement
  std::vector<Witness> removed_access;  ///< allowed by OLD, not by NEW
  std::vector<std::string> unknown;     ///< why parts are not known; each once
};

/// Compares what two sets of policies allow. Never fails.
[[nodiscard]] Comparison Compare(const Grants& old_side, const Grants& new_side,
                                 const CompareOptions& options = {});

/// Whether `narrow` allows nothing that `wide` does not. kYes is a proof. Cheaper than Compare: it
/// stops at the first witness, which `witness` gets when it is not null.
[[nodiscard]] Truth Contains(const Grants& wide, const Grants& narrow,
                             const CompareOptions& options = {}, Witness* witness = nullptr);

}  // namespace whittle::access
