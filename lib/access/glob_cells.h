// Cutting the language of one pattern into cells on which other patterns are constant.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "access/bits.h"
#include "access/budget.h"
#include "access/glob.h"

namespace whittle::access {

/// How a pattern with names is read where its value matters.
enum class Mode : uint8_t {
  kMust,  ///< strings that are matched whatever the names stand for
  kMay,   ///< strings that are matched for some values
  /// As kMay, but a name that both patterns hold stands for itself: for values without the
  /// separators of patterns, as real ones are.
  kMayEqual,
};

/// One pattern of a predicate. `owner` is the predicate's number; a predicate is true where one of
/// its patterns matches.
struct TrackedGlob {
  LetterView letters;
  Mode mode = Mode::kMust;
  uint32_t owner = 0;
};

/// A non-empty part of the generator's language on which every predicate is constant.
struct GlobCell {
  Bits truths;          ///< the predicates that are true
  std::u16string word;  ///< one of its strings; names as they stand, and wildcards that may be
                        ///< filled in at will
};

/// The cells of `generator`'s language under the predicates 0 … `predicates` - 1. Walks the
/// patterns side by side, one subset of live positions each, breadth first; symbols that no live
/// position spells behave alike, so one stands for all. False when the budget runs out.
///
/// Exact for bytes. A name in the generator is one letter that `*` matches and `?` does not: what
/// holds over that alphabet holds for every value (a homomorphism), if negated predicates are
/// tracked as kMay where matching would refute and as kMust where it would prove.
[[nodiscard]] bool CutIntoCells(LetterView generator, std::span<const TrackedGlob> globs,
                                size_t predicates, Budget& budget, std::vector<GlobCell>& cells);

}  // namespace whittle::access
