#include <fmt/format.h>

#include <algorithm>

#include "access/meaning.h"
#include "lint/context.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

constexpr uint64_t kBudget = 20'000;
constexpr size_t kMostStatements = 60;

/// A role's trust policy is all that lets anybody assume it, so that here a Deny can be seen to
/// have nothing to deny. Anywhere else another policy may allow what this one denies.
void Check(lint::PolicyContext& context) {
  const policy::Policy& policy = context.policy();
  if (policy.type.type != policy::Type::kTrust || !policy.type.certain() ||
      policy.statements.size() > kMostStatements ||
      std::none_of(policy.statements.begin(), policy.statements.end(),
                   [](const policy::Statement& statement) { return statement.allows(); })) {
    return;
  }
  access::Meaning meaning({{&policy}, {}}, context.catalog(), kBudget);
  for (const policy::Statement& statement : policy.statements) {
    if (!statement.denies() || statement.choice != 0) continue;
    if (meaning.DenyIsRedundant({0, statement.index}) != access::Truth::kYes) continue;
    context.Report(statement.effect_node->span(),
                   "this Deny denies nothing that the trust policy allows");
  }
}

}  // namespace

extern constinit const lint::Rule kDenyDeniesNothing{
    .info = {.name = "deny-denies-nothing",
             .group = "meaning",
             .level = lint::Level::kSuggestion,
             .summary = "a Deny of a trust policy denies nothing that it allows",
             .why = "Only the trust policy lets anybody assume the role. A Deny that meets none of "
                    "its Allows has no effect, and often misses what it was meant for.",
             .fix = "Mend what the Deny names, or remove it.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}}},
    {"Effect": "Deny", "Action": "sts:TagSession", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
  ]
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}}},
    {"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
  ]
})",
                      policy::Type::kTrust},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_evaluation-logic_policy-eval-denyallow.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kDeny}, .types = {policy::Type::kTrust}},
    .check_policy = Check,
};

}  // namespace whittle::rules
