// OIDC issuers that serve many customers under one name, and what their tokens' subjects look like.
#pragma once

#include <string>
#include <string_view>

namespace whittle::rules {

inline constexpr std::string_view kGithubIssuer = "token.actions.githubusercontent.com";

/// An issuer whose tokens anybody can get; only the subject tells whose they are.
struct SharedIssuer {
  std::string_view host;
  std::string_view name;    ///< for messages
  std::string_view prefix;  ///< what a subject begins with
  char end;                 ///< what ends the tenant's name after it
  std::string_view tenant;  ///< what a tenant is called
  std::string_view example;
};

/// The shared issuer of that name, or null.
[[nodiscard]] const SharedIssuer* FindSharedIssuer(std::string_view issuer);

/// Whether a pattern of subjects (with `*` and `?`) surely matches a subject of a tenant that
/// anybody could be: the tenant's name is not pinned.
[[nodiscard]] bool AdmitsStrangers(const SharedIssuer& issuer, std::string_view pattern);

/// A public provider that serves every application under one name, and the claim that tells them
/// apart.
struct PublicProvider {
  std::string_view host;
  std::string_view claim;
  std::string_view what;  ///< what the claim names
};

/// The public provider of that name, or null.
[[nodiscard]] const PublicProvider* FindPublicProvider(std::string_view issuer);

/// Whether the issuer is a cluster of Amazon EKS, `oidc.eks.REGION.amazonaws.com/id/…`.
[[nodiscard]] bool IsEksCluster(std::string_view issuer);

/// Whether a condition on the claim tells one customer from another. `aud` does not, nor a branch,
/// an environment or a workflow, which anybody can call by any name.
[[nodiscard]] bool TellsTenants(std::string_view claim);

}  // namespace whittle::rules
