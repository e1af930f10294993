// Set operators before the audience of a token.
#include <fmt/format.h>

#include "policy/pattern.h"
#include "rules/grammar/problems.h"
#include "rules/trust/issuers.h"
#include "rules/trust/trust.h"

namespace whittle::rules {

namespace {

/// Calls `visit(condition, single)` with each `aud` of an OIDC provider under a set operator;
/// `single`: the provider's tokens have one audience.
template <typename Visit>
void ForEachAudienceSet(const lint::PolicyContext& context, Visit visit) {
  ForEachTrust(context, [&](const policy::Statement& statement) {
    for (const policy::Condition& condition : statement.conditions) {
      if (condition.op.qualifier == policy::SetQualifier::kNone || !condition.key.known() ||
          !EndsInClaim(condition.key.value, "aud")) {
        continue;
      }
      const std::string_view issuer = condition.key.value.substr(
          0, condition.key.value.size() - std::string_view(":aud").size());
      visit(condition, policy::EqualsIgnoreCase(issuer, "saml") ||
                           FindPublicProvider(issuer) != nullptr ||
                           FindSharedIssuer(issuer) != nullptr || IsEksCluster(issuer));
    }
  });
}

void CheckForAnyValue(lint::PolicyContext& context) {
  ForEachAudienceSet(context, [&](const policy::Condition& condition, bool single) {
    if (!single || condition.op.qualifier != policy::SetQualifier::kForAnyValue) return;
    context.Report(condition.key.span(),
                   fmt::format("`{}` has one value, and ForAnyValue is for keys of several",
                               condition.key.value));
  });
}

void CheckConfirm(lint::PolicyContext& context) {
  ForEachAudienceSet(context, [&](const policy::Condition& condition, bool single) {
    if (single) return;
    context.Report(condition.key.span(),
                   fmt::format("whether `{}` has one value or several hangs on the provider; the "
                               "set operator is right only for several",
                               condition.key.value));
  });
}

}  // namespace

extern constinit const lint::Rule kForanyvalueWithAudienceClaimType{
    .info = {.name = "foranyvalue-with-audience-claim-type",
             .group = "trust",
             .level = lint::Level::kSecurityWarning,
             .summary = "ForAnyValue stands before an audience that has one value",
             .why = "Set operators are for keys of several values; before a key of one they say "
                    "something else than what is meant, and the wrong one lets too much through.",
             .fix = "Remove ForAnyValue.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Federated": "accounts.google.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"ForAnyValue:StringEquals": {"accounts.google.com:aud": "66677788899900pro0"}}
  }
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Federated": "accounts.google.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {"accounts.google.com:aud": "66677788899900pro0"}}
  }
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE",
                         .iam_policy_validator = "set_operator_on_single_valued_key"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kPrincipal, lint::Fact::kConditions},
              .types = {policy::Type::kTrust}},
    .check_policy = CheckForAnyValue,
};

extern constinit const lint::Rule kConfirmAudienceClaimType{
    .info = {.name = "confirm-audience-claim-type",
             .group = "trust",
             .level = lint::Level::kSuggestion,
             .summary = "a set operator stands before an audience that may have one value only",
             .why = "Some providers put one audience into a token, some a list. A set operator is "
                    "right only for a list.",
             .fix = "See what the provider sends; without a list, remove the set operator.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/id.example.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"ForAnyValue:StringEquals": {"id.example.com:aud": "sts.amazonaws.com"}}
  }
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/id.example.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {"id.example.com:aud": "sts.amazonaws.com"}}
  }
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "CONFIRM_AUDIENCE_CLAIM_TYPE"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kPrincipal, lint::Fact::kConditions},
              .types = {policy::Type::kTrust}},
    .check_policy = CheckConfirm,
};

}  // namespace whittle::rules
