#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  ForEachProblem(context, policy::ProblemKind::kMissingEffect, [&](const policy::Problem& problem) {
    context.Report(problem.span, "the statement has no Effect");
  });
}

}  // namespace

extern constinit const lint::Rule kMissingEffect{
    .info = {.name = "missing-effect",
             .group = "grammar",
             .level = lint::Level::kError,
             .summary = "a statement has no Effect",
             .why = "AWS refuses the policy: a statement must say whether it allows or denies.",
             .fix = "Add `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Action": "iam:DeleteRole", "Resource": "*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})"},
             .aliases = {.access_analyzer = "MISSING_EFFECT",
                         .parliament = "MALFORMED",
                         .iam_policy_validator = "missing_effect"},
             .source = kChecksPage},
    .needs = {.problems = {policy::ProblemKind::kMissingEffect}},
    .check_policy = Check,
};

}  // namespace whittle::rules
