#include "rules/principals/principal_arn.h"

#include <algorithm>

namespace whittle::rules {

namespace {

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

/// `host.example` or `host.example/path`: what IAM takes for a web identity provider.
bool IsHost(std::string_view text) {
  const std::string_view host = text.substr(0, text.find('/'));
  if (host.find('.') == std::string_view::npos || host.front() == '.' || host.back() == '.') {
    return false;
  }
  return std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.';
  });
}

}  // namespace

Provider ProviderOf(const policy::Text& principal) {
  const policy::Arn arn(principal);
  if (arn.field(policy::ArnField::kPrefix) == "arn" && arn.complete() && !arn.opaque()) {
    if (!arn.unknown(policy::ArnField::kService) && arn.service() != "iam") {
      return Provider::kInvalid;
    }
    if (StartsWith(arn.resource(), "saml-provider/")) return Provider::kSaml;
    if (StartsWith(arn.resource(), "oidc-provider/")) return Provider::kOidc;
    return arn.unknown(policy::ArnField::kResource) ? Provider::kUnknown : Provider::kInvalid;
  }
  if (!principal.pieces.empty()) return Provider::kUnknown;
  return IsHost(principal.value) ? Provider::kOidc : Provider::kInvalid;
}

RoleName RoleNameOf(const policy::Text& principal) {
  if (!principal.pieces.empty()) return {};
  const policy::Arn arn(principal);
  if (arn.field(policy::ArnField::kPrefix) != "arn" || !arn.complete()) return {};
  std::string_view resource = arn.resource();
  if (StartsWith(resource, "role/") && arn.service() == "iam") {
    return {arn.account(), resource.substr(resource.rfind('/') + 1), false};
  }
  constexpr std::string_view kSession = "assumed-role/";
  if (!StartsWith(resource, kSession)) return {};
  resource.remove_prefix(kSession.size());
  const size_t slash = resource.find('/');
  if (slash == std::string_view::npos) return {};
  return {arn.account(), resource.substr(0, slash), true};
}

}  // namespace whittle::rules
