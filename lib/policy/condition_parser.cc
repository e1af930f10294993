#include "policy/builder.h"

namespace whittle::policy {

using text::Member;
using text::Node;

namespace {

void ParseOperatorBlock(const Member& block, Builder& builder, std::vector<Condition>& out,
                        Statement& statement) {
  if (!block.value.is_object()) {
    builder.WrongType(block.value, block.key.text(), "an object of condition keys and values");
    return;
  }
  if (AsIntrinsic(block.value) != nullptr) {
    statement.condition_open = true;
    return;
  }
  if (block.value.members().empty()) {
    builder.Add(ProblemKind::kEmptyCondition, block.value.span(), &block.value, block.key.text());
    return;
  }
  builder.NoteDuplicates(block.value);
  Operator op = ParseOperator(block.key.text());
  op.has_holes = !op.known() && builder.ScalarText(block.key).has_holes;
  for (const Member& member : block.value.members()) {
    Condition condition;
    condition.op = op;
    condition.op_key = &block.key;
    condition.key = builder.ScalarText(member.key);
    condition.value = &member.value;
    const Flat& flat = builder.Flatten(member.value, member.key.text(), Accept::kScalars,
                                       "a string or a list of strings");
    if (flat.is_array && member.value.items().empty()) {
      builder.Add(ProblemKind::kEmptyConditionValues, member.value.span(), &member.value,
                  member.key.text());
    }
    condition.is_array = flat.is_array;
    condition.open = flat.open;
    condition.values = builder.arena().Copy(flat.texts);
    out.push_back(condition);
  }
}

}  // namespace

void ParseConditions(const Node& node, Builder& builder, Statement& statement) {
  statement.condition_node = &node;
  if (AsIntrinsic(node) != nullptr || (node.is_string() && builder.ScalarText(node).has_holes)) {
    statement.condition_open = true;
    return;
  }
  if (!node.is_object()) {
    builder.WrongType(node, "Condition", "an object of operators");
    statement.condition_open = true;
    return;
  }
  if (node.members().empty()) {
    builder.Add(ProblemKind::kEmptyCondition, node.span(), &node, "Condition");
    return;
  }
  builder.NoteDuplicates(node);
  size_t count = 0;
  for (const Member& block : node.members()) count += block.value.members().size();
  std::vector<Condition> conditions;
  conditions.reserve(count);
  for (const Member& block : node.members()) {
    ParseOperatorBlock(block, builder, conditions, statement);
  }
  statement.conditions = builder.arena().Copy(conditions);
}

}  // namespace whittle::policy
