// One question: is a conjunction of statements within the union of others?
#pragma once

#include <cstdint>
#include <vector>

#include "access/cells.h"
#include "access/space.h"
#include "access/subtract.h"

namespace whittle::access {

/// A request of the remainder, by example: one value for each dimension that the piece or a cover
/// speaks of.
struct Example {
  Dimension dimension = 0;
  Value value;
};

/// The answer. `covered`: proved, for every value of every name and whatever is not seen.
struct QueryResult {
  bool covered = false;
  bool capped = false;  ///< the budget ran out: nothing is known
  /// Where not covered: a point of the remainder, an action of the catalogue where one is left.
  std::vector<Example> example;
  /// Whether every request of the remainder is for an action that the catalogue does not have.
  bool unknown_actions_only = false;
};

/// Whether the conjunction of the piece's atoms is within the union of `covers`. Under kProve
/// `covered` is a proof, and covers must be certain; under kRefute an example is one. `likely`:
/// look for an example that AWS could see, an action on a resource that it takes.
[[nodiscard]] QueryResult Within(Space& space, Reading reading, const std::vector<AtomId>& piece,
                                 const std::vector<const Box*>& covers, Budget& budget,
                                 bool likely = false);

/// The atoms of several boxes, ascending, each once.
[[nodiscard]] std::vector<AtomId> Conjunction(const std::vector<const Box*>& boxes);

}  // namespace whittle::access
