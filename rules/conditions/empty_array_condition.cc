#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

/// Reports empty value lists whose operator `wanted` accepts.
template <typename Wanted>
void CheckEmptyValues(lint::PolicyContext& context, std::string_view effect, Wanted wanted) {
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Condition& condition : statement.conditions) {
      if (!condition.is_array || !condition.value->items().empty()) continue;
      if (condition.op.has_holes || !wanted(condition.op)) continue;
      context.Report(condition.value->span(),
                     fmt::format("`{}` has no values: {}", condition.key.value, effect));
    }
  }
}

using policy::Operator;
using policy::SetQualifier;

void CheckPlain(lint::PolicyContext& context) {
  CheckEmptyValues(context, "no value can match", [](const Operator& op) {
    return op.qualifier == SetQualifier::kNone && !op.if_exists;
  });
}
void CheckForAllValues(lint::PolicyContext& context) {
  CheckEmptyValues(context, "only a request without the key matches",
                   [](const Operator& op) { return op.qualifier == SetQualifier::kForAllValues; });
}
void CheckForAnyValue(lint::PolicyContext& context) {
  CheckEmptyValues(context, "no value can match",
                   [](const Operator& op) { return op.qualifier == SetQualifier::kForAnyValue; });
}
void CheckIfExists(lint::PolicyContext& context) {
  CheckEmptyValues(context, "only a request without the key matches", [](const Operator& op) {
    return op.qualifier == SetQualifier::kNone && op.if_exists;
  });
}

}  // namespace

extern constinit const lint::Rule kEmptyArrayCondition{
    .info = {.name = "empty-array-condition",
             .group = "conditions",
             .level = lint::Level::kSuggestion,
             .summary = "a condition key has an empty list of values",
             .why = "No value can match, so the statement never applies (or, under a negated "
                    "operator, always does).",
             .fix = "Write the values, or remove the key.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": []}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": ["eu-west-1"]}}}
})"},
             .aliases = {.access_analyzer = "EMPTY_ARRAY_CONDITION"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kEmptyValues}},
    .check_policy = CheckPlain,
};

extern constinit const lint::Rule kEmptyArrayConditionForallvalues{
    .info = {.name = "empty-array-condition-forallvalues",
             .group = "conditions",
             .level = lint::Level::kSuggestion,
             .summary = "a ForAllValues condition has an empty list of values",
             .why = "It is true only when the request carries no value at all.",
             .fix = "Use `Null` with `\"true\"` if that is meant; else write the values.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:TagRole", "Resource": "*", "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": []}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:TagRole", "Resource": "*", "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}}}
})"},
             .aliases = {.access_analyzer = "EMPTY_ARRAY_CONDITION_FORALLVALUES"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kEmptyValues, lint::Fact::kForAllValues}},
    .check_policy = CheckForAllValues,
};

extern constinit const lint::Rule kEmptyArrayConditionForanyvalue{
    .info = {.name = "empty-array-condition-foranyvalue",
             .group = "conditions",
             .level = lint::Level::kSuggestion,
             .summary = "a ForAnyValue condition has an empty list of values",
             .why = "No value can match, so the statement never applies.",
             .fix = "Write the values, or remove the key.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:TagRole", "Resource": "*", "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": []}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:TagRole", "Resource": "*", "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": ["team"]}}}
})"},
             .aliases = {.access_analyzer = "EMPTY_ARRAY_CONDITION_FORANYVALUE"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kEmptyValues, lint::Fact::kForAnyValue}},
    .check_policy = CheckForAnyValue,
};

extern constinit const lint::Rule kEmptyArrayConditionIfexists{
    .info = {.name = "empty-array-condition-ifexists",
             .group = "conditions",
             .level = lint::Level::kSuggestion,
             .summary = "an IfExists condition has an empty list of values",
             .why = "It is true only when the request does not carry the key.",
             .fix = "Use `Null` with `\"true\"` if that is meant; else write the values.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringEqualsIfExists": {"aws:RequestedRegion": []}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringEqualsIfExists": {"aws:RequestedRegion": ["eu-west-1"]}}}
})"},
             .aliases = {.access_analyzer = "EMPTY_ARRAY_CONDITION_IFEXISTS"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kEmptyValues, lint::Fact::kIfExists}},
    .check_policy = CheckIfExists,
};

}  // namespace whittle::rules
