// Makes embedded text. Not for other rooms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/embedded.h"

namespace whittle::text {

/// Grows a decoded text and its map side by side.
class EmbeddedBuilder {
 public:
  /// `text` stands byte for byte at `outer`.
  void Exact(std::string_view text, uint32_t outer) {
    if (text.empty()) return;
    const bool continues = !map_.empty() && map_.back().exact &&
                           map_.back().outer + (text_.size() - map_.back().inner) == outer;
    if (!continues) map_.push_back({Size(), outer, 0, true});
    text_ += text;
    map_.back().outer_size = Size() - map_.back().inner;
  }
  /// `text` is what the `outer_size` bytes at `outer` mean.
  void Coded(std::string_view text, uint32_t outer, uint32_t outer_size) {
    if (text.empty()) return;
    map_.push_back({Size(), outer, outer_size, false});
    text_ += text;
  }
  EmbeddedText Finish(Arena& arena, uint32_t outer) {
    if (map_.empty()) map_.push_back({0, outer, 0, true});
    return {arena.Copy(std::string_view(text_)), arena.Copy(map_)};
  }

 private:
  [[nodiscard]] uint32_t Size() const { return static_cast<uint32_t>(text_.size()); }

  std::string text_;
  std::vector<Stretch> map_;
};

}  // namespace whittle::text
