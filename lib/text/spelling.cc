#include "text/spelling.h"

#include <algorithm>
#include <array>
#include <bitset>

#include "text/ascii.h"

namespace whittle::text {

namespace {

/// Which letters a text holds, upper and lower case alike: a bit for each remainder by 32.
uint32_t LettersOf(std::string_view text) {
  uint32_t letters = 0;
  for (const char c : text) letters |= 1U << (static_cast<uint8_t>(c) & 31U);
  return letters;
}

/// How many letters stand in `a` alone.
size_t CountOnlyIn(uint32_t a, uint32_t b) { return std::bitset<32>(a & ~b).count(); }

}  // namespace

size_t EditDistance(std::string_view a, std::string_view b, size_t most) {
  if (a.size() > b.size() + most || b.size() > a.size() + most) return most + 1;
  // What both begin and end with costs nothing.
  while (!a.empty() && !b.empty() && ToLower(a.front()) == ToLower(b.front())) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && ToLower(a.back()) == ToLower(b.back())) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  // Three rows, and of each only the band of `most` around the diagonal (Ukkonen 1985).
  const size_t far = most + 1;
  // Names are short; only what nobody would write needs memory of its own.
  std::array<size_t, size_t{3} * 65> few;
  std::vector<size_t> many;
  const size_t cells = 3 * (b.size() + 1);
  if (cells > few.size()) many.resize(cells);
  size_t* before = many.empty() ? few.data() : many.data();
  std::fill_n(before, cells, far);
  size_t* row = before + b.size() + 1;
  size_t* next = row + b.size() + 1;
  for (size_t j = 0; j <= std::min(b.size(), most); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    const size_t low = i > most ? i - most : 0;
    const size_t high = std::min(b.size(), i + most);
    if (low > 0) next[low - 1] = far;
    if (high < b.size()) next[high + 1] = far;
    size_t least = far;
    for (size_t j = low; j <= high; ++j) {
      if (j == 0) {
        next[j] = i;
      } else {
        const size_t changed = ToLower(a[i - 1]) == ToLower(b[j - 1]) ? 0 : 1;
        next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + changed});
        if (i > 1 && j > 1 && ToLower(a[i - 1]) == ToLower(b[j - 2]) &&
            ToLower(a[i - 2]) == ToLower(b[j - 1])) {
          next[j] = std::min(next[j], before[j - 2] + 1);
        }
      }
      least = std::min(least, next[j]);
    }
    if (least > most) return far;
    std::swap(before, row);
    std::swap(row, next);
  }
  return std::min(row[b.size()], far);
}

Nearest::Nearest(std::string_view wanted)
    : wanted_(wanted),
      letters_(LettersOf(wanted)),
      tolerance_(wanted.size() < 5    ? 1
                 : wanted.size() < 12 ? 2
                                      : 3) {}

std::optional<size_t> Nearest::DistanceTo(std::string_view candidate) const {
  // One edit brings or takes one letter at most, which spares nearly all candidates the full look.
  const uint32_t letters = LettersOf(candidate);
  if (CountOnlyIn(letters, letters_) > tolerance_ || CountOnlyIn(letters_, letters) > tolerance_) {
    return std::nullopt;
  }
  const size_t distance = EditDistance(wanted_, candidate, tolerance_);
  return distance <= tolerance_ ? std::optional(distance) : std::nullopt;
}

void Nearest::Consider(std::string_view candidate, std::string_view shown) {
  if (const auto distance = DistanceTo(candidate)) found_.emplace(*distance, shown);
}

void Nearest::Add(size_t distance, std::string_view shown) { found_.emplace(distance, shown); }

std::vector<std::string> Nearest::Take(size_t most) const {
  std::vector<std::string> names;
  for (const auto& [distance, name] : found_) {
    if (names.size() == most) break;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

std::string DidYouMean(const std::vector<std::string>& names) {
  if (names.empty()) return {};
  std::string text = "; did you mean ";
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += "`" + names[i] + "`";
  }
  return text + "?";
}

}  // namespace whittle::text
