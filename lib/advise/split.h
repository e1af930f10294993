// Texts in pieces. Not for other rooms.
#pragma once

#include <string_view>
#include <vector>

namespace whittle::advise {

/// The pieces between separators; one piece where there is none.
[[nodiscard]] inline std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

}  // namespace whittle::advise
