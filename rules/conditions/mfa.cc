#include <fmt/format.h>

#include <algorithm>

#include "policy/pattern.h"
#include "rules/conditions/presence.h"
#include "rules/edits.h"
#include "rules/grants/grants.h"

namespace whittle::rules {

namespace {

constexpr std::string_view kPresent = "aws:MultiFactorAuthPresent";
constexpr std::string_view kAge = "aws:MultiFactorAuthAge";

bool IsKey(const policy::Condition& condition, std::string_view key) {
  return condition.op.known() && policy::EqualsIgnoreCase(condition.key.value, key);
}

bool HasValue(const policy::Condition& condition, std::string_view value) {
  return std::any_of(condition.values.begin(), condition.values.end(), [&](const auto& text) {
    return text.known() && policy::EqualsIgnoreCase(text.value, value);
  });
}

bool IsBool(const policy::Condition& condition, std::string_view value) {
  return IsKey(condition, kPresent) && condition.op.base == policy::BaseOperator::kBool &&
         HasValue(condition, value);
}

/// The statement demands, or may demand where a placeholder hides it, a request made with MFA.
bool Demands(const policy::Statement& statement) {
  return statement.condition_open ||
         std::any_of(statement.conditions.begin(), statement.conditions.end(),
                     [](const policy::Condition& condition) {
                       if (!condition.key.known() || condition.op.has_holes) return true;
                       if (condition.op.if_exists) return false;
                       if (IsKey(condition, kAge)) {
                         return condition.op.family() == policy::OperatorFamily::kNumeric;
                       }
                       return IsBool(condition, "true") && !HasValue(condition, "false");
                     });
}

/// Why the condition is true of some requests without MFA; empty where it is not.
std::string_view Gap(const policy::Condition& condition) {
  if (IsKey(condition, kAge)) {
    return condition.op.if_exists && condition.op.family() == policy::OperatorFamily::kNumeric
               ? "with IfExists, requests that lack the key pass: those signed with access keys"
               : "";
  }
  if (!IsKey(condition, kPresent)) return "";
  if (condition.op.base == policy::BaseOperator::kNull) {
    if (HasValue(condition, "true")) {
      return "requests pass that lack the key: those signed with access keys, without MFA";
    }
    if (HasValue(condition, "false")) {
      return "the key is also there, as `false`, in temporary credentials made without MFA";
    }
    return "";
  }
  if (condition.op.base != policy::BaseOperator::kBool) return "";
  if (HasValue(condition, "false")) return "`false` allows requests made without MFA";
  if (condition.op.if_exists && HasValue(condition, "true")) {
    return "with IfExists, requests that lack the key pass: those signed with access keys";
  }
  return "";
}

void CheckAllow(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() || statement.conditions.empty()) continue;
    for (const policy::Condition& condition : statement.conditions) {
      const std::string_view gap = Gap(condition);
      if (gap.empty() || Demands(statement)) continue;
      lint::FindingBuilder finding =
          context.Report(condition.key.span(), fmt::format("this does not demand MFA: {}", gap));
      if (condition.op.if_exists && !HasValue(condition, "false")) {
        finding.Fix(ChangeOperator(statement, condition, WithoutIfExists(condition.op)), false);
      }
    }
  }
}

/// Some statement denies, or may deny, requests that lack the key.
bool DeniesAbsent(const policy::Policy& policy) {
  if (policy.open) return true;
  return std::any_of(policy.statements.begin(), policy.statements.end(), [](const auto& statement) {
    return statement.denies() &&
           std::any_of(statement.conditions.begin(), statement.conditions.end(),
                       [](const policy::Condition& condition) {
                         if (!condition.key.known() || condition.op.has_holes) return true;
                         return (IsBool(condition, "false") && condition.op.if_exists) ||
                                (IsKey(condition, kPresent) &&
                                 condition.op.base == policy::BaseOperator::kNull &&
                                 HasValue(condition, "true"));
                       });
  });
}

void CheckDeny(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.denies()) continue;
    for (const policy::Condition& condition : statement.conditions) {
      if (!IsBool(condition, "false") || condition.op.if_exists || DeniesAbsent(context.policy())) {
        continue;
      }
      context
          .Report(condition.key.span(),
                  "requests signed with access keys lack this key, so the Deny does not reach them")
          .Fix(ChangeOperator(statement, condition,
                              fmt::format("{}IfExists", condition.op.spelling)),
               false);
    }
  }
}

}  // namespace

extern constinit const lint::Rule kMfaDenyMissesAbsentKey{
    .info = {.name = "mfa-deny-misses-absent-key",
             .group = "conditions",
             .level = lint::Level::kWarning,
             .summary = "a Deny without MFA does not reach requests that lack the key",
             .why = "aws:MultiFactorAuthPresent exists in temporary credentials only. "
                    "Requests signed with long-term access keys do not carry it, `Bool` is "
                    "false then, and the Deny passes them by.",
             .fix = "Use BoolIfExists: it is true of an absent key.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "ec2:TerminateInstances", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "ec2:TerminateInstances", "Resource": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}}
})"},
             .aliases = {.parliament = "BAD_PATTERN_FOR_MFA",
                         .iam_policy_validator = "mfa_antipattern_bool_false"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "id_credentials_mfa_configure-api-require.html"},
    .needs = {.facts = {lint::Fact::kDeny, lint::Fact::kBoolOperator}},
    .check_policy = CheckDeny,
};

extern constinit const lint::Rule kMfaNotDemanded{
    .info = {.name = "mfa-not-demanded",
             .group = "conditions",
             .level = lint::Level::kWarning,
             .summary = "an MFA condition of an Allow is true of requests made without MFA",
             .why = "aws:MultiFactorAuthPresent exists in temporary credentials only, and "
                    "tells there with true or false whether MFA was used. A condition that "
                    "an absent key or `false` satisfies lets such requests pass.",
             .fix = "Write `\"Bool\": {\"aws:MultiFactorAuthPresent\": \"true\"}`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}
})"},
             .aliases = {.parliament = "BAD_PATTERN_FOR_MFA",
                         .iam_policy_validator =
                             "mfa_antipattern_bool_false mfa_antipattern_boolif_exists_false "
                             "mfa_antipattern_null_false mfa_antipattern_null_true"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "id_credentials_mfa_configure-api-require.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kConditions}},
    .check_policy = CheckAllow,
};

}  // namespace whittle::rules
