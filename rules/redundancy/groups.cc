#include "rules/redundancy/groups.h"

#include <algorithm>
#include <map>
#include <memory>
#include <numeric>
#include <span>
#include <utility>

namespace whittle::rules {

namespace {

/// Brings the entries' texts into one buffer, in the letter case that counts, so that sorting
/// compares plain memory.
std::unique_ptr<char[]> Fold(std::vector<ListEntry>& entries) {
  size_t size = 0;
  for (const ListEntry& entry : entries) size += entry.text.size();
  std::unique_ptr<char[]> folded(new char[size]);
  char* next = folded.get();
  for (ListEntry& entry : entries) {
    char* const begin = next;
    for (const char c : entry.text) {
      *next++ = static_cast<char>(c | (c >= 'A' && c <= 'Z' ? 'a' - 'A' : 0));
    }
    entry.text = {begin, entry.text.size()};
  }
  return folded;
}

bool Before(const ListEntry& a, const ListEntry& b) {
  const int order = a.text.compare(b.text);
  return order != 0 ? order < 0 : a.index < b.index;
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

/// Pairs of places in the sorted list: the first covers the second.
using Joined = std::vector<std::pair<size_t, size_t>>;

/// Notes which of the sorted entries number `at` covers; its first wildcard is at `wildcard`.
void JoinCovered(std::span<const ListEntry> entries, size_t at, size_t wildcard, Joined& joined) {
  const std::string_view wide = entries[at].text;
  const std::string_view prefix = wide.substr(0, wildcard);
  const auto begins_so = [&](const ListEntry& entry) {
    return entry.text.substr(0, prefix.size()) == prefix;
  };
  // The range of entries with the prefix, found from where the entry itself stands.
  size_t begin = at;
  while (begin > 0 && begins_so(entries[begin - 1])) --begin;
  size_t end = at + 1;
  while (end < entries.size() && begins_so(entries[end])) ++end;
  if (end - begin == 1) return;
  // What follows the prefix must cover what follows it there, and end as it ends.
  const std::string_view rest = wide.substr(prefix.size());
  const std::string_view literal = LongestLiteral(rest);
  const char last = rest.back();
  const bool any_last = last == '*' || last == '?';
  for (size_t i = begin; i < end; ++i) {
    if (i == at || (!any_last && !entries[i].text.ends_with(last))) continue;
    const std::string_view narrow = entries[i].text.substr(prefix.size());
    if (narrow.find(literal) == std::string_view::npos) continue;
    if (policy::Covers(rest, narrow, policy::Case::kSensitive)) joined.emplace_back(at, i);
  }
}

}  // namespace

std::vector<CoverGroup> FindCoverGroups(std::vector<ListEntry> entries, policy::Case letter_case) {
  if (entries.size() < 2) return {};
  std::unique_ptr<char[]> folded;
  if (letter_case == policy::Case::kInsensitive) folded = Fold(entries);
  // People keep long lists in order.
  if (!std::is_sorted(entries.begin(), entries.end(), Before)) {
    std::sort(entries.begin(), entries.end(), Before);
  }
  Joined joined;
  for (size_t i = 0; i < entries.size(); ++i) {
    const std::string_view wide = entries[i].text;
    if (i > 0 && wide == entries[i - 1].text) joined.emplace_back(i - 1, i);
    const size_t wildcard = policy::FindWildcard(wide);
    if (wildcard != std::string_view::npos) JoinCovered(entries, i, wildcard, joined);
  }
  if (joined.empty()) return {};

  Groups groups(entries.size());
  std::vector<char> needless(entries.size(), 0);
  for (const auto& [wide, narrow] : joined) {
    groups.Join(static_cast<uint32_t>(wide), static_cast<uint32_t>(narrow));
    // Of entries that cover each other the first stays.
    const bool mutual =
        entries[wide].text == entries[narrow].text ||
        (policy::HasWildcard(entries[narrow].text) &&
         policy::Covers(entries[narrow].text, entries[wide].text, policy::Case::kSensitive));
    const bool narrow_goes = !mutual || entries[wide].index < entries[narrow].index;
    needless[narrow_goes ? narrow : wide] = 1;
  }
  std::map<uint32_t, CoverGroup> by_root;
  std::vector<uint32_t> order(entries.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&](uint32_t a, uint32_t b) { return entries[a].index < entries[b].index; });
  for (const uint32_t i : order) {
    CoverGroup& group = by_root[groups.Find(i)];
    group.members.push_back(entries[i].index);
    if (needless[i] != 0) group.needless.push_back(entries[i].index);
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
