// Box minus union of boxes.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "access/bits.h"
#include "access/budget.h"

namespace whittle::access {

/// A product of sets of cells, one for each dimension in question.
using CellBox = std::vector<Bits>;

/// What is left of a box.
struct Remainder {
  bool capped = false;           ///< the budget ran out
  std::optional<CellBox> piece;  ///< a part that no cover touches; none: all is covered
};

/// Whether `covers` together hold all of `box`, and a part that they do not. Exact. Covers that
/// leave one dimension uncovered are subtracted in place; else it branches on the cover that leaves
/// fewest. Exponential at worst (cover problems are coNP-complete), hence the budget.
[[nodiscard]] Remainder Subtract(CellBox box, const std::vector<const CellBox*>& covers,
                                 Budget& budget);

}  // namespace whittle::access
