#include <fmt/format.h>

#include "rules/edits.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  ForEachProblem(context, policy::ProblemKind::kInvalidVersion,
                 [&](const policy::Problem& problem) {
                   context
                       .Report(problem.span, fmt::format("Version is `{}`; the policy language has "
                                                         "`2012-10-17` and `2008-10-17`",
                                                         problem.name))
                       .Fix(Respell(*problem.node, {"2012-10-17"}), false);
                 });
}

}  // namespace

extern constinit const lint::Rule kInvalidVersion{
    .info = {.name = "invalid-version",
             .group = "grammar",
             .level = lint::Level::kError,
             .summary = "Version is no version of the policy language",
             .why = "Version is not the date of your policy but the language that it is written in;"
                    " AWS knows two.",
             .fix = "Write `\"Version\": \"2012-10-17\"`.",
             .bad = {R"({
  "Version": "2024-01-01",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})"},
             .aliases = {.access_analyzer = "INVALID_VERSION",
                         .parliament = "INVALID_VERSION",
                         .iam_policy_validator = "invalid_version"},
             .source = kChecksPage},
    .needs = {.problems = {policy::ProblemKind::kInvalidVersion}},
    .check_policy = Check,
};

}  // namespace whittle::rules
