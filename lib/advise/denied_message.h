// What AWS says when it denies a request.
// Source: IAM user guide, "Troubleshoot access denied error messages".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace whittle::advise {

/// Why a request was denied, as far as the message says.
enum class DeniedBecause : unsigned char {
  kNotSaid,
  kNothingAllows,  ///< an implicit denial; `policy_kind` should have allowed it
  kExplicitDeny,   ///< a statement of a `policy_kind` policy denies it
};

/// An access-denied message in parts.
struct DeniedMessage {
  std::string principal;  ///< ARN; empty: not said
  std::string action;     ///< `s3:GetObject`
  std::string resource;   ///< ARN or `*`; empty: not said
  DeniedBecause because = DeniedBecause::kNotSaid;
  std::string policy_kind;  ///< `identity-based`, `service control`, …; empty: not said
  std::string policy_arn;   ///< of the policy that denies; empty: not said
};

/// Reads `User: … is not authorized to perform: … on resource: …`, wherever it stands in the text.
/// Nothing when there is no such message.
[[nodiscard]] std::optional<DeniedMessage> ReadDeniedMessage(std::string_view text);

/// The text holds an encoded authorization message, which only AWS can decode
/// (sts:DecodeAuthorizationMessage).
[[nodiscard]] bool IsEncodedMessage(std::string_view text);

}  // namespace whittle::advise
