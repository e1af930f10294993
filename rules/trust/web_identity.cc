// Public identity providers, which serve every application under one name.
#include <fmt/format.h>

#include "policy/pattern.h"
#include "rules/trust/issuers.h"
#include "rules/trust/trust.h"

namespace whittle::rules {

namespace {

void CheckPublicProvider(lint::PolicyContext& context) {
  ForEachOidcProvider(context, [&](const policy::Statement& statement,
                                   const policy::Principal& principal, const OidcIssuer& provider) {
    const PublicProvider* const known = FindPublicProvider(provider.name);
    if (known == nullptr) return;
    bool any_key = false;
    for (const policy::Condition& condition : statement.conditions) {
      if (!condition.key.known()) return;
      const auto claim = ClaimOf(provider.name, condition.key.value);
      if (!claim) continue;
      any_key = true;
      // Google's `oaud` and every provider's subject name one client or user, too.
      if (!policy::EqualsIgnoreCase(*claim, "amr") && Requires(condition, true)) return;
    }
    // Without any key of it, Access Analyzer's own check speaks.
    if (!any_key || HasConditionalDeny(context.policy())) return;
    context
        .Report(
            principal.text.span(),
            fmt::format("users of any {} of `{}` may assume this role: no condition names yours",
                        known->what, known->host))
        .Help(fmt::format("add \"Condition\": {{\"StringEquals\": {{\"{}:{}\": \"<YOUR {}>\"}}}}",
                          known->host, known->claim, known->what));
  });
}

void CheckAmr(lint::PolicyContext& context) {
  ForEachOidcProvider(context, [&](const policy::Statement& statement,
                                   const policy::Principal& principal, const OidcIssuer& provider) {
    constexpr std::string_view kCognito = "cognito-identity.amazonaws.com";
    if (provider.name != kCognito) return;
    bool pool = false;
    for (const policy::Condition& condition : statement.conditions) {
      if (!condition.key.known()) return;
      const auto claim = ClaimOf(kCognito, condition.key.value);
      if (!claim) continue;
      if (!policy::EqualsIgnoreCase(*claim, "aud")) return;
      pool = true;
    }
    if (!pool) return;
    context.Report(principal.text.span(),
                   "guests of the identity pool may assume this role as well as its users: no "
                   "condition says which of them");
  });
}

}  // namespace

extern constinit const lint::Rule kWebIdentityWithoutApplication{
    .info = {.name = "web-identity-without-application",
             .group = "trust",
             .level = lint::Level::kSecurityWarning,
             .summary = "a public identity provider is trusted for every application of everybody",
             .why = "Cognito, Google, Facebook and Amazon sign tokens for the users of any pool or "
                    "application that anybody makes. Only the audience tells yours.",
             .fix = "Add a condition on the provider's `aud` (Cognito, Google) or `app_id`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Federated": "cognito-identity.amazonaws.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "ForAnyValue:StringLike": {
        "cognito-identity.amazonaws.com:amr": "authenticated"
      }
    }
  }
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Federated": "cognito-identity.amazonaws.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": {"cognito-identity.amazonaws.com:aud": "us-east-1:1234"},
      "ForAnyValue:StringLike": {
        "cognito-identity.amazonaws.com:amr": "authenticated"
      }
    }
  }
})",
                      policy::Type::kTrust},
             .aliases = {.iam_policy_validator = "missing_required_condition_for_assume_action"},
             .source = "https://docs.aws.amazon.com/cognito/latest/developerguide/"
                       "role-trust-and-permissions.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kFederatedPrincipal,
                        lint::Fact::kConditions},
              .types = {policy::Type::kTrust}},
    .check_policy = CheckPublicProvider,
};

extern constinit const lint::Rule kCognitoTrustWithoutAmr{
    .info = {.name = "cognito-trust-without-amr",
             .group = "trust",
             .level = lint::Level::kSuggestion,
             .summary = "guests and users of a Cognito identity pool may assume the same role",
             .why = "Where the pool lets guests in, whoever finds its ID gets the role's "
                    "permissions without signing in.",
             .fix = "Add \"ForAnyValue:StringLike\": {\"cognito-identity.amazonaws.com:amr\": "
                    "\"authenticated\"}, or \"unauthenticated\" in a role for guests.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Federated": "cognito-identity.amazonaws.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {"cognito-identity.amazonaws.com:aud": "us-east-1:12345678-abcd"}}
  }
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Federated": "cognito-identity.amazonaws.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {"cognito-identity.amazonaws.com:aud": "us-east-1:12345678-abcd"},"ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"}}
  }
})",
                      policy::Type::kTrust},
             .source = "https://docs.aws.amazon.com/cognito/latest/developerguide/"
                       "role-trust-and-permissions.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kFederatedPrincipal,
                        lint::Fact::kConditions},
              .types = {policy::Type::kTrust}},
    .check_policy = CheckAmr,
};

}  // namespace whittle::rules
