#include <fmt/format.h>

#include <algorithm>

#include "policy/pattern.h"
#include "rules/conditions/presence.h"
#include "rules/edits.h"
#include "rules/grants/grants.h"

namespace whittle::rules {

namespace {

/// Keys that say where a request comes from or whose it is, and that many requests lack.
constexpr std::string_view kGuards[] = {
    "aws:PrincipalOrgID",   "aws:PrincipalOrgPaths", "aws:ResourceAccount", "aws:ResourceOrgID",
    "aws:ResourceOrgPaths", "aws:SourceAccount",     "aws:SourceArn",       "aws:SourceIp",
    "aws:SourceOrgID",      "aws:SourceOrgPaths",    "aws:SourceVpc",       "aws:SourceVpce",
    "aws:VpcSourceIp",      "sts:ExternalId"};

/// Keys that every request of an IAM principal carries.
constexpr std::string_view kAlways[] = {
    "aws:CurrentTime",  "aws:EpochTime",     "aws:PrincipalAccount",
    "aws:PrincipalArn", "aws:PrincipalType", "aws:SecureTransport",
    "aws:userid"};

template <size_t N>
bool IsOneOf(std::string_view key, const std::string_view (&keys)[N]) {
  return std::any_of(std::begin(keys), std::end(keys), [&](std::string_view candidate) {
    return policy::EqualsIgnoreCase(key, candidate);
  });
}

void CheckGuards(lint::PolicyContext& context) {
  if (!kGranting.Has(context.policy().type.type)) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows()) continue;
    for (const policy::Condition& condition : statement.conditions) {
      // A negated operator is true of an absent key with or without IfExists.
      if (!condition.op.if_exists || !condition.op.known() || condition.op.negated() ||
          !IsOneOf(condition.key.value, kGuards)) {
        continue;
      }
      if (DemandsKey(statement, condition.key.value)) continue;
      context
          .Report(condition.key.span(),
                  fmt::format("`{}` allows requests without `{}`, from wherever they come",
                              condition.op.spelling, condition.key.value))
          .Fix(ChangeOperator(statement, condition, WithoutIfExists(condition.op)), false);
    }
  }
}

void CheckAlways(lint::PolicyContext& context) {
  if (context.policy().type.type != policy::Type::kIdentity) return;
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Condition& condition : statement.conditions) {
      if (!condition.op.if_exists || !condition.op.known() ||
          !IsOneOf(condition.key.value, kAlways)) {
        continue;
      }
      context
          .Report(condition.op_key->span(),
                  fmt::format("every request carries `{}`, so IfExists changes nothing",
                              condition.key.value))
          .Fix(ChangeOperator(statement, condition, WithoutIfExists(condition.op)), false);
    }
  }
}

}  // namespace

extern constinit const lint::Rule kIfExistsOnPresentKey{
    .info = {.name = "if-exists-on-present-key",
             .group = "conditions",
             .level = lint::Level::kSuggestion,
             .summary = "IfExists stands before a key that every request carries",
             .why = "The condition reads as if there were requests that it does not hold "
                    "for, and there are none.",
             .fix = "Drop IfExists.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*", "Condition": {"StringEqualsIfExists": {"aws:PrincipalAccount": "123456789012"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalAccount": "123456789012"}}}
})"},
             .aliases = {.iam_policy_validator = "ifexists_on_always_present_key"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_condition-keys.html"},
    .needs = {.facts = {lint::Fact::kIfExists}, .types = {policy::Type::kIdentity}},
    .check_policy = CheckAlways,
};

extern constinit const lint::Rule kIfExistsOpensAllow{
    .info = {.name = "if-exists-opens-allow",
             .group = "conditions",
             .level = lint::Level::kWarning,
             .summary = "IfExists lets requests pass that lack the key which an Allow is "
                        "guarded by",
             .why = "An operator with IfExists is true when the request does not carry the "
                    "key. Whoever comes another way, where the key does not exist, is "
                    "allowed.",
             .fix = "Drop IfExists, or add a Null condition that demands the key.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*", "Condition": {"StringEqualsIfExists": {"aws:SourceVpce": "vpce-0123456789abcdef0"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-0123456789abcdef0"}}}
})"},
             .aliases = {.iam_policy_validator = "ifexists_weakens_security_condition"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_condition_operators.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kIfExists}, .types = kGranting},
    .check_policy = CheckGuards,
};

}  // namespace whittle::rules
