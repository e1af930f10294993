// Condition operators.
// Source: IAM user guide, reference_policies_elements_condition_operators.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace whittle::policy {

enum class OperatorFamily : uint8_t {
  kString,
  kNumeric,
  kDate,
  kBool,
  kBinary,
  kIpAddress,
  kArn,
  kNull,
};

enum class BaseOperator : uint8_t {
  kStringEquals,
  kStringNotEquals,
  kStringEqualsIgnoreCase,
  kStringNotEqualsIgnoreCase,
  kStringLike,
  kStringNotLike,
  kNumericEquals,
  kNumericNotEquals,
  kNumericLessThan,
  kNumericLessThanEquals,
  kNumericGreaterThan,
  kNumericGreaterThanEquals,
  kDateEquals,
  kDateNotEquals,
  kDateLessThan,
  kDateLessThanEquals,
  kDateGreaterThan,
  kDateGreaterThanEquals,
  kBool,
  kBinaryEquals,
  kIpAddress,
  kNotIpAddress,
  kArnEquals,
  kArnNotEquals,
  kArnLike,
  kArnNotLike,
  kNull,
  kUnknown,  ///< no operator of that name
};

enum class SetQualifier : uint8_t { kNone, kForAllValues, kForAnyValue };

/// A condition operator as it is spelled in a policy.
struct Operator {
  BaseOperator base = BaseOperator::kUnknown;
  SetQualifier qualifier = SetQualifier::kNone;
  bool if_exists = false;
  bool exact_case = true;  ///< spelled as AWS spells it
  bool known_qualifier =
      true;  ///< the part before `:` is one of the two qualifiers, or there is none
  bool has_holes = false;
  std::string_view spelling;

  [[nodiscard]] bool known() const { return base != BaseOperator::kUnknown && known_qualifier; }
  [[nodiscard]] OperatorFamily family() const;  ///< kNull for kUnknown
  /// True on absent keys: StringNotEquals, NotIpAddress, ArnNotLike …
  [[nodiscard]] bool negated() const;
  /// Takes `*` and `?`: StringLike, StringNotLike and the four ARN operators.
  [[nodiscard]] bool takes_wildcards() const;
  /// Takes policy variables: String and ARN operators.
  [[nodiscard]] bool takes_variables() const;
};

/// Reads `ForAnyValue:StringLikeIfExists` in any letter case.
[[nodiscard]] Operator ParseOperator(std::string_view spelling);

/// AWS's spelling, `StringLike`.
[[nodiscard]] std::string_view ToString(BaseOperator base);

/// All operators in AWS's spelling.
[[nodiscard]] std::span<const std::string_view> OperatorNames();

}  // namespace whittle::policy
