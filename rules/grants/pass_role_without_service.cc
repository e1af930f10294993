#include <fmt/format.h>

#include <algorithm>

#include "policy/pattern.h"
#include "rules/grants/grants.h"

namespace whittle::rules {

namespace {

bool SaysForWhat(const policy::Statement& statement) {
  if (statement.condition_open) return true;
  return std::any_of(
      statement.conditions.begin(), statement.conditions.end(),
      [](const policy::Condition& condition) {
        return !condition.key.known() ||
               policy::EqualsIgnoreCase(condition.key.value, "iam:PassedToService") ||
               policy::EqualsIgnoreCase(condition.key.value, "iam:AssociatedResourceArn");
      });
}

/// A service-linked role trusts its one service, whose name is in the path.
bool IsServiceLinked(const policy::Resource& resource) {
  return policy::StartsWithIgnoreCase(resource.arn.resource(), "role/aws-service-role/");
}

bool MayBeStar(const policy::Statement& statement) {
  return statement.resource.open ||
         std::any_of(statement.resource.entries.begin(), statement.resource.entries.end(),
                     [](const policy::Resource& r) { return r.all() || r.text.is_hole(); });
}

void Check(lint::PolicyContext& context) {
  if (context.policy().type.type != policy::Type::kIdentity) return;
  for (const policy::Statement& statement : context.statements()) {
    // On every role, AWS's own check has it.
    if (!statement.allows() || statement.action.negated || !statement.resource.present() ||
        statement.resource.negated) {
      continue;
    }
    for (const policy::Action& action : statement.action.entries) {
      if (!policy::EqualsIgnoreCase(action.text.value, "iam:PassRole")) continue;
      const auto entries = statement.resource.entries;
      if (MayBeStar(statement) || SaysForWhat(statement) ||
          std::all_of(entries.begin(), entries.end(), IsServiceLinked) ||
          IsDenied(context, statement)) {
        break;
      }
      context.Report(action.text.span(), "the roles may be passed to any service that trusts them")
          .Related(statement.resource.value->span());
      break;
    }
  }
}

}  // namespace

extern constinit const lint::Rule kPassRoleWithoutService{
    .info = {.name = "pass-role-without-service",
             .group = "grants",
             .level = lint::Level::kSuggestion,
             .summary = "iam:PassRole does not say to which service a role may be passed",
             .why = "A role that more than one service may take on can be passed to another "
                    "one than was meant, and so to code of the caller's choice.",
             .fix = "Add a condition StringEquals on iam:PassedToService, such as "
                    "`ecs-tasks.amazonaws.com`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/app", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/app", "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}}
})"},
             .aliases = {.iam_policy_validator = "missing_required_condition"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_iam-condition-keys.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kArn},
              .types = {policy::Type::kIdentity},
              .services = {"iam"}},
    .check_policy = Check,
};

}  // namespace whittle::rules
