#include "rules/conditions/presence.h"

#include <algorithm>

#include "policy/pattern.h"

namespace whittle::rules {

bool DemandsKey(const policy::Statement& statement, std::string_view key) {
  if (statement.condition_open) return true;
  return std::any_of(
      statement.conditions.begin(), statement.conditions.end(), [&](const auto& condition) {
        if (!condition.key.known() || condition.op.has_holes) return true;
        if (!policy::EqualsIgnoreCase(condition.key.value, key)) return false;
        if (condition.op.base == policy::BaseOperator::kNull) {
          return condition.open ||
                 std::all_of(
                     condition.values.begin(), condition.values.end(), [](const auto& value) {
                       return !value.known() || policy::EqualsIgnoreCase(value.value, "false");
                     });
        }
        return !condition.op.if_exists && !condition.op.negated() &&
               condition.op.qualifier != policy::SetQualifier::kForAllValues;
      });
}

}  // namespace whittle::rules
