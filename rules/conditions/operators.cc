#include <fmt/format.h>

#include <vector>

#include "rules/edits.h"
#include "rules/grammar/problems.h"
#include "text/spelling.h"

namespace whittle::rules {

namespace {

/// Calls `visit` with each operator block's statement and first condition.
template <typename Visit>
void ForEachOperator(lint::PolicyContext& context, Visit visit) {
  for (const policy::Statement& statement : context.statements()) {
    const text::Node* before = nullptr;
    for (const policy::Condition& condition : statement.conditions) {
      if (condition.op_key == before || condition.op.has_holes) continue;
      before = condition.op_key;
      visit(statement, condition);
    }
  }
}

/// The operators that may have been meant, with the qualifier and suffix that were written.
std::vector<std::string> Near(const policy::Operator& op) {
  std::string_view base = op.spelling;
  const size_t colon = base.find(':');
  std::string_view qualifier;
  if (colon != std::string_view::npos) {
    qualifier = base.substr(0, colon + 1);
    base.remove_prefix(colon + 1);
  }
  if (!op.known_qualifier) {
    text::Nearest nearest(qualifier.substr(0, colon));
    nearest.Consider("ForAllValues", fmt::format("ForAllValues:{}", base));
    nearest.Consider("ForAnyValue", fmt::format("ForAnyValue:{}", base));
    return nearest.Take();
  }
  text::Nearest nearest(base);
  for (const std::string_view name : policy::OperatorNames()) {
    nearest.Consider(name, fmt::format("{}{}", qualifier, name));
    nearest.Consider(fmt::format("{}IfExists", name), fmt::format("{}{}IfExists", qualifier, name));
  }
  return nearest.Take(2);
}

void CheckUnknown(lint::PolicyContext& context) {
  ForEachOperator(context,
                  [&](const policy::Statement& statement, const policy::Condition& condition) {
                    if (condition.op.known()) return;
                    const std::vector<std::string> near = Near(condition.op);
                    context
                        .Report(condition.op_key->span(),
                                fmt::format("no condition operator `{}`{}", condition.op.spelling,
                                            text::DidYouMean(near)))
                        .Fix(RespellKey(*statement.condition_node, *condition.op_key, near), false);
                  });
}

void CheckNullIfExists(lint::PolicyContext& context) {
  ForEachOperator(
      context, [&](const policy::Statement& statement, const policy::Condition& condition) {
        if (condition.op.base != policy::BaseOperator::kNull || !condition.op.if_exists) return;
        context
            .Report(condition.op_key->span(),
                    "`Null` already asks whether the key exists; it takes no IfExists")
            .Fix(RespellKey(*statement.condition_node, *condition.op_key, {"Null"}), true);
      });
}

void CheckNullQualifier(lint::PolicyContext& context) {
  ForEachOperator(context, [&](const policy::Statement& statement,
                               const policy::Condition& condition) {
    if (condition.op.base != policy::BaseOperator::kNull ||
        condition.op.qualifier == policy::SetQualifier::kNone) {
      return;
    }
    context
        .Report(condition.op_key->span(),
                "`Null` asks whether the key exists, whatever its values: it needs no qualifier")
        .Fix(RespellKey(*statement.condition_node, *condition.op_key, {"Null"}), true);
  });
}

}  // namespace

extern constinit const lint::Rule kInvalidConditionOperator{
    .info = {.name = "invalid-condition-operator",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "a condition operator does not exist",
             .why = "AWS refuses the policy; elsewhere a condition with an unknown operator never "
                    "matches.",
             .fix = "Mend the spelling of the operator.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringEqual": {"aws:RequestedRegion": "eu-west-1"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}
})"},
             .aliases = {.access_analyzer = "INVALID_CONDITION_OPERATOR",
                         .parliament = "UNKNOWN_OPERATOR"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_condition_operators.html"},
    .needs = {.facts = {lint::Fact::kUnknownOperator}},
    .check_policy = CheckUnknown,
};

extern constinit const lint::Rule kNullWithIfExists{
    .info = {.name = "null-with-if-exists",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "Null has the suffix IfExists",
             .why = "Null is the question whether a key exists; AWS refuses the suffix on it.",
             .fix = "Write `Null`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NullIfExists": {"aws:TokenIssueTime": "true"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"Null": {"aws:TokenIssueTime": "true"}}}
})"},
             .aliases = {.access_analyzer = "NULL_WITH_IF_EXISTS",
                         .iam_policy_validator = "invalid_operator"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_condition_operators.html"},
    .needs = {.facts = {lint::Fact::kNullOperator, lint::Fact::kIfExists}},
    .check_policy = CheckNullIfExists,
};

extern constinit const lint::Rule kNullWithQualifier{
    .info = {.name = "null-with-qualifier",
             .group = "conditions",
             .level = lint::Level::kSuggestion,
             .summary = "Null has a set qualifier",
             .why = "Null asks whether the key exists, whatever its values; a qualifier adds "
                    "nothing.",
             .fix = "Remove the qualifier.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"ForAllValues:Null": {"aws:TagKeys": "true"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"Null": {"aws:TagKeys": "true"}}}
})"},
             .aliases = {.access_analyzer = "NULL_WITH_QUALIFIER"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_condition_operators.html"},
    .needs = {.facts = {lint::Fact::kNullOperator}},
    .check_policy = CheckNullQualifier,
};

}  // namespace whittle::rules
