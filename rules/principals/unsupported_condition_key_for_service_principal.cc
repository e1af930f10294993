#include <fmt/format.h>

#include "policy/pattern.h"
#include "rules/conditions/conditions.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

/// Keys about the caller's account and organization, which a service principal does not have. The
/// tags of one are the fields of a certificate with IAM Roles Anywhere.
bool IsAccountKey(std::string_view key, std::string_view service) {
  for (const std::string_view name : {"aws:PrincipalOrgID", "aws:PrincipalOrgPaths",
                                      "aws:PrincipalAccount", "aws:PrincipalArn"}) {
    if (policy::EqualsIgnoreCase(key, name)) return true;
  }
  return policy::StartsWithIgnoreCase(key, "aws:PrincipalTag/") &&
         service != "rolesanywhere.amazonaws.com";
}

const policy::Principal* ServiceOf(const policy::Statement& statement) {
  for (const policy::Principal& principal : statement.principal.entries) {
    if (principal.kind == policy::PrincipalKind::kService) return &principal;
  }
  return nullptr;
}

void Check(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    if (statement.conditions.empty() || statement.principal.negated) continue;
    if (!statement.allows() && !statement.denies()) continue;
    const policy::Principal* service = ServiceOf(statement);
    if (service == nullptr) continue;
    for (const policy::Condition& condition : statement.conditions) {
      if (!condition.op.known() || !NeedsKey(condition.op)) continue;
      if (!IsAccountKey(condition.key.value, service->text.value)) continue;
      context
          .Report(condition.key.span(),
                  fmt::format("calls of `{}` never carry `{}`, so the statement {}",
                              service->text.value, condition.key.value,
                              statement.allows() ? "does not let the service in"
                                                 : "never denies the service anything"))
          .Related(service->text.span());
    }
  }
}

}  // namespace

extern constinit const lint::Rule kUnsupportedConditionKeyForServicePrincipal{
    .info = {.name = "unsupported-condition-key-for-service-principal",
             .group = "principals",
             .level = lint::Level::kError,
             .summary = "a condition asks of a service what only users and roles have",
             .why =
                 "A service principal belongs to no account and no organization: the key is absent "
                 "and the condition false.",
             .fix = "Use the keys of the source instead: aws:SourceOrgID, aws:SourceAccount or "
                    "aws:SourceArn.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*", "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012", "aws:PrincipalOrgID": "o-abcdefghij"}}}
})",
                     policy::Type::kResource},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "cloudfront.amazonaws.com"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*", "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012", "aws:SourceOrgID": "o-abcdefghij"}}}
})",
                      policy::Type::kResource},
             .aliases = {.access_analyzer = "UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_condition-keys.html"},
    .needs = {.facts = {lint::Fact::kServicePrincipal, lint::Fact::kConditions}},
    .check_policy = Check,
};

}  // namespace whittle::rules
