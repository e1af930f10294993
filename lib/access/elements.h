// The values that one element of a list stands for, cut into cells.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "access/bits.h"
#include "access/budget.h"
#include "access/glob_cells.h"
#include "access/space.h"

namespace whittle::access {

/// What an atom says of one value, its polarity and set operator aside.
struct Predicate {
  const Atom* atom = nullptr;
  Mode mode = Mode::kMust;
};

/// A non-empty set of values on which all predicates are constant.
struct Element {
  Bits truths;
  std::u16string word;  ///< one of them; where it holds wildcards, whatever they stand for
};

/// Cuts the strings that `generators` match by the predicates. False when the budget runs out.
/// Patterns that cover a generator whole or clearly miss it cost no walk.
[[nodiscard]] bool CutTexts(Dimension dimension, const std::vector<LetterView>& generators,
                            const std::vector<Predicate>& predicates, Budget& budget,
                            std::vector<Element>& elements);

/// The pattern's letters under a mode; none where the entry does not count.
[[nodiscard]] LetterView LettersOf(const Pattern& pattern, Mode mode);

}  // namespace whittle::access
