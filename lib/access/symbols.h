// Patterns whose letters are not all known beforehand. Not for other rooms.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "policy/pattern.h"

namespace whittle::access {

/// A byte, or a wildcard above all bytes.
using Symbol = uint16_t;
inline constexpr Symbol kAnyRun = 256;  ///< `*`, or a hole: any text
inline constexpr Symbol kAnyOne = 257;  ///< `?`

/// A growing row of symbols; allocates only when it is long.
class Symbols {
 public:
  void Add(Symbol symbol) {
    if (size_ < few_.size()) {
      few_[size_++] = symbol;
      return;
    }
    if (many_.empty()) many_.assign(few_.begin(), few_.end());
    many_.push_back(symbol);
    ++size_;
  }
  void AddLiteral(std::string_view text) {
    for (const char c : text) Add(static_cast<unsigned char>(c));
  }
  void AddPattern(std::string_view pattern) {
    for (const char c : pattern) {
      Add(c == '*'   ? kAnyRun
          : c == '?' ? kAnyOne
                     : static_cast<Symbol>(static_cast<unsigned char>(c)));
    }
  }
  [[nodiscard]] std::span<const Symbol> get() const {
    return {many_.empty() ? few_.data() : many_.data(), size_};
  }

 private:
  std::array<Symbol, 256> few_;
  size_t size_ = 0;
  std::vector<Symbol> many_;
};

/// As policy::Matches, for symbols.
[[nodiscard]] bool Matches(std::span<const Symbol> pattern, std::string_view text,
                           policy::Case letter_case);

}  // namespace whittle::access
