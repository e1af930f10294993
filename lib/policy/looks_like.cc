#include <array>

#include "policy/builder.h"
#include "text/spelling.h"

namespace whittle::policy {

using text::Member;
using text::Node;

namespace {

bool IsStatementKey(std::string_view key) {
  static constexpr std::array<std::string_view, 9> kKeys = {
      "Sid",         "Effect",    "Action",       "NotAction", "Resource",
      "NotResource", "Principal", "NotPrincipal", "Condition"};
  for (const std::string_view known : kKeys) {
    if (key == known) return true;
  }
  return false;
}

/// An object with at least two of a statement's keys, of which one says what it is about.
bool LooksLikeStatement(const Node& node) {
  if (!node.is_object()) return false;
  int keys = 0;
  bool telling = false;
  for (const Member& member : node.members()) {
    const std::string_view key = member.key.text();
    if (!IsStatementKey(key)) continue;
    ++keys;
    telling = telling || key == "Effect" || key == "Action" || key == "NotAction";
  }
  return telling && (keys >= 2 || node.members().size() == 1);
}

/// CloudFormation's stack policies use the same grammar for another matter.
bool IsStackPolicy(const Node& statement) {
  const Node* action = statement.Get("Action");
  if (action == nullptr) action = statement.Get("NotAction");
  if (action == nullptr) return false;
  const Node* first = action->is_array() && !action->items().empty() ? &action->items()[0] : action;
  return first->text().substr(0, 7) == "Update:";
}

bool IsPolicyVersion(const Node* node) {
  return node != nullptr && (node->text() == "2012-10-17" || node->text() == "2008-10-17");
}

}  // namespace

bool LooksLikePolicy(const Node& node) {
  if (!node.is_object()) return false;
  const Node* statement = node.Get("Statement");
  if (statement == nullptr) {
    if (!IsPolicyVersion(node.Get("Version"))) return false;
    // A policy whose Statement is misspelled or forgotten: nothing else may stand there.
    for (const Member& member : node.members()) {
      const std::string_view key = member.key.text();
      if (key == "Version" || key == "Id") continue;
      const bool near = text::EditDistance(key, "Statement", 2) <= 2;
      if (!near && !IsStatementKey(key)) return false;
    }
    return true;
  }
  if (LooksLikeStatement(*statement)) return !IsStackPolicy(*statement);
  for (const Node& item : statement->items()) {
    if (LooksLikeStatement(item)) return !IsStackPolicy(item);
  }
  if (IsPolicyVersion(node.Get("Version"))) return true;
  // A template: `"Statement": "${statements}"`, or intrinsics.
  const Node* first =
      statement->is_array() && !statement->items().empty() ? &statement->items()[0] : statement;
  return AsIntrinsic(*first) != nullptr && node.Get("Version") != nullptr;
}

}  // namespace whittle::policy
