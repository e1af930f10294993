// Rules as people and programs read about them: `whittle rules`, `whittle explain`, docs/rules.
#pragma once

#include <string>

#include "lint/rule.h"

namespace whittle::report {

/// A table of the rules.
[[nodiscard]] std::string RulesText(lint::RuleList rules);
/// All metadata of all rules: `{"version": 1, "rules": [{"name", "group", "level", "scope", …}]}`.
[[nodiscard]] std::string RulesJson(lint::RuleList rules);

/// All that is known of one rule.
[[nodiscard]] std::string ExplainText(const lint::Rule& rule);
[[nodiscard]] std::string ExplainJson(const lint::Rule& rule);
/// The rule's page in docs/rules.
[[nodiscard]] std::string ExplainMarkdown(const lint::Rule& rule);
/// What stands below the page's heading: why, what to do, examples, the check elsewhere, source.
[[nodiscard]] std::string HelpMarkdown(const lint::RuleInfo& info);
/// The index page of docs/rules.
[[nodiscard]] std::string RulesMarkdown(lint::RuleList rules);

}  // namespace whittle::report
