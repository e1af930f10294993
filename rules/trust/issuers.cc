#include "rules/trust/issuers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "policy/pattern.h"

namespace whittle::rules {

namespace {

/// Sources: the vendors' pages on OpenID Connect with AWS. GitHub writes `repo:OWNER/NAME:…`, and
/// in its immutable form `repo:OWNER@ID/NAME@ID:…`.
constexpr std::array<SharedIssuer, 5> kSharedIssuers = {{
    {kGithubIssuer, "GitHub Actions", "repo:", '/', "organization",
     "repo:OWNER/NAME:ref:refs/heads/main"},
    {"gitlab.com", "GitLab.com", "project_path:", '/', "group",
     "project_path:GROUP/PROJECT:ref_type:branch:ref:main"},
    {"app.terraform.io", "HCP Terraform", "organization:", ':', "organization",
     "organization:ORG:project:PROJECT:workspace:WORKSPACE:run_phase:apply"},
    {"agent.buildkite.com", "Buildkite", "organization:", ':', "organization",
     "organization:ORG:pipeline:PIPELINE:ref:refs/heads/main:commit:*:step:*"},
    {"oidc.vercel.com", "Vercel", "owner:", ':', "team",
     "owner:TEAM:project:PROJECT:environment:production"},
}};

/// Source: IAM user guide, id_roles_create_for-idp_oidc.
constexpr std::array<PublicProvider, 4> kPublicProviders = {{
    {"accounts.google.com", "aud", "application"},
    {"cognito-identity.amazonaws.com", "aud", "identity pool"},
    {"graph.facebook.com", "app_id", "application"},
    {"www.amazon.com", "app_id", "application"},
}};

/// Claims that every customer can set to what he likes.
/// Source: IAM user guide, reference_policies_iam-condition-keys, for the claims that are keys.
constexpr std::array<std::string_view, 11> kFreeClaims = {"aud",
                                                          "azp",
                                                          "iss",
                                                          "ref",
                                                          "environment",
                                                          "workflow",
                                                          "ref_protected",
                                                          "build_branch",
                                                          "pipeline_source",
                                                          "runner_environment",
                                                          "user_access_level"};

}  // namespace

const SharedIssuer* FindSharedIssuer(std::string_view issuer) {
  const auto* const found = std::find_if(
      kSharedIssuers.begin(), kSharedIssuers.end(),
      [&](const SharedIssuer& shared) { return policy::EqualsIgnoreCase(shared.host, issuer); });
  return found == kSharedIssuers.end() ? nullptr : &*found;
}

const PublicProvider* FindPublicProvider(std::string_view issuer) {
  const auto* const found = std::find_if(kPublicProviders.begin(), kPublicProviders.end(),
                                         [&](const PublicProvider& provider) {
                                           return policy::EqualsIgnoreCase(provider.host, issuer);
                                         });
  return found == kPublicProviders.end() ? nullptr : &*found;
}

bool AdmitsStrangers(const SharedIssuer& issuer, std::string_view pattern) {
  // A pattern that begins with `*` pins nothing in front; what stands behind it can be somebody's
  // project, branch or environment as well.
  if (!pattern.empty() && pattern[0] == '*') {
    const std::string_view rest =
        pattern.substr(std::min(pattern.find_first_not_of('*'), pattern.size()));
    return rest.empty() || rest[0] == issuer.end || rest[0] == ':';
  }
  if (pattern.substr(0, issuer.prefix.size()) != issuer.prefix) {
    const std::string stranger =
        fmt::format("{}stranger{}x:ref:refs/heads/main", issuer.prefix, issuer.end);
    return policy::HasWildcard(pattern) &&
           policy::Matches(pattern, stranger, policy::Case::kSensitive);
  }
  std::string_view tenant = pattern.substr(issuer.prefix.size());
  tenant = tenant.substr(0, tenant.find(issuer.end));
  // `OWNER@*`: whoever has the name, whatever its number.
  tenant = tenant.substr(0, tenant.find('@'));
  return policy::HasWildcard(tenant);
}

bool IsEksCluster(std::string_view issuer) {
  return policy::StartsWithIgnoreCase(issuer, "oidc.eks.") &&
         issuer.find(".amazonaws.com") != std::string_view::npos &&
         issuer.find("/id/") != std::string_view::npos;
}

bool TellsTenants(std::string_view claim) {
  return std::none_of(kFreeClaims.begin(), kFreeClaims.end(),
                      [&](std::string_view free) { return policy::EqualsIgnoreCase(claim, free); });
}

}  // namespace whittle::rules
