#include <fmt/format.h>

#include "policy/pattern.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

constexpr std::string_view kConsiderationsPage =
    "https://docs.aws.amazon.com/organizations/latest/userguide/"
    "orgs_manage_policies_rcps_syntax.html";

using policy::EqualsIgnoreCase;

/// Keys that only calls of people and roles carry: what a service calls with a principal of its own
/// has none of them.
bool IsPrincipalKey(std::string_view key) {
  for (const std::string_view name : {"aws:PrincipalArn", "aws:PrincipalAccount",
                                      "aws:PrincipalOrgID", "aws:PrincipalOrgPaths"}) {
    if (EqualsIgnoreCase(key, name)) return true;
  }
  return policy::StartsWithIgnoreCase(key, "aws:PrincipalTag/");
}

/// Keys that only calls of services on a resource's behalf carry.
bool IsSourceKey(std::string_view key) {
  for (const std::string_view name :
       {"aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths"}) {
    if (EqualsIgnoreCase(key, name)) return true;
  }
  return false;
}

bool IsNull(const policy::Condition& condition) {
  return condition.op.base == policy::BaseOperator::kNull;
}

bool HasOnlyValue(const policy::Condition& condition, std::string_view value) {
  return condition.values.size() == 1 && EqualsIgnoreCase(condition.values[0].value, value);
}

/// Conditions that may say what is looked for: not all of them are seen.
bool MayHide(const policy::Statement& statement) {
  if (statement.condition_open) return true;
  for (const policy::Condition& condition : statement.conditions) {
    if (!condition.key.known() || condition.op.has_holes) return true;
  }
  return false;
}

bool TellsServices(const policy::Statement& statement, std::string_view value) {
  for (const policy::Condition& condition : statement.conditions) {
    if (condition.op.base != policy::BaseOperator::kBool) continue;
    if (!EqualsIgnoreCase(condition.key.value, "aws:PrincipalIsAWSService")) continue;
    if (condition.values.empty() || !condition.values[0].known()) return true;
    if (HasOnlyValue(condition, value)) return true;
  }
  return false;
}

bool ChecksSource(const policy::Statement& statement) {
  for (const policy::Condition& condition : statement.conditions) {
    if (!IsNull(condition)) continue;
    if (!EqualsIgnoreCase(condition.key.value, "aws:SourceAccount") &&
        !EqualsIgnoreCase(condition.key.value, "aws:SourceArn")) {
      continue;
    }
    if (condition.values.empty() || !condition.values[0].known()) return true;
    if (HasOnlyValue(condition, "false")) return true;
  }
  return false;
}

/// Calls `report` with each condition of a Deny whose key `is_key` knows, unless the statement
/// `is_fine` or not all of its conditions are seen.
template <typename IsKey, typename IsFine, typename Report>
void ForEachKey(lint::PolicyContext& context, IsKey is_key, IsFine is_fine, Report report) {
  if (!context.policy().type.Surely({policy::Type::kRcp})) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.denies() || statement.conditions.empty()) continue;
    for (const policy::Condition& condition : statement.conditions) {
      if (IsNull(condition) || !is_key(condition.key.value)) continue;
      if (MayHide(statement) || is_fine(statement)) break;
      report(condition);
    }
  }
}

void CheckPrincipalKeys(lint::PolicyContext& context) {
  ForEachKey(
      context, IsPrincipalKey,
      [](const policy::Statement& statement) { return TellsServices(statement, "false"); },
      [&](const policy::Condition& condition) {
        context.Report(condition.key.span(),
                       fmt::format("`{}` says nothing of calls that AWS services make for you, so "
                                   "the Deny may hit them",
                                   condition.key.value));
      });
}

void CheckSourceKeys(lint::PolicyContext& context) {
  ForEachKey(
      context, IsSourceKey,
      [](const policy::Statement& statement) { return TellsServices(statement, "true"); },
      [&](const policy::Condition& condition) {
        context.Report(condition.key.span(),
                       fmt::format("`{}` is there only when an AWS service calls, so the Deny may "
                                   "hit your own users and roles",
                                   condition.key.value));
      });
}

