#include "text/spelling.h"

#include <algorithm>

namespace whittle::text {

namespace {

char Fold(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

size_t EditDistance(std::string_view a, std::string_view b, size_t most) {
  if (a.size() > b.size() + most || b.size() > a.size() + most) return most + 1;
  std::vector<size_t> before(b.size() + 1);
  std::vector<size_t> row(b.size() + 1);
  std::vector<size_t> next(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    size_t least = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t changed = Fold(a[i - 1]) == Fold(b[j - 1]) ? 0 : 1;
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + changed});
      if (i > 1 && j > 1 && Fold(a[i - 1]) == Fold(b[j - 2]) && Fold(a[i - 2]) == Fold(b[j - 1])) {
        next[j] = std::min(next[j], before[j - 2] + 1);
      }
      least = std::min(least, next[j]);
    }
    if (least > most) return most + 1;
    std::swap(before, row);
    std::swap(row, next);
  }
  return std::min(row[b.size()], most + 1);
}

Nearest::Nearest(std::string_view wanted)
    : wanted_(wanted),
      tolerance_(wanted.size() < 5    ? 1
                 : wanted.size() < 12 ? 2
                                      : 3) {}

void Nearest::Consider(std::string_view candidate, std::string_view shown) {
  const size_t distance = EditDistance(wanted_, candidate, tolerance_);
  if (distance <= tolerance_) found_.emplace(distance, shown);
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
