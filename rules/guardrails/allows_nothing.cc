#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

/// Where an Allow must stand for anything to get through. (An SCP or RCP may well be all Deny:
/// AWS's own full-access policy stands beside it.)
constexpr policy::TypeSet kGates = {policy::Type::kBoundary, policy::Type::kSession,
                                    policy::Type::kEndpoint};

bool MayAllow(const policy::Statement& statement) {
  return statement.effect != policy::Effect::kDeny;
}

void Check(lint::PolicyContext& context) {
  const policy::Policy& policy = context.policy();
  if (!policy.type.Surely(kGates) || policy.open || policy.statements.empty()) return;
  for (const policy::Statement& statement : policy.statements) {
    if (MayAllow(statement)) return;
  }
  context
      .Report(policy.statement_node->span(), fmt::format("{} without an Allow lets nothing through",
                                                         policy::Describe(policy.type.type)))
      .Help("add the Allow that the Deny is an exception of, such as `*` on `*`");
}

}  // namespace

extern constinit const lint::Rule kAllowsNothing{
    .info = {.name = "allows-nothing",
             .group = "guardrails",
             .level = lint::Level::kWarning,
             .summary = "a boundary, session policy or endpoint policy has no Allow",
             .why =
                 "What passes must be allowed there as well as elsewhere. A policy of Deny alone "
                 "takes every permission away, where mostly only some were meant.",
             .fix = "Add a statement that allows what may pass.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": [{"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}]
})",
                     policy::Type::kBoundary},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": [{"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}, {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}]
})",
                      policy::Type::kBoundary},
             .source =
                 "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries."
                 "html"},
    .needs = {.facts = {lint::Fact::kDeny},
              .types = {policy::Type::kBoundary, policy::Type::kSession, policy::Type::kEndpoint}},
    .check_policy = Check,
};

}  // namespace whittle::rules