void CheckNull(lint::PolicyContext& context) {
  ForEachKey(context, IsSourceKey, ChecksSource, [&](const policy::Condition& condition) {
    context.Report(condition.key.span(),
                   fmt::format("not every call of an AWS service carries `{}`, so the Deny may hit "
                               "integrations that never send it",
                               condition.key.value));
  });
}

}  // namespace

extern constinit const lint::Rule kRcpMissingRelatedPrincipalConditionKey{
    .info = {.name = "rcp-missing-related-principal-condition-key",
             .group = "guardrails",
             .level = lint::Level::kWarning,
             .summary = "an RCP tells principals apart and forgets AWS services",
             .why =
                 "A resource control policy also holds for AWS services that act for you under "
                 "their own service principal. They have no account and no organization, so a Deny "
                 "of all but your organization stops log delivery, backups and the like.",
             .fix = "Add `\"BoolIfExists\": {\"aws:PrincipalIsAWSService\": \"false\"}` to the "
                    "condition.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {
    "StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-abcdefghij"}
  }}
})",
                     policy::Type::kRcp},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {
    "StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-abcdefghij"},
    "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}
  }}
})",
                      policy::Type::kRcp},
             .aliases = {.access_analyzer = "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY",
                         .iam_policy_validator = "rcp_missing_service_carveout"},
             .source = kConsiderationsPage},
    .needs = {.types = {policy::Type::kRcp}},
    .check_policy = CheckPrincipalKeys,
};

extern constinit const lint::Rule kRcpMissingRelatedServicePrincipalConditionKey{
    .info = {.name = "rcp-missing-related-service-principal-condition-key",
             .group = "guardrails",
             .level = lint::Level::kWarning,
             .summary = "an RCP looks at a service's source without asking whether a service calls",
             .why =
                 "`aws:SourceArn` and its kin stand only in calls that AWS services make. Without "
                 "asking for such a call, a Deny may hit the organization's own users and roles.",
             .fix = "Add `\"BoolIfExists\": {\"aws:PrincipalIsAWSService\": \"true\"}` to the "
                    "condition.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {
    "StringNotEqualsIfExists": {"aws:SourceOrgID": "o-abcdefghij"},
    "Null": {"aws:SourceAccount": "false"}
  }}
})",
                     policy::Type::kRcp},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {
    "StringNotEqualsIfExists": {"aws:SourceOrgID": "o-abcdefghij"},
    "Null": {"aws:SourceAccount": "false"}, "BoolIfExists": {"aws:PrincipalIsAWSService": "true"}
  }}
})",
                      policy::Type::kRcp},
             .aliases = {.access_analyzer = "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY"},
             .source = kConsiderationsPage},
    .needs = {.types = {policy::Type::kRcp}},
    .check_policy = CheckSourceKeys,
};

extern constinit const lint::Rule kRcpMissingServiceConditionKeyNullCheck{
    .info = {.name = "rcp-missing-service-condition-key-null-check",
             .group = "guardrails",
             .level = lint::Level::kWarning,
             .summary = "an RCP looks at a service's source that may not be there",
             .why = "Some integrations of AWS services send no source. A negated condition is true "
                    "without the key, and the Deny stops them.",
             .fix = "Add `\"Null\": {\"aws:SourceAccount\": \"false\"}` to the condition.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {
    "StringNotEqualsIfExists": {"aws:SourceOrgID": "o-abcdefghij"},
    "BoolIfExists": {"aws:PrincipalIsAWSService": "true"}
  }}
})",
                     policy::Type::kRcp},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {
    "StringNotEqualsIfExists": {"aws:SourceOrgID": "o-abcdefghij"},
    "BoolIfExists": {"aws:PrincipalIsAWSService": "true"}, "Null": {"aws:SourceAccount": "false"}
  }}
})",
                      policy::Type::kRcp},
             .aliases = {.access_analyzer = "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK"},
             .source = kConsiderationsPage},
    .needs = {.types = {policy::Type::kRcp}},
    .check_policy = CheckNull,
};

}  // namespace whittle::rules
