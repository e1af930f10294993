// One value of a request against one value of a policy, by the operator's family.
// Source: IAM user guide, reference_policies_elements_condition_operators.
//  * String…Equals: the whole text, `*` and `?` literal. StringLike: wildcards over everything.
//  * Arn…: ArnEquals is ArnLike. Six fields one by one, each with wildcards, case-sensitive; the
//    sixth is free. `*` alone is any ARN, and one with fewer fields that ends in `*` leaves the
//    rest open. AWS's text is silent on both, and on any other short ARN: that one fails the
//    operator, the negated one too.
//  * Numeric…, Date…, IpAddress, Bool, BinaryEquals: by what the text means (policy/value.h), so
//    `10` is `10.0`, host bits of a CIDR block do not count, and an IPv4 block holds no IPv6
//    address. Four digits are a year, not seconds since 1970. Bytes are base64 on both sides.
//  * Variables in String and ARN values only.
//  * A policy's value that is not of the operator's type matches nothing. A request's value that is
//    not fails the operator, the negated one too (AWS's text is silent).
// Not for other rooms.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "access/text_pattern.h"
#include "access/truth.h"
#include "policy/operator.h"
#include "policy/text.h"
#include "policy/value.h"

namespace whittle::access {

/// Whether a request's value can be compared by operators of that family.
[[nodiscard]] bool IsOfFamily(std::string_view value, policy::OperatorFamily family);

/// One value of a condition, ready to be compared.
class ConditionValue {
 public:
  /// `variables`: whether the policy's Version gives variables a meaning.
  ConditionValue(const policy::Text& text, const policy::Operator& op, Truth variables);

  /// Whether the request's value satisfies the positive form of the operator.
  [[nodiscard]] Truth Matches(std::string_view value, const Context& context) const;

  /// Makes the operator false, negated or not: a short ARN.
  [[nodiscard]] Truth invalid() const { return invalid_; }
  [[nodiscard]] const TextPattern& pattern() const { return pattern_; }
  [[nodiscard]] uint16_t choice() const { return choice_; }
  [[nodiscard]] uint16_t alternative() const { return alternative_; }

 private:
  [[nodiscard]] Truth MatchesArn(std::string_view value, const Context& context) const;
  [[nodiscard]] bool MatchesTyped(std::string_view value) const;

  policy::BaseOperator base_;
  policy::OperatorFamily family_;
  uint16_t choice_ = 0;
  uint16_t alternative_ = 0;
  Truth invalid_ = Truth::kNo;
  TextPattern pattern_;
  /// The value of a typed operator; nothing for text and for what is not of the type.
  std::variant<std::monostate, bool, policy::Number, policy::Instant, policy::IpRange, std::string>
      typed_;
};

}  // namespace whittle::access
