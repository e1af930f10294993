// Small sets of numbers.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace whittle::access {

/// A set of numbers below `size`, 64 to a word.
class Bits {
 public:
  Bits() = default;
  explicit Bits(size_t size, bool full = false) : size_(size), words_((size + 63) / 64) {
    if (full) Fill();
  }

  [[nodiscard]] size_t size() const { return size_; }
  [[nodiscard]] bool Has(size_t i) const { return (words_[i / 64] >> (i % 64) & 1U) != 0; }
  void Set(size_t i) { words_[i / 64] |= uint64_t{1} << (i % 64); }
  void Flip(size_t i) { words_[i / 64] ^= uint64_t{1} << (i % 64); }
  void Fill() {
    for (uint64_t& word : words_) word = ~uint64_t{0};
    if (size_ % 64 != 0) words_.back() &= (uint64_t{1} << (size_ % 64)) - 1;
  }
  [[nodiscard]] bool Any() const {
    for (const uint64_t word : words_) {
      if (word != 0) return true;
    }
    return false;
  }
  [[nodiscard]] bool Intersects(const Bits& other) const {
    for (size_t i = 0; i < words_.size(); ++i) {
      if ((words_[i] & other.words_[i]) != 0) return true;
    }
    return false;
  }
  [[nodiscard]] bool Within(const Bits& other) const {
    for (size_t i = 0; i < words_.size(); ++i) {
      if ((words_[i] & ~other.words_[i]) != 0) return false;
    }
    return true;
  }
  void And(const Bits& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  }
  void AndNot(const Bits& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  }
  void Or(const Bits& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  }
  /// The smallest member that is at least `from`; size() when there is none.
  [[nodiscard]] size_t Next(size_t from) const {
    for (size_t w = from / 64; w < words_.size(); ++w) {
      uint64_t word = words_[w];
      if (w == from / 64) word &= ~uint64_t{0} << (from % 64);
      if (word != 0) return w * 64 + static_cast<size_t>(std::countr_zero(word));
    }
    return size_;
  }
  friend bool operator==(const Bits&, const Bits&) = default;
  friend auto operator<=>(const Bits&, const Bits&) = default;

 private:
  size_t size_ = 0;
  std::vector<uint64_t> words_;
};

}  // namespace whittle::access
