#include "rules/edits.h"

#include <algorithm>

#include "policy/pattern.h"
#include "text/tree_edit.h"

namespace whittle::rules {

namespace {

using text::Edit;

/// How many conditions stand in the operator's block.
size_t KeysInBlock(const policy::Statement& statement, const text::Node* op_key) {
  return static_cast<size_t>(
      std::count_if(statement.conditions.begin(), statement.conditions.end(),
                    [&](const policy::Condition& other) { return other.op_key == op_key; }));
}

/// Takes the member whose value is at `value` out of the object.
std::vector<Edit> RemoveValue(std::string_view text, const text::Node& object,
                              const text::Node* value) {
  for (const text::Member& member : object.members()) {
    if (&member.value == value) return text::RemoveMember(text, object, member);
  }
  return {};
}

}  // namespace

std::vector<Edit> Respell(const text::Node& node, const std::vector<std::string>& near) {
  return near.size() == 1 ? text::ReplaceText(node, near[0]) : std::vector<Edit>();
}

std::vector<Edit> RespellKey(const text::Node& object, const text::Node& key,
                             const std::vector<std::string>& near) {
  return near.size() == 1 && object.Find(near[0]) == nullptr ? text::ReplaceText(key, near[0])
                                                             : std::vector<Edit>();
}

const text::Node* ObjectOf(const lint::PolicyContext& context, const policy::Problem& problem) {
  const policy::Policy& policy = context.policy();
  if (problem.statement < 0) return policy.node;
  if (policy.statement_node == nullptr) return nullptr;
  if (policy.statement_node->is_object()) return policy.statement_node;
  const auto items = policy.statement_node->items();
  const auto index = static_cast<size_t>(problem.statement);
  return index < items.size() ? &items[index] : nullptr;
}

std::vector<Edit> RemoveStatement(const lint::PolicyContext& context,
                                  const policy::Statement& statement) {
  const text::Node& list = *context.policy().statement_node;
  for (uint32_t i = 0; i < list.items().size(); ++i) {
    if (&list.items()[i] == statement.node) {
      return text::RemoveItems(context.text(), list, std::span(&i, 1));
    }
  }
  return {};
}

std::vector<Edit> ChangeOperator(const policy::Statement& statement,
                                 const policy::Condition& condition, std::string_view name) {
  if (statement.condition_open || KeysInBlock(statement, condition.op_key) != 1) return {};
  for (const policy::Condition& other : statement.conditions) {
    if (policy::EqualsIgnoreCase(other.op.spelling, name)) return {};
  }
  return text::ReplaceText(*condition.op_key, name);
}

std::vector<Edit> AskForKey(const policy::Statement& statement, const policy::Condition& condition,
                            bool absent) {
  if (condition.values.size() != 1) return {};
  std::vector<Edit> edits = ChangeOperator(statement, condition, "Null");
  const std::vector<Edit> value =
      text::ReplaceText(*condition.values[0].node, absent ? "true" : "false");
  if (edits.empty() || value.empty()) return {};
  edits.insert(edits.end(), value.begin(), value.end());
  return edits;
}

std::vector<Edit> RemoveCondition(const lint::PolicyContext& context,
                                  const policy::Statement& statement,
                                  const policy::Condition& condition) {
  const text::Node* element = statement.condition_node;
  if (element == nullptr) return {};
  for (const text::Member& block : element->members()) {
    if (&block.key != condition.op_key) continue;
    if (block.value.members().size() > 1) {
      return RemoveValue(context.text(), block.value, condition.value);
    }
    if (element->members().size() > 1) return text::RemoveMember(context.text(), *element, block);
    return RemoveValue(context.text(), *statement.node, element);
  }
  return {};
}

std::vector<Edit> RemoveValues(const lint::PolicyContext& context,
                               const policy::Condition& condition,
                               const std::vector<const policy::Text*>& values) {
  const auto items = condition.value->items();
  std::vector<uint32_t> places;
  for (const policy::Text* value : values) {
    const auto found = std::find_if(items.begin(), items.end(),
                                    [&](const text::Node& item) { return &item == value->node; });
    if (found == items.end()) return {};
    places.push_back(static_cast<uint32_t>(found - items.begin()));
  }
  return text::RemoveItems(context.text(), *condition.value, places);
}

}  // namespace whittle::rules
