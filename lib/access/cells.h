// One variable of a request, cut into cells on which all predicates of a question are constant.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "access/bits.h"
#include "access/budget.h"
#include "access/space.h"

namespace whittle::access {

/// One value of a variable: the example that stands for a cell.
struct Value {
  enum class Kind : uint8_t {
    kAbsent,  ///< the key is not in the context
    kScalar,  ///< `words` has one entry
    kList,    ///< several values
  };
  Kind kind = Kind::kScalar;
  /// Letters, names as they stand.
  std::vector<std::u16string> words;
};

/// The values of one variable that satisfy a question's piece, as cells.
struct Cells {
  std::vector<Value> examples;  ///< one a cell; the plainest first
  std::vector<Bits> truths;     ///< for each cover atom asked for: the cells in which it holds
  bool capped = false;          ///< the budget ran out, or kinds of values are mixed: unknown
};

/// How what is not known is read.
enum class Reading : uint8_t {
  /// The piece widely (for some value of a name, with entries that may be there, atoms that are not
  /// understood holding), the covers narrowly: what is covered then is covered for certain.
  kProve,
  /// The piece narrowly, the covers widely: what is left over then is left over for certain.
  kRefute,
};

/// Cuts `dimension` under the atoms of the piece (all hold) and those of the covers.
[[nodiscard]] Cells CutDimension(Space& space, Dimension dimension, Reading reading,
                                 const std::vector<AtomId>& piece,
                                 const std::vector<AtomId>& covers, Budget& budget);

}  // namespace whittle::access
