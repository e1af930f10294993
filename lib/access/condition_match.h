// One key of one operator of a Condition.
// Source: IAM user guide, reference_policies_elements_condition_operators,
// reference_policies_condition-logic-multiple-context-keys-or-values and
// reference_policies_condition_examples-multi-valued-context-keys.
//  * Operators and keys are joined by AND, the values of one key by OR; under a negated operator by
//    NOR, comparisons included.
//  * Key absent: a positive operator is false, a negated one true, …IfExists true (in a Deny, too).
//    ForAllValues is true, ForAnyValue false, IfExists or not (AWS does not say of the pair).
//  * A list without a set operator: false, whatever the operator. One value under a set operator is
//    a list of one.
//  * ForAllValues: every value satisfies the operator; so it is true of no values, and of a null
//    value (nothing but empty strings). ForAnyValue: some value does.
//  * Null: `true` when the key is absent or its value is null, `false` when there is a value.
//  * Operators that IAM does not know never match.
// Not for other rooms.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "access/request.h"
#include "access/truth.h"
#include "access/value_match.h"
#include "policy/policy.h"

namespace whittle::access {

class ConditionMatcher {
 public:
  ConditionMatcher(const policy::Condition& condition, Truth variables);

  [[nodiscard]] Truth Matches(const Context& context) const;

  /// Calls `visit(name)` for the key and the variables that the context leaves without a value.
  template <typename Visit>
  void VisitMissing(const Context& context, Visit visit) const {
    if (!key_unknown_ && context.Find(key_, hash_) == nullptr) visit(key_);
    for (const ConditionValue& value : values_) value.pattern().VisitMissing(context, visit);
  }

 private:
  [[nodiscard]] Truth MatchesNull(const ContextKey* key) const;
  /// The operator, negation included, of one value of the request.
  [[nodiscard]] Truth MatchesValue(std::string_view value, const Context& context) const;

  policy::Operator op_;
  std::string_view key_;
  uint32_t hash_ = 0;
  bool key_unknown_ = false;  ///< a hole
  bool open_ = false;
  Truth invalid_ = Truth::kNo;  ///< a value fails the operator whatever it is compared with
  std::vector<ConditionValue> values_;
};

}  // namespace whittle::access
