// Entries of one list that cover each other.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "policy/pattern.h"

namespace whittle::rules {

/// One entry of a list: its text, and its place in the list.
struct ListEntry {
  std::string_view text;
  uint32_t index = 0;
};

/// A connected group: `members` are indices of the list in order, the covering entries included;
/// `needless` are those of them that may go, each covered by one that stays.
struct CoverGroup {
  std::vector<uint32_t> members;
  std::vector<uint32_t> needless;
};

/// The groups of entries of which each is covered by another of its group, or covers one, as
/// Access Analyzer groups them: two entries belong together when one matches all that the other
/// does. Near-linear: entries are sorted, and a wildcard looks only at those that begin as it does.
[[nodiscard]] std::vector<CoverGroup> FindCoverGroups(std::vector<ListEntry> entries,
                                                      policy::Case letter_case);

}  // namespace whittle::rules
