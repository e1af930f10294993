// JSON (later YAML) values with the place of every key and value, before anyone knows what they
// mean.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "text/arena.h"
#include "text/span.h"

namespace whittle::text {

enum class NodeKind : uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };

/// "null", "a boolean", "a number", "a string", "a list", "an object": for messages.
[[nodiscard]] std::string_view Describe(NodeKind kind);

struct Member;

/// One value. Trivially copyable; its text and children belong to the Tree's arena or source.
class Node {
 public:
  Node() = default;
  static Node Scalar(NodeKind kind, Span span, std::string_view text, bool exact) {
    Node node(kind, span, text.data(), text.size());
    node.exact_ = exact;
    return node;
  }
  static Node Array(Span span, std::span<const Node> items) {
    return {NodeKind::kArray, span, items.data(), items.size()};
  }
  static Node Object(Span span, std::span<const Member> members);

  [[nodiscard]] NodeKind kind() const { return kind_; }
  [[nodiscard]] bool is_string() const { return kind_ == NodeKind::kString; }
  [[nodiscard]] bool is_array() const { return kind_ == NodeKind::kArray; }
  [[nodiscard]] bool is_object() const { return kind_ == NodeKind::kObject; }
  /// A string, number, boolean or null.
  [[nodiscard]] bool is_scalar() const { return kind_ < NodeKind::kArray; }

  /// The whole value: quotes and brackets included.
  [[nodiscard]] Span span() const { return span_; }

  /// Decoded text of a string; the exact spelling of a number; "true", "false", "null".
  /// Empty for lists and objects.
  [[nodiscard]] std::string_view text() const {
    return is_scalar() ? std::string_view(static_cast<const char*>(data_), size_)
                       : std::string_view();
  }
  /// Whether text() stands byte for byte in the source, so that parts of it can be pointed at and
  /// edited.
  [[nodiscard]] bool exact() const { return exact_; }
  /// The place of text()[begin, end); the whole value where it is not exact.
  [[nodiscard]] Span Part(size_t begin, size_t end) const;

  [[nodiscard]] std::span<const Node> items() const {
    return kind_ == NodeKind::kArray ? std::span(static_cast<const Node*>(data_), size_)
                                     : std::span<const Node>();
  }
  /// In source order; duplicate keys are all there.
  [[nodiscard]] std::span<const Member> members() const;
  /// The first member of that name, or null.
  [[nodiscard]] const Member* Find(std::string_view key) const;
  /// The value of the first member of that name, or null.
  [[nodiscard]] const Node* Get(std::string_view key) const;
  /// The text of the first member of that name; empty where there is none or it is no string.
  [[nodiscard]] std::string_view TextOf(std::string_view key) const;
  /// The items of the first member of that name; none where there is none or it is no list.
  [[nodiscard]] std::span<const Node> ItemsOf(std::string_view key) const;

 private:
  Node(NodeKind kind, Span span, const void* data, size_t size)
      : kind_(kind), span_(span), size_(static_cast<uint32_t>(size)), data_(data) {}

  NodeKind kind_ = NodeKind::kNull;
  bool exact_ = false;
  Span span_;
  uint32_t size_ = 0;
  const void* data_ = nullptr;
};

/// A key and its value.
struct Member {
  Node key;
  Node value;
};

/// A value and the memory of all below it, but for text that stands in the source unchanged.
struct Tree {
  Arena arena;
  Node root;
};

/// Calls `visit` with each node below and including `root`, parents first, without recursion.
/// `visit` returns false to pass over what is below a node.
template <typename Visit>
void Walk(const Node& root, Visit visit);

}  // namespace whittle::text

#include "text/tree_inl.h"  // IWYU pragma: keep
