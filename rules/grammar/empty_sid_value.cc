#include <fmt/format.h>

#include "rules/grammar/problems.h"
#include "text/tree_edit.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  ForEachProblem(context, policy::ProblemKind::kEmptySid, [&](const policy::Problem& problem) {
    lint::FindingBuilder finding = context.Report(problem.span, "the Sid is empty");
    for (const policy::Statement& statement : context.statements()) {
      const text::Member* sid = statement.node->Find("Sid");
      if (sid != nullptr && sid->value.span() == problem.span) {
        finding.Fix(text::RemoveMember(context.text(), *statement.node, *sid), true);
      }
    }
  });
}

}  // namespace

extern constinit const lint::Rule kEmptySidValue{
    .info = {.name = "empty-sid-value",
             .group = "grammar",
             .level = lint::Level::kSuggestion,
             .summary = "a Sid is empty",
             .why = "An empty Sid tells nobody anything.",
             .fix = "Write what the statement is for, or remove the Sid.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Sid": ""}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Sid": "NoDeletion"}
})"},
             .aliases = {.access_analyzer = "EMPTY_SID_VALUE"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_sid.html"},
    .needs = {.problems = {policy::ProblemKind::kEmptySid}},
    .check_policy = Check,
};

}  // namespace whittle::rules
