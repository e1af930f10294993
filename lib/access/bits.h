// Small sets of numbers.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace whittle::access {

/// A set of numbers below `size`. The first 64 need no allocation.
class Bits {
 public:
  Bits() = default;
  explicit Bits(size_t size, bool full = false)
      : size_(size), more_(size > 64 ? (size - 1) / 64 : 0) {
    if (full) Fill();
  }

  [[nodiscard]] size_t size() const { return size_; }
  [[nodiscard]] bool Has(size_t i) const { return (word(i / 64) >> (i % 64) & 1U) != 0; }
  void Set(size_t i) { word(i / 64) |= uint64_t{1} << (i % 64); }
  void Flip(size_t i) { word(i / 64) ^= uint64_t{1} << (i % 64); }
  void Fill() {
    first_ = ~uint64_t{0};
    for (uint64_t& word : more_) word = ~uint64_t{0};
    if (size_ % 64 != 0 || size_ == 0) word(size_ / 64) &= (uint64_t{1} << (size_ % 64)) - 1;
  }
  [[nodiscard]] bool Any() const {
    if (first_ != 0) return true;
    for (const uint64_t word : more_) {
      if (word != 0) return true;
    }
    return false;
  }
  [[nodiscard]] bool Intersects(const Bits& other) const {
    if ((first_ & other.first_) != 0) return true;
    for (size_t i = 0; i < more_.size(); ++i) {
      if ((more_[i] & other.more_[i]) != 0) return true;
    }
    return false;
  }
  [[nodiscard]] bool Within(const Bits& other) const {
    if ((first_ & ~other.first_) != 0) return false;
    for (size_t i = 0; i < more_.size(); ++i) {
      if ((more_[i] & ~other.more_[i]) != 0) return false;
    }
    return true;
  }
  void And(const Bits& other) {
    first_ &= other.first_;
    for (size_t i = 0; i < more_.size(); ++i) more_[i] &= other.more_[i];
  }
  void AndNot(const Bits& other) {
    first_ &= ~other.first_;
    for (size_t i = 0; i < more_.size(); ++i) more_[i] &= ~other.more_[i];
  }
  void Or(const Bits& other) {
    first_ |= other.first_;
    for (size_t i = 0; i < more_.size(); ++i) more_[i] |= other.more_[i];
  }
  /// The smallest member that is at least `from`; size() when there is none.
  [[nodiscard]] size_t Next(size_t from) const {
    for (size_t w = from / 64; w * 64 < size_; ++w) {
      uint64_t bits = word(w);
      if (w == from / 64) bits &= ~uint64_t{0} << (from % 64);
      if (bits != 0) return w * 64 + static_cast<size_t>(std::countr_zero(bits));
    }
    return size_;
  }
  friend bool operator==(const Bits&, const Bits&) = default;
  friend auto operator<=>(const Bits&, const Bits&) = default;

 private:
  [[nodiscard]] const uint64_t& word(size_t w) const { return w == 0 ? first_ : more_[w - 1]; }
  [[nodiscard]] uint64_t& word(size_t w) { return w == 0 ? first_ : more_[w - 1]; }

  size_t size_ = 0;
  uint64_t first_ = 0;
  std::vector<uint64_t> more_;
};

}  // namespace whittle::access
