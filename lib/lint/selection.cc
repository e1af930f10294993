#include "lint/selection.h"

#include <algorithm>
#include <utility>

namespace whittle::lint {

namespace {

bool Names(const RuleInfo& rule, std::string_view word) {
  return word == rule.name || word == rule.group || word == ToString(rule.level);
}

}  // namespace

bool Selects(const Selection& selection, const RuleInfo& rule) {
  const auto names = [&rule](const std::string& word) { return Names(rule, word); };
  const bool selected = selection.select.empty() ||
                        std::any_of(selection.select.begin(), selection.select.end(), names);
  return selected && std::none_of(selection.ignore.begin(), selection.ignore.end(), names);
}

namespace {

/// Letters to change, add or drop to make one word of the other.
size_t Distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row[b.size()];
}

bool IsKnown(RuleList rules, std::string_view word) {
  if (ParseLevel(word)) return true;
  return std::any_of(rules.begin(), rules.end(),
                     [word](const Rule* rule) { return Names(rule->info, word); });
}

}  // namespace

std::vector<std::string> NearNames(RuleList rules, std::string_view word) {
  std::vector<std::pair<size_t, std::string_view>> near;
  const auto consider = [&](std::string_view name) {
    const size_t distance = Distance(word, name);
    if (distance <= 2 + name.size() / 6) near.emplace_back(distance, name);
  };
  for (const Rule* rule : rules) {
    consider(rule->info.name);
    consider(rule->info.group);
  }
  for (size_t level = 0; level < 4; ++level) consider(ToString(static_cast<Level>(level)));
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  std::vector<std::string> names;
  for (const auto& [distance, name] : near) {
    if (names.size() == 3) break;
    names.emplace_back(name);
  }
  return names;
}

std::optional<SelectionError> CheckSelection(RuleList rules, const Selection& selection) {
  for (const auto* words : {&selection.select, &selection.ignore}) {
    for (const std::string& word : *words) {
      if (!IsKnown(rules, word)) return SelectionError{word, NearNames(rules, word)};
    }
  }
  return std::nullopt;
}

}  // namespace whittle::lint
