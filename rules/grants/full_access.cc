#include <fmt/format.h>

#include <algorithm>

#include "rules/grants/grants.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  if (!kGranting.Has(context.policy().type.type)) return;
  // `*` on `*` is how guardrails and endpoint policies begin.
  const policy::TypeGuess& type = context.policy().type;
  if (type.type == policy::Type::kResource && !type.certain()) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() || statement.action.negated) continue;
    for (const policy::Action& action : statement.action.entries) {
      if (!action.all() && action.text.value != "*:*") continue;
      const policy::Resource* star = FindStar(statement);
      if (star == nullptr || IsDenied(context, statement)) break;
      const bool denies = std::any_of(context.statements().begin(), context.statements().end(),
                                      [](const auto& other) { return other.denies(); });
      context
          .Report(
              action.text.span(),
              fmt::format("everything is allowed on everything{}{}",
                          denies ? " but what the policy denies" : "",
                          statement.conditions.empty() ? "" : ", as far as the conditions hold"))
          .Related(star->text.span());
      break;
    }
  }
}

}  // namespace

extern constinit const lint::Rule kFullAccess{
    .info = {.name = "full-access",
             .group = "grants",
             .level = lint::Level::kSecurityWarning,
             .summary = "a statement allows every action on every resource",
             .why = "Whoever holds the policy is an administrator: one leaked key or one "
                    "flaw in the software that uses it is the loss of the account.",
             .fix = "List the actions that are needed, and the resources that they are "
                    "needed on.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": ["*"], "Resource": "*", "Principal": {"AWS": "arn:aws:iam::123456789012:role/app"}}
})",
                     policy::Type::kResource},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": ["*"], "Resource": "*", "Principal": {"AWS": "arn:aws:iam::123456789012:role/app"}}
})",
                      policy::Type::kResource},
             .aliases = {.iam_policy_validator = "security_risk overly_permissive",
                         .cloudsplaining = "ServiceWildcard"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kStarResource, lint::Fact::kActionWildcard},
              .types = kGranting},
    .check_policy = Check,
};

}  // namespace whittle::rules
