#include "access/draft.h"

namespace whittle::access {

namespace {

template <typename T>
std::vector<T> Copy(std::span<const T> from) {
  return {from.begin(), from.end()};
}

}  // namespace

DraftStatement::DraftStatement(const policy::Statement& statement)
    : head(statement),
      actions(Copy(statement.action.entries)),
      resources(Copy(statement.resource.entries)),
      principals(Copy(statement.principal.entries)),
      conditions(Copy(statement.conditions)) {
  for (const policy::Condition& condition : statement.conditions) {
    values.push_back(Copy(condition.values));
  }
}

policy::Statement DraftStatement::View() {
  head.action.entries = actions;
  head.resource.entries = resources;
  head.principal.entries = principals;
  for (size_t i = 0; i < conditions.size(); ++i) conditions[i].values = values[i];
  head.conditions = conditions;
  return head;
}

Draft::Draft(const policy::Policy& policy) : policy_(policy) {
  for (const policy::Statement& statement : policy.statements) statements.emplace_back(statement);
}

const policy::Policy& Draft::View() {
  view_.clear();
  for (DraftStatement& statement : statements) {
    view_.push_back(statement.View());
    view_.back().index = static_cast<uint32_t>(view_.size() - 1);
  }
  policy_.statements = view_;
  return policy_;
}

Denied::Denied(const policy::Policy& policy) : policy_(policy) {
  for (const policy::Statement& statement : policy.statements) {
    if (statement.allows()) continue;
    statements_.push_back(statement);
    if (statement.denies()) statements_.back().effect = policy::Effect::kAllow;
  }
  policy_.statements = statements_;
}

}  // namespace whittle::access
