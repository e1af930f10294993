// ASCII letter case, without copies. Not for other rooms.
#pragma once

#include <algorithm>
#include <string_view>

#include "text/ascii.h"

namespace whittle::catalog {

inline bool EqualFolded(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  if (a == b) return true;  // the usual spelling, compared as memory
  for (size_t i = 0; i < a.size(); ++i) {
    if (text::ToLower(a[i]) != text::ToLower(b[i])) return false;
  }
  return true;
}

/// Negative, zero or positive as `a` sorts before, with or after `b`, letter case apart.
inline int CompareFolded(std::string_view a, std::string_view b) {
  const size_t common = std::min(a.size(), b.size());
  for (size_t i = 0; i < common; ++i) {
    const int difference = static_cast<unsigned char>(text::ToLower(a[i])) -
                           static_cast<unsigned char>(text::ToLower(b[i]));
    if (difference != 0) return difference;
  }
  return a.size() < b.size() ? -1 : a.size() > b.size() ? 1 : 0;
}

/// As CompareFolded, of `text` cut to the size of `prefix`.
inline int ComparePrefixFolded(std::string_view text, std::string_view prefix) {
  return CompareFolded(text.substr(0, prefix.size()), prefix);
}

}  // namespace whittle::catalog
