// Examples for rules on sizes: a policy that is long without being long to read here.
#pragma once

#include <array>
#include <string_view>

namespace whittle::rules {

/// `before`, kLetters times the letter `a`, `after`.
template <size_t kLetters, size_t kBefore, size_t kAfter>
constexpr std::array<char, kBefore + kLetters + kAfter - 2> Padded(const char (&before)[kBefore],
                                                                   const char (&after)[kAfter]) {
  std::array<char, kBefore + kLetters + kAfter - 2> text{};
  size_t at = 0;
  for (size_t i = 0; i + 1 < kBefore; ++i) text[at++] = before[i];
  for (size_t i = 0; i < kLetters; ++i) text[at++] = 'a';
  for (size_t i = 0; i + 1 < kAfter; ++i) text[at++] = after[i];
  return text;
}

template <size_t kSize>
constexpr std::string_view View(const std::array<char, kSize>& text) {
  return {text.data(), text.size()};
}

}  // namespace whittle::rules
