#include "catalog/action_set.h"

#include <algorithm>
#include <utility>

namespace whittle::catalog {

namespace {

bool BeginsBefore(const ActionRange& a, const ActionRange& b) { return a.begin < b.begin; }

}  // namespace

ActionSet::ActionSet(ActionRange range) { Append(range); }

bool ActionSet::empty() const { return first_.begin == first_.end && more_.empty(); }

std::span<const ActionRange> ActionSet::ranges() const {
  if (!more_.empty()) return more_;
  return {&first_, first_.begin == first_.end ? size_t{0} : size_t{1}};
}

size_t ActionSet::size() const {
  size_t size = 0;
  for (const ActionRange range : ranges()) size += range.end - range.begin;
  return size;
}

void ActionSet::Append(ActionRange range) {
  if (range.begin == range.end) return;
  if (empty()) {
    first_ = range;
    return;
  }
  ActionRange& last = more_.empty() ? first_ : more_.back();
  if (last.end == range.begin) {
    last.end = range.end;
    return;
  }
  if (more_.empty()) more_.push_back(first_);
  more_.push_back(range);
}

bool ActionSet::Contains(ActionId id) const {
  const auto all = ranges();
  const auto after = std::upper_bound(
      all.begin(), all.end(), id,
      [](ActionId wanted, const ActionRange& range) { return wanted < range.begin; });
  return after != all.begin() && id < (after - 1)->end;
}

bool ActionSet::Covers(const ActionSet& other) const {
  const auto all = ranges();
  const auto theirs = other.ranges();
  return std::all_of(theirs.begin(), theirs.end(), [&](const ActionRange& wanted) {
    // Ranges that touch are one, so that one must hold all of it.
    const auto after = std::upper_bound(
        all.begin(), all.end(), wanted.begin,
        [](ActionId begin, const ActionRange& range) { return begin < range.begin; });
    return after != all.begin() && wanted.end <= (after - 1)->end;
  });
}

bool ActionSet::Intersects(const ActionSet& other) const {
  return !Intersection(*this, other).empty();
}

ActionSet ActionSet::Of(std::vector<ActionRange> ranges) {
  if (!std::is_sorted(ranges.begin(), ranges.end(), BeginsBefore)) {
    std::sort(ranges.begin(), ranges.end(), BeginsBefore);
  }
  ActionSet result;
  ActionId end = 0;
  for (ActionRange range : ranges) {
    range.begin = std::max(range.begin, end);
    if (range.begin >= range.end) continue;
    result.Append(range);
    end = range.end;
  }
  return result;
}

ActionSet ActionSet::Union(const ActionSet& a, const ActionSet& b) {
  std::vector<ActionRange> all(a.ranges().size() + b.ranges().size());
  std::merge(a.ranges().begin(), a.ranges().end(), b.ranges().begin(), b.ranges().end(),
             all.begin(), BeginsBefore);
  return Of(std::move(all));
}

ActionSet ActionSet::Intersection(const ActionSet& a, const ActionSet& b) {
  ActionSet result;
  const auto x = a.ranges();
  const auto y = b.ranges();
  for (size_t i = 0, j = 0; i < x.size() && j < y.size();) {
    const ActionRange both{std::max(x[i].begin, y[j].begin), std::min(x[i].end, y[j].end)};
    if (both.begin < both.end) result.Append(both);
    if (x[i].end < y[j].end) {
      ++i;
    } else {
      ++j;
    }
  }
  return result;
}

ActionSet ActionSet::Difference(const ActionSet& a, const ActionSet& b) {
  ActionSet result;
  const auto cut = b.ranges();
  size_t j = 0;
  for (ActionRange range : a.ranges()) {
    while (j < cut.size() && cut[j].end <= range.begin) ++j;
    for (size_t k = j; k < cut.size() && cut[k].begin < range.end; ++k) {
      if (cut[k].begin > range.begin) result.Append({range.begin, cut[k].begin});
      range.begin = std::min(range.end, std::max(range.begin, cut[k].end));
    }
    if (range.begin < range.end) result.Append(range);
  }
  return result;
}

bool operator==(const ActionSet& a, const ActionSet& b) {
  return std::equal(a.ranges().begin(), a.ranges().end(), b.ranges().begin(), b.ranges().end());
}

}  // namespace whittle::catalog
