#include "lint/selection.h"

#include <algorithm>

#include "text/spelling.h"

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

bool IsKnown(RuleList rules, std::string_view word) {
  if (ParseLevel(word)) return true;
  return std::any_of(rules.begin(), rules.end(),
                     [word](const Rule* rule) { return Names(rule->info, word); });
}

}  // namespace

std::vector<std::string> NearNames(RuleList rules, std::string_view word) {
  text::Nearest nearest(word);
  for (const Rule* rule : rules) {
    nearest.Consider(rule->info.name);
    nearest.Consider(rule->info.group);
  }
  for (size_t level = 0; level < 4; ++level) nearest.Consider(ToString(static_cast<Level>(level)));
  return nearest.Take();
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
