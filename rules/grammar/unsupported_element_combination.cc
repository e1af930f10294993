#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  for (const policy::ProblemKind kind :
       {policy::ProblemKind::kActionAndNotAction, policy::ProblemKind::kResourceAndNotResource,
        policy::ProblemKind::kPrincipalAndNotPrincipal}) {
    ForEachProblem(context, kind, [&](const policy::Problem& problem) {
      context
          .Report(problem.span,
                  fmt::format("`{}` stands beside its opposite in one statement", problem.name))
          .Related(problem.other);
    });
  }
}

}  // namespace

extern constinit const lint::Rule kUnsupportedElementCombination{
    .info = {.name = "unsupported-element-combination",
             .group = "grammar",
             .level = lint::Level::kError,
             .summary = "an element and its Not… form stand in one statement",
             .why = "AWS refuses a statement that has both: they contradict each other.",
             .fix = "Keep one of the two; split the statement if both are meant.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "NotAction": "iam:Get*", "Resource": "*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})"},
             .aliases = {.access_analyzer = "UNSUPPORTED_ELEMENT_COMBINATION",
                         .parliament = "MALFORMED",
                         .iam_policy_validator =
                             "principal_conflict action_conflict resource_conflict"},
             .source = kChecksPage},
    .needs = {.problems = {policy::ProblemKind::kActionAndNotAction,
                           policy::ProblemKind::kResourceAndNotResource,
                           policy::ProblemKind::kPrincipalAndNotPrincipal}},
    .check_policy = Check,
};

}  // namespace whittle::rules
