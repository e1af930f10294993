// OIDC providers that are trusted without a condition on what their tokens say.
#include <fmt/format.h>

#include "policy/pattern.h"
#include "rules/grammar/problems.h"
#include "rules/trust/issuers.h"
#include "rules/trust/trust.h"

namespace whittle::rules {

namespace {

bool IsGithub(const OidcIssuer& provider) {
  return provider.known && policy::EqualsIgnoreCase(provider.name, kGithubIssuer);
}

/// Whether a condition key is the provider's, or may be: an unknown one, or one of another spelling
/// where the issuer is not known.
bool HasKeyOf(const policy::Statement& statement, const OidcIssuer& provider) {
  for (const policy::Condition& condition : statement.conditions) {
    if (!condition.key.known() || !provider.known) return true;
    if (ClaimOf(provider.name, condition.key.value)) return true;
  }
  return false;
}

void CheckMissingKey(lint::PolicyContext& context) {
  ForEachOidcProvider(context, [&](const policy::Statement& statement,
                                   const policy::Principal& principal, const OidcIssuer& provider) {
    if (IsGithub(provider) || HasKeyOf(statement, provider)) return;
    context
        .Report(
            principal.text.span(),
            fmt::format("`{}` is trusted whatever its tokens say: no condition uses a key of it",
                        provider.name))
        .Help(fmt::format("add conditions on \"{0}:aud\" and, where it has one, \"{0}:sub\"",
                          provider.name));
  });
}

void CheckMissingRepository(lint::PolicyContext& context) {
  ForEachOidcProvider(context, [&](const policy::Statement& statement,
                                   const policy::Principal& principal, const OidcIssuer& provider) {
    if (!IsGithub(provider)) return;
    for (const policy::Condition& condition : statement.conditions) {
      if (!condition.key.known()) return;
      const auto claim = ClaimOf(provider.name, condition.key.value);
      if (claim && policy::EqualsIgnoreCase(*claim, "sub")) return;
    }
    context.Report(principal.text.span(),
                   "GitHub Actions of any repository may assume this role: no condition on the "
                   "token's subject");
  });
}

}  // namespace

extern constinit const lint::Rule kMissingConditionKeyForOidcPrincipal{
    .info = {.name = "missing-condition-key-for-oidc-principal",
             .group = "trust",
             .level = lint::Level::kSecurityWarning,
             .summary = "an OIDC provider is trusted without a condition on its tokens",
             .why = "Whoever gets a token from the provider, for whatever purpose, may assume the "
                    "role. Many providers give tokens to anybody.",
             .fix = "Add conditions on the provider's `aud` and `sub` keys.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Federated": "www.amazon.com"},
    "Action": "sts:AssumeRoleWithWebIdentity"
  }
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Federated": "www.amazon.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {"www.amazon.com:app_id": "amzn1.app"}}
  }
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL",
                         .iam_policy_validator = "missing_required_condition_for_assume_action"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kFederatedPrincipal},
              .types = {policy::Type::kTrust}},
    .check_policy = CheckMissingKey,
};

extern constinit const lint::Rule kMissingGithubRepoConditionKey{
    .info = {.name = "missing-github-repo-condition-key",
             .group = "trust",
             .level = lint::Level::kSecurityWarning,
             .summary = "GitHub's provider is trusted without a condition on the repository",
             .why =
                 "GitHub signs tokens for the workflows of every repository. Without a condition "
                 "on the subject a workflow of a stranger may assume the role.",
             .fix = "Add a condition on token.actions.githubusercontent.com:sub that names "
                    "repository and branch, `repo:OWNER/NAME:ref:refs/heads/main`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {
      "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
    },
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:ref": "refs/heads/main"
      }
    }
  }
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {
      "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
    },
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": "repo:example/app:ref:refs/heads/main"
      }
    }
  }
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "MISSING_GITHUB_REPO_CONDITION_KEY",
                         .checkov = "CKV_AWS_358 CKV_AWS_393"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kFederatedPrincipal},
              .types = {policy::Type::kTrust}},
    .check_policy = CheckMissingRepository,
};

}  // namespace whittle::rules
