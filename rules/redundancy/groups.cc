#include "rules/redundancy/groups.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace whittle::rules {

namespace {

char Fold(char c, policy::Case letter_case) {
  return letter_case == policy::Case::kInsensitive && c >= 'A' && c <= 'Z'
             ? static_cast<char>(c - 'A' + 'a')
             : c;
}

int Compare(std::string_view a, std::string_view b, policy::Case letter_case) {
  const size_t common = std::min(a.size(), b.size());
  for (size_t i = 0; i < common; ++i) {
    const auto x = static_cast<unsigned char>(Fold(a[i], letter_case));
    const auto y = static_cast<unsigned char>(Fold(b[i], letter_case));
    if (x != y) return x < y ? -1 : 1;
  }
  return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

/// Disjoint sets of list indices.
class Groups {
 public:
  explicit Groups(size_t size) : parents_(size) { std::iota(parents_.begin(), parents_.end(), 0U); }
  uint32_t Find(uint32_t i) {
    while (parents_[i] != i) i = parents_[i] = parents_[parents_[i]];
    return i;
  }
  void Join(uint32_t a, uint32_t b) { parents_[Find(a)] = Find(b); }

 private:
  std::vector<uint32_t> parents_;
};

}  // namespace

std::vector<CoverGroup> FindCoverGroups(std::vector<ListEntry> entries, policy::Case letter_case) {
  if (entries.size() < 2) return {};
  std::sort(entries.begin(), entries.end(), [&](const ListEntry& a, const ListEntry& b) {
    const int order = Compare(a.text, b.text, letter_case);
    return order != 0 ? order < 0 : a.index < b.index;
  });
  Groups groups(entries.size());
  std::vector<char> covered(entries.size(), 0);
  bool any = false;
  const auto join = [&](size_t wide, size_t narrow) {
    groups.Join(static_cast<uint32_t>(wide), static_cast<uint32_t>(narrow));
    covered[narrow] = 1;
    any = true;
  };
  for (size_t i = 0; i < entries.size(); ++i) {
    const std::string_view wide = entries[i].text;
    if (i > 0 && Compare(wide, entries[i - 1].text, letter_case) == 0) join(i - 1, i);
    const size_t wildcard = wide.find_first_of("*?");
    if (wildcard == std::string_view::npos) continue;
    const std::string_view prefix = wide.substr(0, wildcard);
    const auto begins_before = [&](const ListEntry& entry, std::string_view wanted) {
      return Compare(entry.text.substr(0, wanted.size()), wanted, letter_case) < 0;
    };
    auto at = static_cast<size_t>(
        std::lower_bound(entries.begin(), entries.end(), prefix, begins_before) - entries.begin());
    for (; at < entries.size(); ++at) {
      const std::string_view narrow = entries[at].text;
      if (Compare(narrow.substr(0, prefix.size()), prefix, letter_case) != 0) break;
      if (at != i && policy::Covers(wide, narrow, letter_case)) join(i, at);
    }
  }
  if (!any) return {};

  std::map<uint32_t, CoverGroup> by_root;
  std::vector<uint32_t> order(entries.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&](uint32_t a, uint32_t b) { return entries[a].index < entries[b].index; });
  for (const uint32_t i : order) {
    CoverGroup& group = by_root[groups.Find(i)];
    group.members.push_back(entries[i].index);
    if (covered[i] != 0) group.covered = entries[i].index;
  }
  std::vector<CoverGroup> found;
  for (auto& [root, group] : by_root) {
    if (group.members.size() > 1) found.push_back(std::move(group));
  }
  std::sort(found.begin(), found.end(),
            [](const CoverGroup& a, const CoverGroup& b) { return a.members[0] < b.members[0]; });
  return found;
}

}  // namespace whittle::rules
