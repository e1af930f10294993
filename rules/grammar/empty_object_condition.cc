#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  ForEachProblem(context, policy::ProblemKind::kEmptyCondition,
                 [&](const policy::Problem& problem) {
                   context.Report(problem.span,
                                  fmt::format("`{}` is empty: it restricts nothing", problem.name));
                 });
}

}  // namespace

extern constinit const lint::Rule kEmptyObjectCondition{
    .info = {.name = "empty-object-condition",
             .group = "grammar",
             .level = lint::Level::kSuggestion,
             .summary = "a Condition block is empty",
             .why = "An empty block restricts nothing; perhaps a condition was meant to stand "
                    "there.",
             .fix = "Write the condition, or remove the block.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringEquals": {}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}
})"},
             .aliases = {.access_analyzer = "EMPTY_OBJECT_CONDITION"},
             .source = kChecksPage},
    .needs = {.problems = {policy::ProblemKind::kEmptyCondition}},
    .check_policy = Check,
};

}  // namespace whittle::rules
