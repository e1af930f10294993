#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  // Some services let their resource policies do without; a role's trust must.
  constexpr policy::TypeSet kNeedResource = {policy::Type::kIdentity, policy::Type::kBoundary,
                                             policy::Type::kSession, policy::Type::kScp,
                                             policy::Type::kRcp};
  if (!context.policy().type.Surely(kNeedResource)) return;
  ForEachProblem(
      context, policy::ProblemKind::kMissingResource, [&](const policy::Problem& problem) {
        context.Report(problem.span, "the statement has neither Resource nor NotResource");
      });
}

}  // namespace

extern constinit const lint::Rule kMissingResource{
    .info = {.name = "missing-resource",
             .group = "grammar",
             .level = lint::Level::kError,
             .summary = "a statement has neither Resource nor NotResource",
             .why = "AWS refuses an identity policy whose statement does not say which resources it"
                    " is about. Role trust policies have no Resource.",
             .fix = "Add a Resource: the ARNs that the actions are meant for, or `\"*\"`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})"},
             .aliases = {.access_analyzer = "MISSING_RESOURCE",
                         .parliament = "MALFORMED",
                         .iam_policy_validator = "missing_resource missing_rcp_resource"},
             .source = kChecksPage},
    .needs = {.problems = {policy::ProblemKind::kMissingResource}},
    .check_policy = Check,
};

}  // namespace whittle::rules
