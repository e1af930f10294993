// JSON Pointer (RFC 6901) between the values of a tree.
#pragma once

#include <string>
#include <string_view>

#include "text/tree.h"

namespace whittle::text {

/// Where the span stands below `root`.
struct PointerPath {
  std::string pointer;  ///< of the smallest value that contains the span, or whose key does
  bool is_key = false;  ///< the span lies in the key of that value
  const Node* value = nullptr;
};

/// Pointer from `root` to the smallest value (or key) whose span contains `span`. Descends by
/// spans, so it needs no parent links; binary search at each level.
[[nodiscard]] PointerPath PointerTo(const Node& root, Span span);

/// The value at a pointer below `root`; null when there is none.
[[nodiscard]] const Node* Resolve(const Node& root, std::string_view pointer);

/// Appends `/token`, escaped.
void AppendToken(std::string& pointer, std::string_view token);

}  // namespace whittle::text
