#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  ForEachProblem(context, policy::ProblemKind::kEmptyAction, [&](const policy::Problem& problem) {
    context.Report(
        problem.span,
        fmt::format("{} is an empty list: the statement is about no action", problem.name));
  });
}

}  // namespace

extern constinit const lint::Rule kEmptyArrayAction{
    .info = {.name = "empty-array-action",
             .group = "grammar",
             .level = lint::Level::kSuggestion,
             .summary = "Action is an empty list",
             .why = "A statement without actions does nothing.",
             .fix = "Name the actions, or remove the statement.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": [], "Resource": "*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": ["iam:DeleteRole"], "Resource": "*"}
})"},
             .aliases = {.access_analyzer = "EMPTY_ARRAY_ACTION"},
             .source = kChecksPage},
    .needs = {.problems = {policy::ProblemKind::kEmptyAction}},
    .check_policy = Check,
};

}  // namespace whittle::rules
