// For which audience a provider's tokens and assertions must be meant.
#include <algorithm>

#include "policy/pattern.h"
#include "rules/trust/issuers.h"
#include "rules/trust/trust.h"

namespace whittle::rules {

namespace {

/// Whether some condition key ends in `:aud` or names an application, or may.
bool NamesAudience(const policy::Statement& statement) {
  return statement.condition_open ||
         std::any_of(statement.conditions.begin(), statement.conditions.end(),
                     [](const policy::Condition& condition) {
                       const std::string_view key = condition.key.value;
                       return EndsInClaim(key, "aud") || EndsInClaim(key, "app_id") ||
                              EndsInClaim(key, "oaud") ||
                              (!condition.key.known() && !EndsInClaim(key, "sub"));
                     });
}

/// Whether the statement trusts an OIDC provider of which it has no condition, or a provider with a
/// wildcard: Access Analyzer's own checks speak of that.
bool HasBareProvider(const policy::Statement& statement) {
  return std::any_of(statement.principal.entries.begin(), statement.principal.entries.end(),
                     [&](const policy::Principal& principal) {
                       return (principal.kind == policy::PrincipalKind::kFederated &&
                               policy::HasWildcard(principal.text.value)) ||
                              (statement.conditions.empty() && OidcIssuerOf(principal));
                     });
}

/// The entry that covers an action, or the whole element.
text::Span ActionSpan(const policy::Statement& statement, std::string_view action) {
  for (const policy::Action& entry : statement.action.entries) {
    if (policy::Matches(entry.text.value, action, policy::Case::kInsensitive)) {
      return entry.text.span();
    }
  }
  return statement.action.key->span();
}

/// Calls `visit(statement)` with each Allow that names principals, no resource, and the action:
/// that trusts them with a role, whatever the policy is taken for.
template <typename Visit>
void ForEachAssuming(const lint::PolicyContext& context, std::string_view action, Visit visit) {
  ForEachPrincipalAllow(context, [&](const policy::Statement& statement) {
    // NotAction, which covers it by the way, is no sign that it is meant.
    if (statement.resource.present() || statement.action.negated || !Covers(statement, action)) {
      return;
    }
    visit(statement);
  });
}

void CheckOidcAudience(lint::PolicyContext& context) {
  constexpr std::string_view kAction = "sts:AssumeRoleWithWebIdentity";
  ForEachAssuming(context, kAction, [&](const policy::Statement& statement) {
    if (NamesAudience(statement) || HasBareProvider(statement)) return;
    const bool public_provider =
        std::any_of(statement.principal.entries.begin(), statement.principal.entries.end(),
                    [](const policy::Principal& principal) {
                      const auto provider = OidcIssuerOf(principal);
                      return provider && FindPublicProvider(provider->name) != nullptr;
                    });
    if (public_provider) return;  // the graver rule's
    context.Report(ActionSpan(statement, kAction),
                   "tokens for any audience of the provider are taken: no condition on its `aud`");
  });
}

void CheckSamlAudience(lint::PolicyContext& context) {
  constexpr std::string_view kAction = "sts:AssumeRoleWithSAML";
  ForEachAssuming(context, kAction, [&](const policy::Statement& statement) {
    if (statement.condition_open) return;
    for (const policy::Condition& condition : statement.conditions) {
      if (!condition.key.known() || EndsInClaim(condition.key.value, "aud") ||
          EndsInClaim(condition.key.value, "iss")) {
        return;
      }
    }
    context.Report(ActionSpan(statement, kAction),
                   "assertions for any endpoint are taken: no condition on SAML:aud");
  });
}

}  // namespace

extern constinit const lint::Rule kOidcTrustWithoutAudience{
    .info = {.name = "oidc-trust-without-audience",
             .group = "trust",
             .level = lint::Level::kSuggestion,
             .summary = "an OIDC provider is trusted without a condition on the audience",
             .why = "IAM takes tokens for every audience that is listed at the provider. A token "
                    "that was made for another of them opens this role, too.",
             .fix = "Add a condition on the provider's `aud`, such as sts.amazonaws.com.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/id.example.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {"id.example.com:sub": "build"}}
  }
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/id.example.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {"id.example.com:sub": "build", "id.example.com:aud": "sts.amazonaws.com"}}
  }
})",
                      policy::Type::kTrust},
             .aliases = {.iam_policy_validator = "missing_required_condition_for_assume_action"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "id_roles_create_for-idp_oidc.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kPrincipal}, .services = {"sts"}},
    .check_policy = CheckOidcAudience,
};

extern constinit const lint::Rule kSamlTrustWithoutAudience{
    .info = {.name = "saml-trust-without-audience",
             .group = "trust",
             .level = lint::Level::kSuggestion,
             .summary = "a SAML provider is trusted without a condition on the audience",
             .why = "SAML:aud is the endpoint that an assertion was made for. Naming it keeps out "
                    "assertions that the provider made for other sign-in endpoints.",
             .fix = "Add \"Condition\": {\"StringEquals\": {\"SAML:aud\": "
                    "\"https://signin.aws.amazon.com/saml\"}}.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/example"},
    "Action": "sts:AssumeRoleWithSAML",
    "Condition": {"StringEquals": {"SAML:sub_type": "persistent"}}
  }
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/example"},
    "Action": "sts:AssumeRoleWithSAML",
    "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}
  }
})",
                      policy::Type::kTrust},
             .aliases = {.iam_policy_validator = "missing_required_condition_for_assume_action"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "id_roles_create_for-idp_saml.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kPrincipal}, .services = {"sts"}},
    .check_policy = CheckSamlAudience,
};

}  // namespace whittle::rules
