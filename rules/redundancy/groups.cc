#include "rules/redundancy/groups.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

namespace whittle::rules {

namespace {

/// The entries' texts in one buffer, in the letter case that counts, so that sorting compares
/// plain memory.
std::string Fold(std::vector<ListEntry>& entries, policy::Case letter_case) {
  std::string folded;
  if (letter_case == policy::Case::kSensitive) return folded;
  size_t size = 0;
  for (const ListEntry& entry : entries) size += entry.text.size();
  folded.reserve(size);
  for (ListEntry& entry : entries) {
    const size_t begin = folded.size();
    for (const char c : entry.text) {
      folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    entry.text = std::string_view(folded).substr(begin);
  }
  return folded;
}

/// The longest stretch between wildcards behind the first one: what the pattern covers must hold
/// it.
std::string_view LongestLiteral(std::string_view pattern) {
  std::string_view longest;
  for (size_t begin = policy::FindWildcard(pattern); begin < pattern.size();) {
    ++begin;
    const size_t length =
        std::min(policy::FindWildcard(pattern.substr(begin)), pattern.size() - begin);
    if (length > longest.size()) longest = pattern.substr(begin, length);
    begin += length;
  }
  return longest;
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
  const std::string folded = Fold(entries, letter_case);
  std::sort(entries.begin(), entries.end(), [](const ListEntry& a, const ListEntry& b) {
    const int order = a.text.compare(b.text);
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
    if (i > 0 && wide == entries[i - 1].text) join(i - 1, i);
    const size_t wildcard = policy::FindWildcard(wide);
    if (wildcard == std::string_view::npos) continue;
    const std::string_view prefix = wide.substr(0, wildcard);
    auto at =
        static_cast<size_t>(std::lower_bound(entries.begin(), entries.end(), prefix,
                                             [](const ListEntry& entry, std::string_view wanted) {
                                               return entry.text.substr(0, wanted.size()) < wanted;
                                             }) -
                            entries.begin());
    const std::string_view literal = LongestLiteral(wide);
    for (; at < entries.size(); ++at) {
      const std::string_view narrow = entries[at].text;
      if (narrow.substr(0, prefix.size()) != prefix) break;
      if (at == i || narrow.find(literal, prefix.size()) == std::string_view::npos) continue;
      if (policy::Covers(wide, narrow, policy::Case::kSensitive)) join(i, at);
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
