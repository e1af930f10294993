#include "text/tree.h"

namespace whittle::text {

std::string_view Describe(NodeKind kind) {
  switch (kind) {
    case NodeKind::kNull:
      return "null";
    case NodeKind::kBool:
      return "a boolean";
    case NodeKind::kNumber:
      return "a number";
    case NodeKind::kString:
      return "a string";
    case NodeKind::kArray:
      return "a list";
    case NodeKind::kObject:
      return "an object";
  }
  return {};
}

std::string_view Node::TextOf(std::string_view key) const {
  const Node* node = Get(key);
  return node != nullptr && node->is_string() ? node->text() : std::string_view();
}

std::span<const Node> Node::ItemsOf(std::string_view key) const {
  const Node* node = Get(key);
  return node != nullptr ? node->items() : std::span<const Node>();
}

}  // namespace whittle::text
