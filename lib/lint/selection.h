// Which rules run.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rule.h"

namespace whittle::lint {

/// Words of --select and --ignore: names of rules, groups and levels. `select` empty: all rules.
struct Selection {
  std::vector<std::string> select;
  std::vector<std::string> ignore;
};

/// Whether the rule runs: named by `select`, not by `ignore`. A level names the rules whose usual
/// level it is.
[[nodiscard]] bool Selects(const Selection& selection, const RuleInfo& rule);

/// The first word that is no rule, group or level, with near names for "did you mean".
struct SelectionError {
  std::string word;
  std::vector<std::string> near;
};
[[nodiscard]] std::optional<SelectionError> CheckSelection(RuleList rules,
                                                           const Selection& selection);

/// Rules, groups and levels that are spelled much like `word`, nearest first, at most three.
[[nodiscard]] std::vector<std::string> NearNames(RuleList rules, std::string_view word);

}  // namespace whittle::lint
