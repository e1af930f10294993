#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  ForEachProblem(context, policy::ProblemKind::kDataType, [&](const policy::Problem& problem) {
    context.Report(problem.span, fmt::format("`{}` takes {}, not {}", problem.name,
                                             problem.expected, Describe(problem.node->kind())));
  });
}

}  // namespace

extern constinit const lint::Rule kDataTypeMismatch{
    .info = {.name = "data-type-mismatch",
             .group = "grammar",
             .level = lint::Level::kError,
             .summary = "an element has the wrong JSON type",
             .why = "AWS refuses the whole policy.",
             .fix = "Write the element with the type that IAM's grammar gives it.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": [["iam:DeleteRole"]], "Resource": "*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": ["iam:DeleteRole"], "Resource": "*"}
})"},
             .aliases = {.access_analyzer = "DATA_TYPE_MISMATCH",
                         .parliament = "MALFORMED",
                         .iam_policy_validator = "invalid_statement_type invalid_sid_type"},
             .source = kChecksPage},
    .needs = {.problems = {policy::ProblemKind::kDataType}},
    .check_policy = Check,
};

}  // namespace whittle::rules
