// Where policy variables may stand.
#pragma once

#include "lint/context.h"

namespace whittle::rules {

/// Calls `visit` with each text of the policy in which policy variables may stand: resources and
/// the values of conditions.
template <typename Visit>
void ForEachText(lint::PolicyContext& context, Visit visit) {
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Resource& resource : statement.resource.entries) visit(resource.text);
    for (const policy::Condition& condition : statement.conditions) {
      for (const policy::Text& value : condition.values) visit(value);
    }
  }
}

}  // namespace whittle::rules
