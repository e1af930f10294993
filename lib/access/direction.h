// One direction of a comparison: is what one side allows within what the other allows?
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "access/budget.h"
#include "access/entries.h"
#include "access/query.h"
#include "access/side.h"

namespace whittle::access {

/// A part of what the first side allows that the other side was not shown to allow.
struct Gap {
  std::vector<const Box*> allows;  ///< one statement of each layer that has been looked at
  const Box* deny = nullptr;       ///< the other side's statement that denies; null: none allows
  QueryResult result;
};

/// Whether every request that `narrow` allows, `wide` allows as well: for each combination x of an
/// Allow from each layer, x less `narrow`'s denies is within each layer of `wide`, and meets no
/// Deny of `wide`. Calls `gap` for each x that is not shown to be; it returns false to stop. With
/// `by_entry` an Allow with a gap is looked at again for each entry of its Action and Resource; the
/// gaps then point to boxes that it keeps.
void FindGaps(Space& space, const Side& narrow, const Side& wide, Reading reading,
              BoxMaker* by_entry, Budget& budget, const std::function<bool(Gap)>& gap);

}  // namespace whittle::access
