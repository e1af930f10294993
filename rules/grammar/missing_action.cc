#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  ForEachProblem(context, policy::ProblemKind::kMissingAction, [&](const policy::Problem& problem) {
    context.Report(problem.span, "the statement has neither Action nor NotAction");
  });
}

}  // namespace

extern constinit const lint::Rule kMissingAction{
    .info = {.name = "missing-action",
             .group = "grammar",
             .level = lint::Level::kError,
             .summary = "a statement has neither Action nor NotAction",
             .why = "AWS refuses the policy: a statement must say which actions it is about.",
             .fix = "Add an Action.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Resource": "*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})"},
             .aliases = {.access_analyzer = "MISSING_ACTION",
                         .parliament = "MALFORMED",
                         .iam_policy_validator = "missing_action"},
             .source = kChecksPage},
    .needs = {.problems = {policy::ProblemKind::kMissingAction}},
    .check_policy = Check,
};

}  // namespace whittle::rules
