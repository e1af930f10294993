// How a call ended.
#pragma once

#include <span>
#include <string_view>

namespace whittle::advise {

/// What a call says of the permission that it needs.
enum class Outcome : unsigned char {
  kAllowed,    ///< it was authorised, whether or not it did what was asked
  kDenied,     ///< it was not: no evidence of need
  kThrottled,  ///< it was stopped, perhaps before it was authorised
};

/// Reads errorCode and errorMessage. No error, DryRunOperation and errors that only an authorised
/// call gets (NoSuchBucket, ValidationException) are kAllowed.
/// Source: AWS CloudTrail user guide, "errorCode"; Amazon EC2 API reference, "Error codes".
[[nodiscard]] Outcome OutcomeOf(std::string_view error_code, std::string_view error_message);

/// What OutcomeOf goes by: parts of errorCode and errorMessage. Words of letters and spaces.
struct OutcomeParts {
  std::span<const std::string_view> denied_codes;
  std::span<const std::string_view> denied_messages;
  std::span<const std::string_view> throttled_codes;
};
[[nodiscard]] OutcomeParts PartsOfOutcomes();

}  // namespace whittle::advise
