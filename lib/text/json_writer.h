// Writes trees as JSON, and makes trees to be written.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/tree.h"

namespace whittle::text {

enum class JsonStyle : unsigned char {
  kIndented,  ///< two blanks a level, one item a line, a line end at the end
  kCompact,   ///< no white space at all
};

/// The value as JSON text. Equal trees give equal text. Strings that are not UTF-8 are written with
/// U+FFFD in the place of the bad bytes. Trees of the readers are at most kMaxDepth deep; deeper
/// ones are not to be given.
[[nodiscard]] std::string WriteJson(const Node& root, JsonStyle style);

/// Makes nodes without a place in a file. What it makes lives in the arena and may hold nodes of
/// other trees, which must then live as long.
class TreeBuilder {
 public:
  explicit TreeBuilder(Arena& arena) : arena_(arena) {}

  [[nodiscard]] Node String(std::string_view text) {
    return Node::Scalar(NodeKind::kString, {}, arena_.Copy(text), false);
  }
  /// One string, or a list when there are several (or none).
  [[nodiscard]] Node OneOrList(const std::vector<std::string>& texts);
  [[nodiscard]] Node Array(const std::vector<Node>& items) {
    return Node::Array({}, arena_.Copy(items));
  }
  [[nodiscard]] Node Object(const std::vector<std::pair<std::string_view, Node>>& members);

 private:
  Arena& arena_;
};

}  // namespace whittle::text
