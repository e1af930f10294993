// From code points, in which libyaml counts, to bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace whittle::text {

/// Byte offsets of a well-formed UTF-8 text by the number of code points before them. Linear to
/// build, a few steps to ask.
class CodePointIndex {
 public:
  explicit CodePointIndex(std::string_view text);

  /// The byte offset of code point number `index`; the text's size where there are fewer.
  [[nodiscard]] uint32_t ToByte(size_t index) const;

 private:
  static constexpr size_t kStep = 64;

  std::string_view text_;
  std::vector<uint32_t> marks_;  ///< offset of every kStep-th code point; empty: all is ASCII
};

}  // namespace whittle::text
