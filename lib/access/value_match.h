// One value of a request against one value of a policy, by the operator's family.
// Source: IAM user guide, reference_policies_elements_condition_operators.
//  * String…Equals: the whole text, `*` and `?` literal. StringLike: wildcards over everything.
//  * Arn…: ArnEquals is ArnLike. Six fields one by one, each with wildcards, case-sensitive; the
//    sixth is free. `*` alone is any value, and an ARN with fewer fields that ends in `*` leaves
//    the rest open (AWS's text is silent on both); any other short ARN matches nothing.
//  * Bool: true and false without letter case.
//  * Variables in String and ARN values only.
//  * A value that is not of the operator's type matches nothing, so that the negated operators are
//    true for it.
// Not for other rooms.
#pragma once

#include <string_view>

#include "access/text_pattern.h"
#include "access/truth.h"
#include "policy/operator.h"
#include "policy/text.h"

namespace whittle::access {

/// One value of a condition, ready to be compared.
class ConditionValue {
 public:
  /// `variables`: whether the policy's Version gives variables a meaning.
  ConditionValue(const policy::Text& text, const policy::Operator& op, Truth variables);

  /// Whether the request's value satisfies the positive form of the operator.
  [[nodiscard]] Truth Matches(std::string_view value, const Context& context) const;

  [[nodiscard]] const TextPattern& pattern() const { return pattern_; }
  [[nodiscard]] uint16_t choice() const { return choice_; }
  [[nodiscard]] uint16_t alternative() const { return alternative_; }

 private:
  [[nodiscard]] Truth MatchesArn(std::string_view value, const Context& context) const;

  policy::OperatorFamily family_;
  uint16_t choice_ = 0;
  uint16_t alternative_ = 0;
  TextPattern pattern_;
};

}  // namespace whittle::access
