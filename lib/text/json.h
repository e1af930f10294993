// Reads JSON into a Tree.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/embedded.h"
#include "text/source.h"
#include "text/tree.h"

namespace whittle::text {

/// Deepest nesting that is read.
inline constexpr int kMaxDepth = 128;
/// Largest text that is read, in bytes.
inline constexpr size_t kMaxSize = size_t{256} << 20;

/// Why a text is not JSON, and where.
struct SyntaxError {
  std::string message;  ///< what is wrong, in the user's terms: "trailing comma before `}`"
  std::string help;     ///< what to do about it; may be empty
  Span span;            ///< at least one byte, but for an empty text or its end
  /// A template placeholder outside a string (`${x}`, `{{ x }}`, `<% %>`) is what breaks the text.
  bool template_hole = false;
};

/// A tree, or the first error.
struct JsonResult {
  Tree tree;
  std::optional<SyntaxError> error;
};

/// Reads the JSON text of a file (RFC 8259). Any bytes are safe: bad UTF-8, NUL, lone surrogates,
/// UTF-16, comments, trailing commas, nesting over kMaxDepth, size over kMaxSize, numbers that are
/// too large and an empty text each give their own error. A UTF-8 BOM is passed over. Duplicate
/// keys are kept. Linear time.
[[nodiscard]] JsonResult ReadJson(const Source& source);

/// The same for text inside a string of another source. Nodes carry spans of the outermost source;
/// they view the embedded text, which must outlive the tree (its arena does when made by
/// `arena`-taking functions of embedded.h).
struct EmbeddedResult {
  Node root;
  std::optional<SyntaxError> error;
};
[[nodiscard]] EmbeddedResult ReadJson(const EmbeddedText& text, Arena& arena);

}  // namespace whittle::text
