// Global condition keys that should not be used, or not by themselves.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "rules/conditions/conditions.h"
#include "rules/edits.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

constexpr policy::TypeSet kResourceLike = {policy::Type::kResource, policy::Type::kTrust,
                                           policy::Type::kRcp, policy::Type::kEndpoint};

/// Calls `visit` with each statement and condition on the key.
template <typename Visit>
void ForEachOn(lint::PolicyContext& context, std::string_view key, Visit visit) {
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Condition& condition : statement.conditions) {
      if (IsKey(condition, key)) visit(statement, condition);
    }
  }
}

void CheckUnsupported(lint::PolicyContext& context) {
  if (!context.policy().type.Surely(kResourceLike)) return;
  ForEachOn(context, "aws:ARN", [&](const auto&, const policy::Condition& condition) {
    context.Report(condition.key.span(),
                   fmt::format("`{}` is not supported here: it said who calls, not whose resource "
                               "is behind the call",
                               condition.key.value));
  });
}

void CheckDeprecated(lint::PolicyContext& context) {
  if (context.policy().type.Surely(kResourceLike)) return;
  ForEachOn(context, "aws:ARN", [&](const auto&, const policy::Condition& condition) {
    context
        .Report(condition.key.span(),
                fmt::format("`{}` is an old name; the key is now `aws:PrincipalArn`",
                            condition.key.value))
        .Fix(Respell(*condition.key.node, {"aws:PrincipalArn"}), false);
  });
}

/// Whether the condition only asks, or may only ask, whether the key is there.
bool AsksForPresence(const policy::Condition& condition) {
  return condition.op.has_holes || condition.op.base == policy::BaseOperator::kNull;
}

bool OnlyServices(const policy::Statement& statement) {
  const auto& entries = statement.principal.entries;
  return !entries.empty() && !statement.principal.negated &&
         std::all_of(entries.begin(), entries.end(), [](const policy::Principal& principal) {
           return principal.kind == policy::PrincipalKind::kService;
         });
}

void CheckForgeable(lint::PolicyContext& context) {
  for (const std::string_view key : {"aws:referer", "aws:UserAgent"}) {
    ForEachOn(context, key,
              [&](const policy::Statement& statement, const policy::Condition& condition) {
                // A service fills the key itself; that has a rule of its own.
                if (OnlyServices(statement)) return;
                if (AsksForPresence(condition)) return;
                context.Report(condition.key.span(),
                               fmt::format("whoever calls chooses `{}`, so it keeps nobody out",
                                           condition.key.value));
              });
  }
}

/// A key that says little without one of its partners.
struct Pair {
  std::string_view key;
  std::string_view partners[3];
};

/// Private addresses are used in many VPCs.
constexpr Pair kPairs[] = {
    {"aws:VpcSourceIp", {"aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn"}},
    {"aws:Ec2InstanceSourcePrivateIPv4",
     {"aws:Ec2InstanceSourceVpc", "aws:Ec2InstanceSourceVpc", "aws:Ec2InstanceSourceVpc"}}};

void CheckPaired(lint::PolicyContext& context) {
  for (const Pair& pair : kPairs) {
    ForEachOn(
        context, pair.key,
        [&](const policy::Statement& statement, const policy::Condition& condition) {
          const auto is_partner = [&](const policy::Condition& other) {
            return !other.key.known() ||
                   std::any_of(std::begin(pair.partners), std::end(pair.partners),
                               [&](std::string_view name) { return IsKey(other, name); });
          };
          if (statement.condition_open || AsksForPresence(condition) ||
              std::any_of(statement.conditions.begin(), statement.conditions.end(), is_partner)) {
            return;
          }
          context
              .Report(condition.key.span(),
                      fmt::format("the addresses of `{}` are used in many VPCs: without `{}` "
                                  "it does not say which",
                                  condition.key.value, pair.partners[0]))
              .Help(fmt::format("add `{}` to the same condition", pair.partners[0]));
        });
  }
}

}  // namespace

extern constinit const lint::Rule kUnsupportedGlobalConditionKey{
    .info = {.name = "unsupported-global-condition-key",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "aws:ARN is used in a policy of a resource",
             .why = "AWS does not support aws:ARN there; the condition does not do what it says.",
             .fix = "Use aws:PrincipalArn for who calls, or aws:SourceArn for the resource that a "
                    "service acts for.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::logs", "Condition": {"ArnNotLike": {"aws:ARN": "arn:aws:iam::123456789012:role/admin"}}}
})",
                     policy::Type::kResource},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::logs", "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/admin"}}}
})",
                      policy::Type::kResource},
             .aliases = {.access_analyzer = "UNSUPPORTED_GLOBAL_CONDITION_KEY"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kConditions},
              .types = {policy::Type::kResource, policy::Type::kTrust, policy::Type::kRcp,
                        policy::Type::kEndpoint}},
    .check_policy = CheckUnsupported,
};

extern constinit const lint::Rule kDeprecatedGlobalConditionKey{
    .info = {.name = "deprecated-global-condition-key",
             .group = "conditions",
             .level = lint::Level::kWarning,
             .summary = "a condition key has a newer name",
             .why = "AWS keeps the old name for old policies only.",
             .fix = "Use aws:PrincipalArn.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"ArnNotLike": {"aws:ARN": "arn:aws:iam::123456789012:role/admin"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/admin"}}}
})"},
             .aliases = {.access_analyzer = "DEPRECATED_GLOBAL_CONDITION_KEY"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kConditions}},
    .check_policy = CheckDeprecated,
};

extern constinit const lint::Rule kUntrustworthyConditionKey{
    .info = {.name = "untrustworthy-condition-key",
             .group = "conditions",
             .level = lint::Level::kSecurityWarning,
             .summary = "access hangs on a condition key that whoever calls can choose",
             .why = "Referer and user agent are headers that the caller writes; anybody can send "
                    "the right ones.",
             .fix = "Use a key that AWS sets, such as aws:PrincipalOrgID, aws:SourceVpce or "
                    "aws:SourceIp.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringNotLike": {"aws:UserAgent": "admin-tool/*"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringNotLike": {"aws:PrincipalTag/tool": "admin-tool/*"}}}
})"},
             .aliases = {.access_analyzer = "UNTRUSTWORTHY_CONDITION_KEY"},
             .source = kConditionKeysPage},
    .needs = {.facts = {lint::Fact::kConditions}},
    .check_policy = CheckForgeable,
};

extern constinit const lint::Rule kMissingPairedConditionKeys{
    .info = {.name = "missing-paired-condition-keys",
             .group = "conditions",
             .level = lint::Level::kSecurityWarning,
             .summary = "an address inside a VPC is compared without saying which VPC",
             .why = "The same private addresses are used in many VPCs, other customers' too.",
             .fix = "Add the condition on the VPC to the same statement.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NotIpAddress": {"aws:VpcSourceIp": "10.1.0.0/16"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NotIpAddress": {"aws:VpcSourceIp": "10.1.0.0/16"}, "StringNotEquals": {"aws:SourceVpc": "vpc-0a1b2c3d"}}}
})"},
             .aliases = {.access_analyzer = "MISSING_PAIRED_CONDITION_KEYS"},
             .source = kConditionKeysPage},
    .needs = {.facts = {lint::Fact::kConditions}},
    .check_policy = CheckPaired,
};

}  // namespace whittle::rules
