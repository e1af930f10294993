// Weighted set cover, near the optimum. Not for other rooms.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace whittle::catalog {

/// A set of small numbers, `words()` machine words wide.
class Bits {
 public:
  Bits() = default;
  explicit Bits(size_t size) : words_((size + 63) / 64, 0) {}

  void Set(size_t i) { words_[i / 64] |= uint64_t{1} << (i % 64); }
  void Clear(size_t i) { words_[i / 64] &= ~(uint64_t{1} << (i % 64)); }
  [[nodiscard]] bool Has(size_t i) const { return (words_[i / 64] >> (i % 64) & 1U) != 0; }
  [[nodiscard]] bool None() const;
  [[nodiscard]] size_t Count() const;
  /// Number of elements in both.
  [[nodiscard]] size_t CountCommon(const Bits& other) const;
  [[nodiscard]] bool Meets(const Bits& other) const;
  Bits& operator|=(const Bits& other);
  Bits& operator&=(const Bits& other);
  Bits& Remove(const Bits& other);
  [[nodiscard]] uint64_t Hash() const;
  [[nodiscard]] std::span<const uint64_t> words() const { return words_; }
  friend bool operator==(const Bits&, const Bits&) = default;

  /// Calls `visit` with each element, in order.
  template <typename Visit>
  void ForEach(Visit visit) const {
    for (size_t word = 0; word < words_.size(); ++word) {
      for (uint64_t left = words_[word]; left != 0; left &= left - 1) {
        visit(word * 64 + static_cast<size_t>(std::countr_zero(left)));
      }
    }
  }

 private:
  std::vector<uint64_t> words_;
};

/// A set that may be chosen, at a cost above zero.
struct Column {
  Bits elements;
  uint32_t cost = 0;
};

/// Indices of columns that together hold all of `wanted`, sorted. Every element of `wanted` must be
/// in some column. Costs little more than the optimum, and often no more: greedy covers, then parts
/// of them solved exactly again and again. Deterministic; the work is bounded.
[[nodiscard]] std::vector<uint32_t> CoverCheaply(std::span<const Column> columns,
                                                 const Bits& wanted);

}  // namespace whittle::catalog
