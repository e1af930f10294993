// A set of catalogue actions as sorted, disjoint ranges of ids.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace whittle::catalog {

/// Index of an action in the catalogue: sorted by service prefix, then by name in lower case.
using ActionId = uint32_t;

/// Half-open range of action ids.
struct ActionRange {
  ActionId begin = 0;
  ActionId end = 0;
  friend bool operator==(const ActionRange&, const ActionRange&) = default;
};

/// A set of actions. One range, the usual case, needs no allocation.
class ActionSet {
 public:
  ActionSet() = default;
  explicit ActionSet(ActionRange range);

  [[nodiscard]] bool empty() const;
  [[nodiscard]] size_t size() const;  ///< number of actions
  [[nodiscard]] bool Contains(ActionId id) const;
  [[nodiscard]] bool Covers(const ActionSet& other) const;
  [[nodiscard]] bool Intersects(const ActionSet& other) const;
  [[nodiscard]] std::span<const ActionRange> ranges() const;

  /// Appends a range that begins at or after the end of the last one.
  void Append(ActionRange range);

  /// The union of ranges in any order, which may overlap.
  [[nodiscard]] static ActionSet Of(std::vector<ActionRange> ranges);
  [[nodiscard]] static ActionSet Union(const ActionSet& a, const ActionSet& b);
  [[nodiscard]] static ActionSet Intersection(const ActionSet& a, const ActionSet& b);
  [[nodiscard]] static ActionSet Difference(const ActionSet& a, const ActionSet& b);

  friend bool operator==(const ActionSet& a, const ActionSet& b);

 private:
  ActionRange first_;              ///< the only range while `more_` is empty
  std::vector<ActionRange> more_;  ///< all ranges once there are two
};

}  // namespace whittle::catalog
