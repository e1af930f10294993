#include "rules/grants/grants.h"

#include <algorithm>

#include "access/same.h"
#include "policy/pattern.h"

namespace whittle::rules {

bool NarrowsResources(const policy::Statement& statement) {
  if (statement.condition_open) return true;
  for (const policy::Condition& condition : statement.conditions) {
    const policy::Operator& op = condition.op;
    if (!condition.key.known()) return true;
    if (op.negated() || op.if_exists || op.base == policy::BaseOperator::kNull) continue;
    const std::string_view key = condition.key.value;
    const bool global = policy::StartsWithIgnoreCase(key, "aws:");
    if (!global && op.family() == policy::OperatorFamily::kArn) return true;
  }
  return false;
}

bool IsDenied(const lint::PolicyContext& context, const policy::Statement& statement) {
  const auto statements = context.statements();
  return std::any_of(statements.begin(), statements.end(), [&](const policy::Statement& other) {
    return other.denies() && other.choice == 0 && other.condition_node == nullptr &&
           !other.condition_open && access::PlainlyWithin(statement, other);
  });
}

std::string Readable(std::string_view format) {
  constexpr std::string_view kPartition = "${Partition}";
  std::string text;
  while (!format.empty()) {
    const size_t open = std::min(format.find("${"), format.size());
    text += format.substr(0, open);
    format.remove_prefix(open);
    if (format.empty()) break;
    const size_t close = std::min(format.find('}'), format.size() - 1);
    if (format.substr(0, close + 1) == kPartition) {
      text += "aws";
    } else {
      text += '<';
      text += format.substr(2, close - 2);
      text += '>';
    }
    format.remove_prefix(close + 1);
  }
  return text;
}

std::string FormatsOf(const catalog::Action& action, size_t most) {
  std::string text;
  size_t count = 0;
  static_cast<void>(action.AnyArnFormat([&](std::string_view format) {
    if (count++ > 0) text += " or ";
    text += '`' + Readable(format) + '`';
    return count == most;
  }));
  return text;
}

}  // namespace whittle::rules
