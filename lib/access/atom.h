// What one element or one condition of a statement says about one variable of a request.
//
// Without policy variables, IAM is a Boolean combination of predicates on independent variables:
// the action, the resource, the principal and each context key. A statement is a conjunction of
// such atoms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "access/glob.h"
#include "policy/policy.h"

namespace whittle::access {

/// A variable of a request: the first three, then one for each context key.
using Dimension = uint32_t;
inline constexpr Dimension kActionDimension = 0;
inline constexpr Dimension kResourceDimension = 1;
inline constexpr Dimension kPrincipalDimension = 2;
inline constexpr Dimension kFirstKeyDimension = 3;

/// What kind of values an atom compares. A key's values are taken to be of the kind that its
/// operators compare; a key compared under two kinds is not reasoned about.
enum class ValueClass : uint8_t {
  kNone,  ///< presence only (Null)
  kText,  ///< strings, ARNs, booleans, binary
  kBool,  ///< `true` or `false`
  kNumber,
  kDate,
  kAddress,
};

/// Comparison of an ordered value with one bound.
enum class Order : uint8_t { kEqual, kLess, kLessEqual, kGreater, kGreaterEqual };

/// One entry of a list that may or may not be there.
struct Pattern {
  Glob glob;
  bool sure = true;  ///< false: stands under a choice, or AWS leaves open what it matches
};

using AtomId = uint32_t;

/// A predicate on one variable.
struct Atom {
  Dimension dimension = kActionDimension;
  ValueClass value_class = ValueClass::kText;
  bool negated = false;
  bool if_exists = false;
  policy::SetQualifier qualifier = policy::SetQualifier::kNone;
  bool open = false;  ///< the list may hold more than is seen
  /// Why nothing is known of what the atom means: an unknown operator, a malformed block. Empty
  /// for all others.
  std::string opaque;
  Order order = Order::kEqual;    ///< kNumber, kDate
  bool null_true = false;         ///< kNone: absent satisfies
  bool null_false = false;        ///< kNone: present satisfies
  std::vector<Pattern> patterns;  ///< kText, kBool, and all three elements

  /// Where it came from, for comparing spellings; values as they stand.
  std::vector<const policy::Text*> texts;
  policy::Type type = policy::Type::kIdentity;  ///< of the policy, for resources
  bool variables = false;                       ///< `${…}` has meaning there
  policy::BaseOperator base = policy::BaseOperator::kUnknown;
  std::string_view spelling;  ///< of an unknown operator
  bool compiled = false;      ///< `patterns` is filled in
  bool has_names = false;
};

}  // namespace whittle::access
