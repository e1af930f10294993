// IAM's wildcard patterns: `*` any run of characters, `?` exactly one.
#pragma once

#include <string_view>

namespace whittle::policy {

enum class Case : unsigned char { kSensitive, kInsensitive };

/// Offset of the first `*` or `?`; npos when there is none.
[[nodiscard]] inline size_t FindWildcard(std::string_view pattern) {
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '*' || pattern[i] == '?') return i;
  }
  return std::string_view::npos;
}

/// Whether the pattern holds `*` or `?`.
[[nodiscard]] inline bool HasWildcard(std::string_view pattern) {
  return FindWildcard(pattern) != std::string_view::npos;
}

/// Whether `text` matches. ASCII case folding. O(|pattern|·|text|) at worst, never exponential.
[[nodiscard]] bool Matches(std::string_view pattern, std::string_view text, Case letter_case);

/// Whether every string that `narrow` matches is matched by `wide`; exact for `*` and `?`
/// (`?` needs one character, `*` any number). O(|wide|·|narrow|).
[[nodiscard]] bool Covers(std::string_view wide, std::string_view narrow, Case letter_case);

/// Whether some string matches both.
[[nodiscard]] bool Intersect(std::string_view a, std::string_view b, Case letter_case);

/// ASCII lower case, and comparison without case.
[[nodiscard]] bool EqualsIgnoreCase(std::string_view a, std::string_view b);
[[nodiscard]] bool StartsWithIgnoreCase(std::string_view text, std::string_view prefix);

}  // namespace whittle::policy
