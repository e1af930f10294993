#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  ForEachProblem(context, policy::ProblemKind::kEmptyResource, [&](const policy::Problem& problem) {
    context.Report(
        problem.span,
        fmt::format("{} is an empty list: the statement is about no resource", problem.name));
  });
}

}  // namespace

extern constinit const lint::Rule kEmptyArrayResource{
    .info = {.name = "empty-array-resource",
             .group = "grammar",
             .level = lint::Level::kSuggestion,
             .summary = "Resource is an empty list",
             .why = "A statement without resources does nothing.",
             .fix = "Name the resources, or remove the statement.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": []}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": ["*"]}
})"},
             .aliases = {.access_analyzer = "EMPTY_ARRAY_RESOURCE"},
             .source = kChecksPage},
    .needs = {.problems = {policy::ProblemKind::kEmptyResource}},
    .check_policy = Check,
};

}  // namespace whittle::rules
