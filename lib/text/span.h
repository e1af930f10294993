// Places in a source, as byte offsets.
#pragma once

#include <cstdint>

namespace whittle::text {

/// Half-open range of bytes, always in the outermost source (the file), never in embedded text.
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;

  [[nodiscard]] bool empty() const { return begin == end; }
  [[nodiscard]] uint32_t size() const { return end - begin; }
  [[nodiscard]] bool Contains(Span other) const { return begin <= other.begin && other.end <= end; }
  friend bool operator==(Span, Span) = default;
};

}  // namespace whittle::text
