#include <fmt/format.h>

#include "lint/context.h"
#include "policy/pattern.h"

namespace whittle::rules {

namespace {

/// Whether a condition says for which account or resource the service acts. Where a key is hidden
/// by a placeholder it may be that one.
bool SaysSource(const policy::Statement& statement) {
  if (statement.condition_open) return true;
  for (const policy::Condition& condition : statement.conditions) {
    if (!condition.key.known()) return true;
    for (const std::string_view key :
         {"aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"}) {
      if (!policy::EqualsIgnoreCase(condition.key.value, key)) continue;
      // A negated operator and IfExists let requests without the key pass; Null asks only for it.
      if (!condition.op.negated() && !condition.op.if_exists &&
          condition.op.base != policy::BaseOperator::kNull) {
        return true;
      }
    }
  }
  return false;
}

void Check(lint::PolicyContext& context) {
  if (context.policy().type.type != policy::Type::kTrust) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() || statement.principal.negated || SaysSource(statement)) continue;
    for (const policy::Principal& principal : statement.principal.entries) {
      if (principal.kind != policy::PrincipalKind::kService ||
          principal.text.value != "ssm.amazonaws.com") {
        continue;
      }
      context
          .Report(principal.text.span(),
                  "ssm.amazonaws.com may assume this role for any account: no condition says for "
                  "which one")
          .Help(
              "add \"Condition\": {\"StringEquals\": {\"aws:SourceAccount\": \"<ACCOUNT>\"}, "
              "\"ArnEquals\": {\"aws:SourceArn\": \"arn:aws:ssm:<REGION>:<ACCOUNT>:*\"}}");
    }
  }
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
