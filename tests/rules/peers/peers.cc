#include "tests/rules/peers/peers.h"

#include <gtest/gtest.h>

#include "lint/linter.h"
#include "rules/registry.h"

namespace whittle::peers {

Names Lint(const std::string& text, std::optional<policy::Type> type) {
  static const lint::Linter linter(rules::All(), catalog::Catalog::BuiltIn(), {});
  documents::ReadOptions options;
  options.type = type;
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<text::Source>("p.json", text));
  Names names;
  for (const lint::Finding& finding : linter.Run(std::move(sources), options).findings) {
    names.emplace(finding.rule->name);
  }
  return names;
}

std::string Policy(const std::vector<std::string>& statements) {
  std::string text = R"({"Version": "2012-10-17", "Statement": [)";
  for (size_t i = 0; i < statements.size(); ++i) {
    text += (i == 0 ? "{" : ", {") + statements[i] + "}";
  }
  return text + "]}";
}

void ExpectJust(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    EXPECT_EQ(Lint(Policy({one.statement}), one.type), one.wanted) << one.name << "\n"
                                                                   << one.statement;
  }
}

}  // namespace whittle::peers
