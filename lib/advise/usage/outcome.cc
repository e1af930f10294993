#include "advise/usage/outcome.h"

#include <algorithm>
#include <array>

namespace whittle::advise {

namespace {

/// Parts of the codes of calls that were not authorised, or not even authenticated.
constexpr std::array<std::string_view, 14> kDenied = {
    "AccessDenied",          "Unauthorized",         "NotAuthorized",         "AuthorizationError",
    "AuthFailure",           "InvalidClientTokenId", "InvalidAccessKeyId",    "ExpiredToken",
    "SignatureDoesNotMatch", "UnrecognizedClient",   "MissingAuthentication", "IncompleteSignature",
    "OptInRequired",         "InvalidSignature"};

constexpr std::array<std::string_view, 6> kThrottled = {
    "Throttl", "RequestLimitExceeded", "TooManyRequests", "SlowDown", "Throughput", "RateExceeded"};

/// Parts of the messages of such calls whose code says nothing, such as those of billing.
constexpr std::array<std::string_view, 2> kDeniedMessages = {"is not authorized to perform",
                                                             "user access not activated"};

template <size_t n>
bool HasOne(std::string_view text, const std::array<std::string_view, n>& parts) {
  return std::any_of(parts.begin(), parts.end(), [text](std::string_view part) {
    return text.find(part) != std::string_view::npos;
  });
}

}  // namespace

Outcome OutcomeOf(std::string_view error_code, std::string_view error_message) {
  if (error_code.empty() && error_message.empty()) return Outcome::kAllowed;
  if (HasOne(error_code, kDenied) || HasOne(error_message, kDeniedMessages)) {
    return Outcome::kDenied;
  }
  return HasOne(error_code, kThrottled) ? Outcome::kThrottled : Outcome::kAllowed;
}

OutcomeParts PartsOfOutcomes() { return {kDenied, kDeniedMessages, kThrottled}; }

}  // namespace whittle::advise
