#include "access/draft_writer.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "text/json_writer.h"

namespace whittle::access {

namespace {

using Members = std::vector<std::pair<std::string_view, text::Node>>;

text::Node Write(const policy::Text& text) { return *text.node; }

text::Node OneOrList(const std::vector<text::Node>& items, text::Arena& arena) {
  return items.size() == 1 ? items[0] : text::TreeBuilder(arena).Array(items);
}

template <typename Entry>
void AddClause(const policy::Clause<Entry>& clause, const std::vector<Entry>& entries,
               text::Arena& arena, Members& members) {
  if (!clause.present()) return;
  std::vector<text::Node> items;
  for (const Entry& entry : entries) items.push_back(Write(entry.text));
  members.emplace_back(clause.key->text(), OneOrList(items, arena));
}

void AddPrincipal(const DraftStatement& statement, text::Arena& arena, Members& members) {
  const auto& clause = statement.head.principal;
  if (!clause.present()) return;
  std::vector<std::pair<std::string_view, std::vector<text::Node>>> kinds;
  for (const policy::Principal& principal : statement.principals) {
    if (principal.key == nullptr) {
      members.emplace_back(clause.key->text(), Write(principal.text));
      return;
    }
    const std::string_view kind = principal.key->text();
    auto at = std::find_if(kinds.begin(), kinds.end(),
                           [&](const auto& other) { return other.first == kind; });
    if (at == kinds.end()) at = kinds.insert(kinds.end(), {kind, {}});
    at->second.push_back(Write(principal.text));
  }
  Members inner;
  for (const auto& [kind, items] : kinds) inner.emplace_back(kind, OneOrList(items, arena));
  members.emplace_back(clause.key->text(), text::TreeBuilder(arena).Object(inner));
}

void AddConditions(const DraftStatement& statement, text::Arena& arena, Members& members) {
  if (statement.conditions.empty()) return;
  text::TreeBuilder builder(arena);
  std::vector<std::pair<std::string_view, Members>> blocks;
  for (size_t i = 0; i < statement.conditions.size(); ++i) {
    const policy::Condition& condition = statement.conditions[i];
    const std::string_view op = condition.op.spelling;
    auto at = std::find_if(blocks.begin(), blocks.end(),
                           [&](const auto& other) { return other.first == op; });
    if (at == blocks.end()) at = blocks.insert(blocks.end(), {op, {}});
    std::vector<text::Node> items;
    for (const policy::Text& value : statement.values[i]) items.push_back(Write(value));
    at->second.emplace_back(condition.key.value, OneOrList(items, arena));
  }
  Members inner;
  for (const auto& [op, block] : blocks) inner.emplace_back(op, builder.Object(block));
  members.emplace_back("Condition", builder.Object(inner));
}

template <typename Entry>
bool IsPlainClause(const policy::Clause<Entry>& clause) {
  return !clause.open && std::all_of(clause.entries.begin(), clause.entries.end(),
                                     [](const Entry& entry) { return entry.text.choice == 0; });
}

}  // namespace

bool IsPlain(const policy::Statement& statement) {
  return (statement.allows() || statement.denies()) && !statement.has_unknown_elements &&
         statement.choice == 0 && !statement.condition_open && IsPlainClause(statement.action) &&
         IsPlainClause(statement.resource) && IsPlainClause(statement.principal) &&
         std::all_of(statement.conditions.begin(), statement.conditions.end(),
                     [](const policy::Condition& condition) {
                       return !condition.open && !condition.values.empty() &&
                              std::all_of(
                                  condition.values.begin(), condition.values.end(),
                                  [](const policy::Text& text) { return text.choice == 0; });
                     });
}

text::Node WriteStatement(DraftStatement& statement, bool keep_sid, text::Arena& arena) {
  const policy::Statement& head = statement.head;
  Members members;
  if (!IsPlain(statement.View())) {
    for (const text::Member& member : head.node->members()) {
      if (keep_sid || member.key.text() != "Sid") {
        members.emplace_back(member.key.text(), member.value);
      }
    }
    return text::TreeBuilder(arena).Object(members);
  }
  if (keep_sid && head.sid.present()) members.emplace_back("Sid", Write(head.sid));
  members.emplace_back("Effect", *head.effect_node);
  AddPrincipal(statement, arena, members);
  AddClause(head.action, statement.actions, arena, members);
  AddClause(head.resource, statement.resources, arena, members);
  AddConditions(statement, arena, members);
  return text::TreeBuilder(arena).Object(members);
}

text::Node WritePolicy(const policy::Policy& policy, const std::vector<text::Node>& statements,
                       bool keep_id, text::Arena& arena) {
  text::TreeBuilder builder(arena);
  Members members;
  for (const text::Member& member : policy.node->members()) {
    const std::string_view key = member.key.text();
    if (key == "Statement") {
      members.emplace_back(key, statements.size() == 1 ? statements[0] : builder.Array(statements));
    } else if (key != "Id" || keep_id) {
      members.emplace_back(key, member.value);
    }
  }
  return builder.Object(members);
}

}  // namespace whittle::access
