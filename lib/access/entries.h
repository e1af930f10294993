// Statements with one list changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "access/space.h"

namespace whittle::access {

/// A list whose entries can be asked about.
enum class ListPart : uint8_t { kAction, kResource, kPrincipal, kCondition };

/// A place in a list: entry `entry` of the element, or of the values of condition `condition`.
struct EntryRef {
  ListPart part = ListPart::kAction;
  size_t condition = 0;
  size_t entry = 0;
};

/// How many entries a list has (0: no such list), and whether it says what is excluded.
struct ListShape {
  size_t count = 0;
  bool negated = false;
};
[[nodiscard]] ListShape ShapeOf(const policy::Statement& statement, ListPart part,
                                size_t condition = 0);

/// Makes and keeps boxes.
class BoxMaker {
 public:
  explicit BoxMaker(Space& space) : space_(space) {}

  /// The box with only that entry in the list, or with all but it; null: no such entry.
  [[nodiscard]] const Box* WithEntries(const Box& box, EntryRef entry, bool only);

 private:
  Space& space_;
  std::deque<Box> boxes_;
  std::deque<std::vector<policy::Principal>> principals_;
};

}  // namespace whittle::access
