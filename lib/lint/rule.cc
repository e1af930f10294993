#include "lint/rule.h"

#include <algorithm>
#include <array>

namespace whittle::lint {

namespace {

constexpr std::array<std::string_view, 4> kLevelNames = {"error", "security-warning", "warning",
                                                         "suggestion"};

}  // namespace

std::string_view ToString(Level level) { return kLevelNames[static_cast<size_t>(level)]; }

std::optional<Level> ParseLevel(std::string_view name) {
  const auto* it = std::find(kLevelNames.begin(), kLevelNames.end(), name);
  if (it == kLevelNames.end()) return std::nullopt;
  return static_cast<Level>(it - kLevelNames.begin());
}

std::string_view ToString(Scope scope) {
  switch (scope) {
    case Scope::kPolicy:
      return "policy";
    case Scope::kPrincipal:
      return "principal";
    case Scope::kRun:
      return "run";
  }
  return {};
}

const Rule* FindRule(RuleList rules, std::string_view name) {
  const auto it = std::lower_bound(
      rules.begin(), rules.end(), name,
      [](const Rule* rule, std::string_view wanted) { return rule->info.name < wanted; });
  return it != rules.end() && (*it)->info.name == name ? *it : nullptr;
}

}  // namespace whittle::lint
