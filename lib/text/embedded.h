// Text inside a string of another source, and the way back to the file.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "text/arena.h"
#include "text/source.h"
#include "text/tree.h"

namespace whittle::text {

/// One stretch of embedded text. From `inner` up to the next stretch's `inner`: byte i stands at
/// `outer + (i - inner)` when `exact`; else the whole stretch stands for `outer_size` bytes (an
/// escape, a percent code).
struct Stretch {
  uint32_t inner = 0;
  uint32_t outer = 0;
  uint32_t outer_size = 0;
  bool exact = true;
};

/// Decoded text with a piecewise map from its bytes to the outermost file. Views only; the arena
/// that made it owns the memory.
struct EmbeddedText {
  std::string_view text;
  std::span<const Stretch> map;  ///< sorted by `inner`, first at 0

  /// The place in the file of text[begin, end). Covers whole escapes that it touches.
  [[nodiscard]] Span ToFile(size_t begin, size_t end) const;
  /// Whether text[begin, end) stands byte for byte in the file.
  [[nodiscard]] bool IsExact(size_t begin, size_t end) const;
};

/// The decoded text of a JSON string of `source`, with its map. Follows the escapes in the string's
/// source bytes.
[[nodiscard]] EmbeddedText FromJsonString(const Node& string, const Source& source, Arena& arena);

/// The same for a string of a tree that was read from embedded text: the maps compose, so that this
/// one leads to the outermost file too.
[[nodiscard]] EmbeddedText FromJsonString(const Node& string, const EmbeddedText& around,
                                          Arena& arena);

/// text[begin, end) with its map.
[[nodiscard]] EmbeddedText Slice(const EmbeddedText& text, size_t begin, size_t end, Arena& arena);

/// `text` with percent codes decoded (RFC 3986; `+` stays, as IAM encodes spaces as %20). The map
/// composes, so it leads to the same file.
[[nodiscard]] EmbeddedText PercentDecode(const EmbeddedText& text, Arena& arena);

}  // namespace whittle::text
