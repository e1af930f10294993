#include "access/subtract.h"

#include <algorithm>
#include <utility>

namespace whittle::access {

namespace {

/// A part of the box still to be looked at, and the covers that may touch it.
struct Pending {
  CellBox box;
  std::vector<const CellBox*> covers;
};

/// How a cover meets a box.
struct Meeting {
  bool touches = true;
  size_t open = 0;   ///< number of dimensions that it does not cover
  size_t which = 0;  ///< the last of them
};

Meeting Meet(const CellBox& box, const CellBox& cover) {
  Meeting meeting;
  for (size_t d = 0; d < box.size(); ++d) {
    if (!box[d].Intersects(cover[d])) return {false, 0, 0};
    if (!box[d].Within(cover[d])) {
      ++meeting.open;
      meeting.which = d;
    }
  }
  return meeting;
}

}  // namespace

Remainder Subtract(CellBox box, const std::vector<const CellBox*>& covers, Budget& budget) {
  std::vector<Pending> pending;
  pending.push_back({std::move(box), covers});
  while (!pending.empty()) {
    Pending now = std::move(pending.back());
    pending.pop_back();
    bool gone = false;
    const CellBox* branch = nullptr;
    for (bool again = true; again && !gone;) {
      again = false;
      branch = nullptr;
      size_t fewest = SIZE_MAX;
      std::vector<const CellBox*> left;
      for (const CellBox* cover : now.covers) {
        if (!budget.Spend(4 + now.box.size())) return {true, std::nullopt};
        const Meeting meeting = Meet(now.box, *cover);
        if (!meeting.touches) continue;
        if (meeting.open == 0) {
          gone = true;
          break;
        }
        if (meeting.open == 1) {
          now.box[meeting.which].AndNot((*cover)[meeting.which]);
          again = true;
          continue;
        }
        left.push_back(cover);
        if (meeting.open < fewest) {
          fewest = meeting.open;
          branch = cover;
        }
      }
      now.covers = std::move(left);
    }
    if (gone) continue;
    if (branch == nullptr) return {false, std::move(now.box)};
    now.covers.erase(std::find(now.covers.begin(), now.covers.end(), branch));
    for (size_t d = 0; d < now.box.size(); ++d) {
      if (now.box[d].Within((*branch)[d])) continue;
      Pending part = now;
      part.box[d].AndNot((*branch)[d]);
      pending.push_back(std::move(part));
      now.box[d].And((*branch)[d]);
    }
  }
  return {false, std::nullopt};
}

}  // namespace whittle::access
