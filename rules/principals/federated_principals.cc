#include <fmt/format.h>

#include "policy/pattern.h"
#include "rules/grammar/problems.h"
#include "rules/principals/principal_arn.h"

namespace whittle::rules {

namespace {

constexpr std::string_view kFederatedPage =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";

bool IsAboutSts(const policy::Statement& statement) {
  for (const policy::Action& action : statement.action.entries) {
    if (action.all() || policy::EqualsIgnoreCase(action.service, "sts")) return true;
    if (!action.text.known()) return true;
  }
  return false;
}

void CheckSupport(lint::PolicyContext& context) {
  // A trust policy may stand here under the wrong name: then it is about sts.
  if (!context.policy().type.Surely({policy::Type::kResource, policy::Type::kEndpoint})) return;
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Principal& principal : statement.principal.entries) {
      if (principal.kind != policy::PrincipalKind::kFederated || IsAboutSts(statement)) continue;
      context.Report(principal.key->span(),
                     fmt::format("`{}` is a federated principal, which only role trust policies "
                                 "take",
                                 principal.text.value));
      break;
    }
  }
}

void CheckSyntax(lint::PolicyContext& context) {
  if (!context.policy().type.Surely({policy::Type::kTrust})) return;
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Principal& principal : statement.principal.entries) {
      if (principal.kind != policy::PrincipalKind::kFederated) continue;
      if (policy::HasWildcard(principal.text.value)) continue;
      if (ProviderOf(principal.text) != Provider::kInvalid) continue;
      context.Report(principal.text.span(),
                     fmt::format("`{}` is neither an identity provider's ARN nor its host name",
                                 principal.text.value));
    }
  }
}

}  // namespace

extern constinit const lint::Rule kFederatedPrincipalNotSupported{
    .info = {.name = "federated-principal-not-supported",
             .group = "principals",
             .level = lint::Level::kError,
             .summary = "a resource policy names a federated principal",
             .why =
                 "Users of an identity provider reach AWS as a role; only that role's trust policy "
                 "knows the provider.",
             .fix = "Name the role that the users assume, under AWS.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*"}
})",
                     policy::Type::kResource},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::123456789012:role/visitor"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*"}
})",
                      policy::Type::kResource},
             .aliases = {.access_analyzer = "FEDERATED_PRINCIPAL_NOT_SUPPORTED"},
             .source = kFederatedPage},
    .needs = {.facts = {lint::Fact::kFederatedPrincipal}},
    .check_policy = CheckSupport,
};

extern constinit const lint::Rule kInvalidFederatedPrincipalSyntaxInRoleTrustPolicy{
    .info = {.name = "invalid-federated-principal-syntax-in-role-trust-policy",
             .group = "principals",
             .level = lint::Level::kError,
             .summary = "a federated principal is no identity provider",
             .why = "Nobody can assume the role through it.",
             .fix =
                 "Write the ARN of the SAML or OIDC provider, or the host name of a web identity "
                 "provider such as `accounts.google.com`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": {"Federated": "arn:aws:iam::123456789012:provider/okta"}, "Action": "sts:AssumeRoleWithSAML"}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": {"Federated": "arn:aws:iam::123456789012:saml-provider/okta"}, "Action": "sts:AssumeRoleWithSAML"}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer =
                             "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY",
                         .iam_policy_validator = "invalid_provider_format"},
             .source = kFederatedPage},
    .needs = {.facts = {lint::Fact::kFederatedPrincipal}, .types = {policy::Type::kTrust}},
    .check_policy = CheckSyntax,
};

}  // namespace whittle::rules
