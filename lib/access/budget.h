// How much work a question may cost before its answer is `unknown`.
#pragma once

#include <cstdint>

namespace whittle::access {

/// Work left, in steps of some nanoseconds. Containment of policies is PSPACE-complete in general:
/// without a bound a few dozen bytes of input could run for hours.
class Budget {
 public:
  explicit Budget(uint64_t steps) : left_(steps) {}
  /// Takes `steps`; false when there is nothing left, from then on for ever.
  [[nodiscard]] bool Spend(uint64_t steps) {
    if (left_ < steps) {
      left_ = 0;
      return false;
    }
    left_ -= steps;
    return true;
  }
  [[nodiscard]] bool exhausted() const { return left_ == 0; }

 private:
  uint64_t left_;
};

}  // namespace whittle::access
