#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "access/meaning.h"
#include "policy/pattern.h"
#include "rules/edits.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

/// Steps of the engine for one question; what takes longer is not told.
constexpr uint64_t kBudget = 20'000;
/// Conditions of one statement that are looked at.
constexpr size_t kMostConditions = 40;

/// The first two conditions on one key, if there are any.
std::optional<std::pair<size_t, size_t>> SameKey(const policy::Statement& statement) {
  const auto conditions = statement.conditions;
  for (size_t b = 1; b < std::min(conditions.size(), kMostConditions); ++b) {
    for (size_t a = 0; a < b; ++a) {
      if (policy::EqualsIgnoreCase(conditions[a].key.value, conditions[b].key.value)) {
        return std::pair(a, b);
      }
    }
  }
  return std::nullopt;
}

void CheckContradictions(lint::PolicyContext& context) {
  std::optional<access::Meaning> meaning;
  for (const policy::Statement& statement : context.statements()) {
    if (statement.conditions.size() < 2) continue;
    const auto pair = SameKey(statement);
    if (!pair) continue;
    if (!meaning)
      meaning.emplace(access::Grants{{&context.policy()}, {}}, context.catalog(), kBudget);
    if (meaning->MatchesNothing({0, statement.index}) != access::Truth::kYes) continue;
    const policy::Condition& first = statement.conditions[pair->first];
    const policy::Condition& second = statement.conditions[pair->second];
    context
        .Report(
            second.key.span(),
            fmt::format("the conditions on `{}` contradict one another: the statement matches no "
                        "request",
                        second.key.value))
        .Related(first.key.span(), "the other condition");
  }
}

/// Whether the condition could hold whatever the request: it lets absent keys pass, and any value.
/// StringLike with one `*` alone is AWS's own redundant-key-due-to-wildcard-in-condition.
bool MayAlwaysHold(const policy::Condition& condition) {
  if (condition.values.size() == 1 && condition.op.base == policy::BaseOperator::kStringLike) {
    return false;
  }
  const bool passes_absent =
      condition.op.if_exists || condition.op.qualifier == policy::SetQualifier::kForAllValues;
  return passes_absent && condition.op.qualifier != policy::SetQualifier::kForAnyValue &&
         std::any_of(
             condition.values.begin(), condition.values.end(), [](const policy::Text& value) {
               return value.value.find_first_not_of('*') == std::string_view::npos && value.known();
             });
}

void CheckAlwaysTrue(lint::PolicyContext& context) {
  std::optional<access::Meaning> meaning;
  for (const policy::Statement& statement : context.statements()) {
    for (size_t i = 0; i < std::min(statement.conditions.size(), kMostConditions); ++i) {
      const policy::Condition& condition = statement.conditions[i];
      if (!MayAlwaysHold(condition)) continue;
      if (!meaning) {
        meaning.emplace(access::Grants{{&context.policy()}, {}}, context.catalog(), kBudget);
      }
      if (meaning->ConditionAlwaysHolds({0, statement.index}, i) != access::Truth::kYes) continue;
      context
          .Report(condition.key.span(),
                  fmt::format("the condition on `{}` is true of every request, with the key or "
                              "without",
                              condition.key.value))
          .Fix(RemoveCondition(context, statement, condition), true);
    }
  }
}

}  // namespace

extern constinit const lint::Rule kContradictoryConditions{
    .info = {.name = "contradictory-conditions",
             .group = "meaning",
             .level = lint::Level::kWarning,
             .summary = "conditions of a statement cannot all be true",
             .why = "All conditions of a statement must hold at once, so this one matches no "
                    "request: an Allow grants nothing, a Deny protects nothing.",
             .fix = "Keep one of the conditions, or put alternatives into one list or two "
                    "statements.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {
    "StringEquals": {"aws:RequestedRegion": "eu-west-1"},
    "StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {
    "StringLike": {"aws:RequestedRegion": "eu-*"},
    "StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}}
})"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_condition-logic-multiple-context-keys-or-values.html"},
    .needs = {.facts = {lint::Fact::kConditions}},
    .check_policy = CheckContradictions,
};

extern constinit const lint::Rule kConditionAlwaysTrue{
    .info = {.name = "condition-always-true",
             .group = "meaning",
             .level = lint::Level::kWarning,
             .summary = "a condition is true of every request",
             .why = "It restricts nothing, though it looks as if it did.",
             .fix = "Write the values that are meant, or remove the condition.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringLikeIfExists": {"aws:RequestedRegion": ["eu-west-1", "*"]}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringLikeIfExists": {"aws:RequestedRegion": ["eu-west-1", "us-*"]}}}
})"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_condition_operators.html"},
    .needs = {.facts = {lint::Fact::kConditions}},
    .check_policy = CheckAlwaysTrue,
};

}  // namespace whittle::rules
