#include <fmt/format.h>

#include "policy/value.h"
#include "rules/conditions/conditions.h"
#include "rules/edits.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

using policy::BaseOperator;

void Check(lint::PolicyContext& context) {
  ForEachCondition(
      context, policy::OperatorFamily::kNumeric,
      [&](const auto&, const policy::Condition& condition) {
        const BaseOperator base = condition.op.base;
        const bool less =
            base == BaseOperator::kNumericLessThan || base == BaseOperator::kNumericLessThanEquals;
        const bool greater = base == BaseOperator::kNumericGreaterThan ||
                             base == BaseOperator::kNumericGreaterThanEquals;
        if ((!less && !greater) || condition.values.size() < 2 || condition.open) return;
        // The value that the others are weaker than.
        const policy::Text* widest = nullptr;
        std::optional<policy::Number> bound;
        for (const policy::Text& value : condition.values) {
          const auto number = policy::ParseNumber(value.value);
          if (!number || !value.pieces.empty() || value.choice != 0) return;
          if (bound && (less ? *number <= *bound : *number >= *bound)) continue;
          bound = number;
          widest = &value;
        }
        std::vector<const policy::Text*> others;
        for (const policy::Text& value : condition.values) {
          if (&value != widest) others.push_back(&value);
        }
        context
            .Report(condition.value->span(),
                    fmt::format("`{}` with several values asks no more than with the {}, `{}`",
                                condition.op.spelling, less ? "greatest" : "least", widest->value))
            .Help(fmt::format("write only `{}`", widest->value))
            .Fix(RemoveValues(context, condition, others), true);
      });
}

}  // namespace

extern constinit const lint::Rule kRedundantConditionValueNum{
    .info = {.name = "redundant-condition-value-num",
             .group = "conditions",
             .level = lint::Level::kSuggestion,
             .summary = "a numeric bound has several values",
             .why = "Values are alternatives: of several bounds only the widest counts.",
             .fix = "Write only the greatest value under a Less operator, only the least under a "
                    "Greater one.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NumericGreaterThan": {"aws:MultiFactorAuthAge": ["2700", "3600"]}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NumericGreaterThan": {"aws:MultiFactorAuthAge": ["2700"]}}}
})"},
             .aliases = {.access_analyzer = "REDUNDANT_CONDITION_VALUE_NUM"},
             .source = kOperatorsPage},
    .needs = {.facts = {lint::Fact::kNumericOperator}},
    .check_policy = Check,
};

}  // namespace whittle::rules
