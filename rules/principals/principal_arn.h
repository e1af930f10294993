// ARNs of principals.
#pragma once

#include <string_view>

#include "policy/arn.h"
#include "policy/policy.h"

namespace whittle::rules {

/// What kind of identity provider a Federated principal names.
enum class Provider : unsigned char {
  kUnknown,  ///< holes hide it
  kSaml,     ///< `arn:aws:iam::123456789012:saml-provider/NAME`
  kOidc,     ///< `arn:aws:iam::123456789012:oidc-provider/HOST`, or a host name by itself
  kInvalid,  ///< neither
};

[[nodiscard]] Provider ProviderOf(const policy::Text& principal);

/// The role's name and account of `arn:aws:iam::123456789012:role/path/NAME` and of
/// `arn:aws:sts::123456789012:assumed-role/NAME/SESSION`; an empty name where it is neither or not
/// known whole.
struct RoleName {
  std::string_view account;
  std::string_view name;
  bool session = false;
};
[[nodiscard]] RoleName RoleNameOf(const policy::Text& principal);

}  // namespace whittle::rules
