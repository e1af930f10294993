#include <fmt/format.h>

#include "policy/pattern.h"
#include "rules/grammar/problems.h"
#include "text/tree_edit.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  ForEachProblem(context, policy::ProblemKind::kInvalidEffect, [&](const policy::Problem& problem) {
    lint::FindingBuilder finding = context.Report(
        problem.span, fmt::format("Effect is `{}`; it must be `Allow` or `Deny`", problem.name));
    for (const std::string_view word : {"Allow", "Deny"}) {
      if (problem.node != nullptr && policy::EqualsIgnoreCase(problem.node->text(), word)) {
        finding.Fix(text::ReplaceText(*problem.node, word), false);
      }
    }
  });
}

}  // namespace

extern constinit const lint::Rule kInvalidEffect{
    .info = {.name = "invalid-effect",
             .group = "grammar",
             .level = lint::Level::kError,
             .summary = "Effect is neither Allow nor Deny",
             .why = "AWS refuses the policy. The two words are case-sensitive.",
             .fix = "Write `Allow` or `Deny`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "deny", "Action": "iam:DeleteRole", "Resource": "*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})"},
             .aliases = {.access_analyzer = "INVALID_EFFECT",
                         .parliament = "MALFORMED",
                         .iam_policy_validator = "invalid_effect"},
             .source = kChecksPage},
    .needs = {.problems = {policy::ProblemKind::kInvalidEffect}},
    .check_policy = Check,
};

}  // namespace whittle::rules
