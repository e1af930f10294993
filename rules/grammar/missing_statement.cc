#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  ForEachProblem(context, policy::ProblemKind::kMissingStatement,
                 [&](const policy::Problem& problem) {
                   context.Report(problem.span, "the policy has no Statement");
                 });
}

}  // namespace

extern constinit const lint::Rule kMissingStatement{
    .info = {.name = "missing-statement",
             .group = "grammar",
             .level = lint::Level::kError,
             .summary = "the policy has no Statement",
             .why = "Without a statement the policy does nothing, and AWS refuses it.",
             .fix = "Add a Statement.",
             .bad = {R"({
  "Version": "2012-10-17"
})",
                     policy::Type::kIdentity},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})",
                      policy::Type::kIdentity},
             .aliases = {.access_analyzer = "MISSING_STATEMENT",
                         .parliament = "MALFORMED",
                         .iam_policy_validator = "missing_statement"},
             .source = kChecksPage},
    .needs = {.problems = {policy::ProblemKind::kMissingStatement}},
    .check_policy = Check,
};

}  // namespace whittle::rules
