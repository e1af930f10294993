// Walking a policy's conditions.
#pragma once

#include "lint/context.h"
#include "policy/account.h"
#include "policy/pattern.h"

namespace whittle::rules {

/// Condition operators, global condition keys and policy variables, in AWS's user guide.
inline constexpr std::string_view kOperatorsPage =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
    "reference_policies_elements_condition_operators.html";
inline constexpr std::string_view kConditionKeysPage =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html";

/// Calls `visit` with each condition whose key is known whole, and what the catalogue knows of it.
template <typename Visit>
void ForEachKey(lint::PolicyContext& context, Visit visit) {
  for (const policy::Statement& statement : context.statements()) {
    if (statement.conditions.empty()) continue;
    const auto keys = context.Keys(statement);
    for (size_t i = 0; i < keys.size(); ++i) {
      if (keys[i]) visit(statement, statement.conditions[i], *keys[i]);
    }
  }
}

/// Calls `visit` with each condition under a known operator of the family.
template <typename Visit>
void ForEachCondition(lint::PolicyContext& context, policy::OperatorFamily family, Visit visit) {
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Condition& condition : statement.conditions) {
      if (condition.op.known() && condition.op.family() == family) visit(statement, condition);
    }
  }
}

/// Calls `visit` with each value under an operator of the family that is literal text: no hole and
/// no variable.
template <typename Visit>
void ForEachLiteral(lint::PolicyContext& context, policy::OperatorFamily family, Visit visit) {
  ForEachCondition(context, family, [&](const auto&, const policy::Condition& condition) {
    for (const policy::Text& value : condition.values) {
      if (value.pieces.empty()) visit(condition, value);
    }
  });
}

/// Of a known operator: true only where the request carries the key.
[[nodiscard]] inline bool NeedsKey(const policy::Operator& op) {
  return op.base != policy::BaseOperator::kNull && !op.negated() && !op.if_exists &&
         op.qualifier != policy::SetQualifier::kForAllValues;
}

/// Whether the condition is on this key, in any letter case.
[[nodiscard]] inline bool IsKey(const policy::Condition& condition, std::string_view key) {
  return policy::EqualsIgnoreCase(condition.key.value, key);
}

/// Whether the value is an ARN, or a pattern of ARNs, of one account, as far as it is known.
[[nodiscard]] inline bool NamesAccount(const policy::Text& value) {
  const policy::Arn arn(value);
  if (!arn.complete() || value.has_variables) return false;
  if (arn.unknown(policy::ArnField::kAccount)) return true;
  return policy::IsAccountId(arn.account());
}

}  // namespace whittle::rules
