#include "policy/pattern.h"

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "text/ascii.h"

namespace whittle::policy {

namespace {

using text::ToLower;

bool Same(char a, char b, Case letter_case) {
  return a == b || (letter_case == Case::kInsensitive && ToLower(a) == ToLower(b));
}

std::string Folded(std::string_view text, Case letter_case) {
  std::string out(text);
  if (letter_case == Case::kInsensitive) {
    for (char& c : out) c = ToLower(c);
  }
  return out;
}

/// Positions of `wide` that are live, each followed through its stars.
using Live = std::u32string;

void AddLive(const std::string& wide, size_t at, Live& live) {
  while (live.find(static_cast<char32_t>(at)) == Live::npos) {
    live.push_back(static_cast<char32_t>(at));
    if (at >= wide.size() || wide[at] != '*') return;
    ++at;
  }
}

/// The positions after one more character; `other` stands for a character that `wide` nowhere
/// spells.
Live Step(const std::string& wide, const Live& live, char c, bool other) {
  Live next;
  for (const char32_t at : live) {
    if (at >= wide.size()) continue;
    if (wide[at] == '*') {
      AddLive(wide, at, next);
    } else if (wide[at] == '?' || (!other && wide[at] == c)) {
      AddLive(wide, at + 1, next);
    }
  }
  return next;
}

/// Exact containment: walks `narrow` and the subset automaton of `wide` side by side. Patterns
/// that would need more states than the cap are called not covered.
bool CoversSlowly(const std::string& wide, const std::string& narrow) {
  constexpr size_t kMaxStates = 20000;
  std::string letters;
  for (const char c : wide) {
    if (c != '*' && c != '?' && letters.find(c) == std::string::npos) letters += c;
  }
  Live start;
  AddLive(wide, 0, start);
  std::set<std::pair<size_t, Live>> seen;
  std::vector<std::pair<size_t, Live>> pending{{0, start}};
  while (!pending.empty()) {
    auto state = std::move(pending.back());
    pending.pop_back();
    if (!seen.insert(state).second) continue;
    if (seen.size() > kMaxStates) return false;
    const auto& [at, live] = state;
    if (live.empty()) return false;  // what has been read so far can be completed, but not by wide
    if (at == narrow.size()) {
      if (live.find(static_cast<char32_t>(wide.size())) == Live::npos) return false;
      continue;
    }
    const char c = narrow[at];
    if (c != '*' && c != '?') {
      pending.emplace_back(at + 1, Step(wide, live, c, false));
      continue;
    }
    const size_t after = c == '*' ? at : at + 1;
    if (c == '*') pending.emplace_back(at + 1, live);
    pending.emplace_back(after, Step(wide, live, 0, true));
    for (const char letter : letters) {
      pending.emplace_back(after, Step(wide, live, letter, false));
    }
  }
  return true;
}

/// A letter that patterns hardly spell.
constexpr std::string_view kUnspelled = "\x01";

/// A string that the pattern matches: each star stands for `star`, each `?` for kUnspelled.
std::string Filled(std::string_view pattern, std::string_view star) {
  std::string text;
  for (const char c : pattern) {
    if (c == '*') {
      text += star;
    } else if (c == '?') {
      text += kUnspelled;
    } else {
      text += c;
    }
  }
  return text;
}

/// What stands in the text that is matched.
enum class Stars : uint8_t {
  kLetters,  ///< the text's own stars are letters like others
  kStars,    ///< only stars match them
};

/// Greedy matching with the last star to go back to.
template <Case kCase, Stars kText>
bool MatchGreedily(std::string_view pattern, std::string_view text) {
  const auto folded = [](char c) { return kCase == Case::kInsensitive ? ToLower(c) : c; };
  size_t p = 0;
  size_t t = 0;
  size_t star = std::string_view::npos;
  size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() &&
               ((pattern[p] == '?' && !(kText == Stars::kStars && text[t] == '*')) ||
                folded(pattern[p]) == folded(text[t]))) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      ++resume;
      // On to where what follows the star may begin.
      if (p < pattern.size() && pattern[p] != '?' && pattern[p] != '*') {
        const char next = folded(pattern[p]);
        while (resume < text.size() && folded(text[resume]) != next) ++resume;
      }
      t = resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

template <Stars kText>
bool MatchGreedily(std::string_view pattern, std::string_view text, Case letter_case) {
  return letter_case == Case::kInsensitive ? MatchGreedily<Case::kInsensitive, kText>(pattern, text)
                                           : MatchGreedily<Case::kSensitive, kText>(pattern, text);
}

}  // namespace

bool Matches(std::string_view pattern, std::string_view text, Case letter_case) {
  return MatchGreedily<Stars::kLetters>(pattern, text, letter_case);
}

bool Covers(std::string_view wide, std::string_view narrow, Case letter_case) {
  const size_t wildcard = FindWildcard(wide);
  if (wildcard == std::string_view::npos) {
    return wide.size() == narrow.size() && !HasWildcard(narrow) &&
           Matches(wide, narrow, letter_case);
  }
  // Put a letter that neither pattern spells in the place of each wildcard of the narrow one: only
  // a star of the wide one can match it, and a star that does matches whatever the wildcard stands
  // for. So without `?` in the wide one, to match is to cover.
  if (wide.find('?') == std::string_view::npos || !HasWildcard(narrow)) {
    return Matches(wide, narrow, letter_case);
  }
  // A literal beginning of the wide one must be spelled out by the narrow one, too.
  if (FindWildcard(narrow) < wildcard) return false;
  if (!Matches(wide.substr(0, wildcard), narrow.substr(0, wildcard), letter_case)) return false;
  // A string that the narrow one matches, and the wide one does not, settles most.
  if (!Matches(wide, Filled(narrow, ""), letter_case) ||
      !Matches(wide, Filled(narrow, kUnspelled), letter_case)) {
    return false;
  }
  // Wildcard for wildcard: proves what is so in practice, and never more.
  if (MatchGreedily<Stars::kStars>(wide, narrow, letter_case)) return true;
  return CoversSlowly(Folded(wide.substr(wildcard), letter_case),
                      Folded(narrow.substr(wildcard), letter_case));
}

bool Intersect(std::string_view a, std::string_view b, Case letter_case) {
  // reach[j]: some string is matched by the first i characters of a and the first j of b.
  std::vector<char> reach(b.size() + 1, 0);
  std::vector<char> next(b.size() + 1, 0);
  reach[0] = 1;
  for (size_t j = 0; j < b.size() && b[j] == '*'; ++j) reach[j + 1] = 1;
  for (size_t i = 0; i < a.size(); ++i) {
    next[0] = a[i] == '*' ? reach[0] : 0;
    for (size_t j = 0; j < b.size(); ++j) {
      bool both = false;
      if (a[i] == '*') both = reach[j + 1] != 0 || next[j] != 0;
      if (b[j] == '*') both = both || next[j] != 0 || reach[j + 1] != 0;
      if (a[i] != '*' && b[j] != '*') {
        both = reach[j] != 0 && (a[i] == '?' || b[j] == '?' || Same(a[i], b[j], letter_case));
      }
      next[j + 1] = both ? 1 : 0;
    }
    std::swap(reach, next);
  }
  return reach[b.size()] != 0;
}

bool EqualsIgnoreCase(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (ToLower(a[i]) != ToLower(b[i])) return false;
  }
  return true;
}

bool StartsWithIgnoreCase(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && EqualsIgnoreCase(text.substr(0, prefix.size()), prefix);
}

}  // namespace whittle::policy
