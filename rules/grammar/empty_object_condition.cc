#include <fmt/format.h>

#include <vector>

#include "rules/grammar/problems.h"
#include "text/tree_edit.h"

namespace whittle::rules {

namespace {

/// Takes the empty block away: a whole Condition that holds nothing else, or one operator of it.
std::vector<text::Edit> Remove(const lint::PolicyContext& context, text::Span place) {
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.node->span().Contains(place)) continue;
    const text::Member* condition = statement.node->Find("Condition");
    if (condition == nullptr) return {};
    const auto operators = condition->value.members();
    if (operators.size() < 2) {
      return text::RemoveMember(context.text(), *statement.node, *condition);
    }
    for (const text::Member& block : operators) {
      if (block.key.span().begin <= place.begin && place.end <= block.value.span().end) {
        return text::RemoveMember(context.text(), condition->value, block);
      }
    }
  }
  return {};
}

void Check(lint::PolicyContext& context) {
  ForEachProblem(
      context, policy::ProblemKind::kEmptyCondition, [&](const policy::Problem& problem) {
        context
            .Report(problem.span, fmt::format("`{}` is empty: it restricts nothing", problem.name))
            .Fix(Remove(context, problem.span), true);
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
