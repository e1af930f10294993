// Three-valued logic: what a hole may still decide is unknown.
#pragma once

#include <algorithm>
#include <cstdint>

namespace whittle::access {

/// Kleene's truth values, in order: And is the least, Or the greatest. What is kYes or kNo here is
/// so whatever stands in the holes of a policy.
enum class Truth : uint8_t { kNo, kUnknown, kYes };

[[nodiscard]] constexpr Truth And(Truth a, Truth b) { return std::min(a, b); }
[[nodiscard]] constexpr Truth Or(Truth a, Truth b) { return std::max(a, b); }
[[nodiscard]] constexpr Truth Not(Truth a) {
  return static_cast<Truth>(2 - static_cast<unsigned>(a));
}
[[nodiscard]] constexpr Truth Known(bool value) { return value ? Truth::kYes : Truth::kNo; }

/// Or over entries of which some exist only under one alternative of a choice (`Fn::If`). The
/// entries of one choice come one after the other, those of alternative 1 before those of 2. An
/// entry that holds under one alternative only makes the whole unknown; entries that hold under
/// both make it true.
class AnyOf {
 public:
  constexpr void Add(Truth truth, uint16_t choice = 0, uint16_t alternative = 0) {
    if (choice != choice_) CloseChoice(choice);
    Truth& group = choice == 0 ? always_ : alternative == 1 ? first_ : second_;
    group = Or(group, truth);
  }
  /// Nothing that is still to come can change the result.
  [[nodiscard]] constexpr bool settled() const { return always_ == Truth::kYes; }
  [[nodiscard]] constexpr Truth Result() {
    CloseChoice(0);
    return always_;
  }

 private:
  constexpr void CloseChoice(uint16_t next) {
    if (choice_ != 0) always_ = Or(always_, first_ == second_ ? first_ : Truth::kUnknown);
    choice_ = next;
    first_ = second_ = Truth::kNo;
  }

  Truth always_ = Truth::kNo;
  Truth first_ = Truth::kNo;
  Truth second_ = Truth::kNo;
  uint16_t choice_ = 0;
};

}  // namespace whittle::access
