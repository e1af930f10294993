#include <fmt/format.h>

#include "rules/trust/trust.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  ForEachService(
      context, [&](const policy::Statement& statement, const policy::Principal& principal) {
        if (principal.text.value != "ssm.amazonaws.com" || SaysSource(statement)) return;
        context
            .Report(principal.text.span(),
                    "ssm.amazonaws.com may assume this role for any account: no condition says for "
                    "which one")
            .Help(
                "add \"Condition\": {\"StringEquals\": {\"aws:SourceAccount\": \"<ACCOUNT>\"}, "
                "\"ArnEquals\": {\"aws:SourceArn\": \"arn:aws:ssm:<REGION>:<ACCOUNT>:*\"}}");
      });
}

}  // namespace

extern constinit const lint::Rule kSsmTrustWithoutSourceCondition{
    .info = {.name = "ssm-trust-without-source-condition",
             .group = "ecs",
             .level = lint::Level::kWarning,
             .summary = "a role trusts ssm.amazonaws.com without saying for which account",
             .why = "Systems Manager acts for many accounts. Without a condition on the source, "
                    "somebody else may have it use the role: the confused deputy.",
             .fix = "Add a condition on aws:SourceAccount, and on aws:SourceArn.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Service": "ssm.amazonaws.com"},
    "Action": "sts:AssumeRole"
  }
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Service": "ssm.amazonaws.com"},
    "Action": "sts:AssumeRole",
    "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}
  }
})",
                      policy::Type::kTrust},
             .aliases = {.iam_policy_validator = "confused_deputy_risk"},
             .source = "https://docs.aws.amazon.com/systems-manager/latest/userguide/"
                       "hybrid-multicloud-service-role.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kServicePrincipal},
              .types = {policy::Type::kTrust}},
    .check_policy = Check,
};

}  // namespace whittle::rules
