#include <fmt/format.h>

#include "rules/edits.h"
#include "rules/grammar/problems.h"
#include "text/spelling.h"

namespace whittle::rules {

namespace {

/// The element that the key was meant to be, if it is near one.
std::vector<std::string> Near(const policy::Problem& problem) {
  text::Nearest nearest(problem.name);
  const bool in_statement = problem.statement >= 0;
  if (in_statement) {
    for (const std::string_view element : {"Sid", "Effect", "Principal", "NotPrincipal", "Action",
                                           "NotAction", "Resource", "NotResource", "Condition"}) {
      nearest.Consider(element);
    }
  } else {
    for (const std::string_view element : {"Version", "Id", "Statement"}) nearest.Consider(element);
  }
  return nearest.Take(1);
}

void Check(lint::PolicyContext& context) {
  ForEachProblem(context, policy::ProblemKind::kUnknownElement,
                 [&](const policy::Problem& problem) {
                   const auto near = Near(problem);
                   lint::FindingBuilder finding = context.Report(
                       problem.span, fmt::format("a {} has no element `{}`{}",
                                                 problem.statement >= 0 ? "statement" : "policy",
                                                 problem.name, text::DidYouMean(near)));
                   if (const text::Node* object = ObjectOf(context, problem)) {
                     finding.Fix(RespellKey(*object, *problem.node, near), false);
                   }
                 });
}

}  // namespace

extern constinit const lint::Rule kInvalidPolicyElement{
    .info = {.name = "invalid-policy-element",
             .group = "grammar",
             .level = lint::Level::kError,
             .summary = "a key that IAM does not know",
             .why = "AWS refuses a policy with an element that it does not know, and a misspelled "
                    "element does not do its work.",
             .fix = "Mend the spelling (elements are case-sensitive), or remove the key.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Comment": "no"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})"},
             .aliases = {.access_analyzer = "INVALID_POLICY_ELEMENT",
                         .parliament = "MALFORMED",
                         .iam_policy_validator = "unknown_policy_field unknown_field"},
             .source = kChecksPage},
    .needs = {.problems = {policy::ProblemKind::kUnknownElement}},
    .check_policy = Check,
};

}  // namespace whittle::rules
