// The names of a rule's check elsewhere.
#pragma once

#include <string_view>

#include "lint/rule.h"

namespace whittle::report {

inline constexpr std::string_view kAccessAnalyzer = "access-analyzer";

/// Calls `visit(tool, names)` for each of the six tools, in the contract's order; `names` are
/// separated by blanks and may be empty.
template <typename Visit>
void ForEachAlias(const lint::Aliases& aliases, Visit visit) {
  visit(kAccessAnalyzer, aliases.access_analyzer);
  visit(std::string_view("parliament"), aliases.parliament);
  visit(std::string_view("iam-policy-validator"), aliases.iam_policy_validator);
  visit(std::string_view("cloudsplaining"), aliases.cloudsplaining);
  visit(std::string_view("checkov"), aliases.checkov);
  visit(std::string_view("cfn-lint"), aliases.cfn_lint);
}

/// Calls `visit` with each word of a list separated by blanks.
template <typename Visit>
void ForEachWord(std::string_view words, Visit visit) {
  while (!words.empty()) {
    const size_t end = words.find(' ');
    if (end != 0) visit(words.substr(0, end));
    if (end == std::string_view::npos) return;
    words.remove_prefix(end + 1);
  }
}

}  // namespace whittle::report
