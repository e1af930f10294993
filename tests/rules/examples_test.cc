// Every rule's own metadata and examples, as tests.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>

#include "lint/linter.h"
#include "rules/registry.h"

namespace whittle {
namespace {

std::vector<std::string> FindingsOf(const lint::Example& example) {
  const lint::Linter linter(rules::All(), catalog::Catalog::BuiltIn(), {});
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<text::Source>("example.json", std::string(example.text)));
  documents::ReadOptions options;
  options.type = example.type;
  options.resource_type = example.resource_type;
  options.named = true;
  const lint::Report report = linter.Run(std::move(sources), options);
  std::vector<std::string> names;
  for (const lint::Finding& finding : report.findings) {
    names.push_back(std::string(finding.rule->name) + ": " + finding.message);
  }
  return names;
}

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

class EveryRule : public testing::TestWithParam<const lint::Rule*> {};

TEST_P(EveryRule, HasWholeMetadata) {
  const lint::RuleInfo& info = GetParam()->info;
  EXPECT_FALSE(info.group.empty());
  EXPECT_FALSE(info.summary.empty());
  EXPECT_FALSE(info.why.empty());
  EXPECT_FALSE(info.fix.empty());
  EXPECT_EQ(info.source.substr(0, 8), "https://");
  EXPECT_NE(info.summary.back(), '.');
  EXPECT_EQ(info.why.back(), '.');
  EXPECT_EQ(info.fix.back(), '.');
  for (const char c : info.name) {
    EXPECT_TRUE((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-') << info.name;
  }
  const int checks = (GetParam()->check_policy != nullptr ? 1 : 0) +
                     (GetParam()->check_principal != nullptr ? 1 : 0) +
                     (GetParam()->check_run != nullptr ? 1 : 0);
  EXPECT_EQ(checks, info.retired ? 0 : 1);
}

TEST_P(EveryRule, BadExampleGivesExactlyThisFinding) {
  if (GetParam()->info.retired) return;  // it has none
  const auto found = FindingsOf(GetParam()->info.bad);
  ASSERT_EQ(found.size(), 1U) << Joined(found);
  EXPECT_EQ(found[0].substr(0, found[0].find(':')), GetParam()->info.name) << found[0];
}

TEST_P(EveryRule, GoodExampleGivesNone) {
  if (GetParam()->info.retired) return;
  const auto found = FindingsOf(GetParam()->info.good);
  EXPECT_TRUE(found.empty()) << Joined(found);
}

/// The stretch in which two texts differ.
size_t Difference(std::string_view a, std::string_view b) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  return std::max(a.size(), b.size());
}

TEST_P(EveryRule, ExamplesDifferByASmallEdit) {
  if (GetParam()->info.retired) return;
  const size_t difference = Difference(GetParam()->info.bad.text, GetParam()->info.good.text);
  EXPECT_GT(difference, 0U);
  EXPECT_LE(difference, 80U);
}

TEST_P(EveryRule, StandsInItsGroupsFolder) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(WHITTLE_SOURCE_DIR) / "rules" / GetParam()->info.group;
  const std::string wanted = "\"" + std::string(GetParam()->info.name) + "\"";
  bool found = false;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::ifstream file(entry.path());
    std::stringstream text;
    text << file.rdbuf();
    found = found || text.str().find(".name = " + wanted) != std::string::npos;
  }
  EXPECT_TRUE(found) << "no file of " << folder << " has " << wanted;
}

TEST_P(EveryRule, HasAPage) {
  EXPECT_TRUE(std::filesystem::exists(std::string(WHITTLE_SOURCE_DIR "/docs/rules/") +
                                      std::string(GetParam()->info.name) + ".md"))
      << "run tools/generate-docs";
}

std::string TestName(const testing::TestParamInfo<const lint::Rule*>& info) {
  std::string name(info.param->info.name);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Rules, EveryRule, testing::ValuesIn(rules::All()), TestName);

TEST(Registry, IsSortedAndUnique) {
  const lint::RuleList rules = rules::All();
  EXPECT_GE(rules.size(), 30U);
  for (size_t i = 1; i < rules.size(); ++i) {
    EXPECT_LT(rules[i - 1]->info.name, rules[i]->info.name);
  }
}

TEST(Registry, AccessAnalyzerNamesAreItsCodesInKebabCase) {
  for (const lint::Rule* rule : rules::All()) {
    const std::string_view code = rule->info.aliases.access_analyzer;
    if (code.empty() || code.find(' ') != std::string_view::npos) continue;
    std::string name;
    for (const char c : code) {
      name += c == '_' ? '-' : static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    EXPECT_EQ(rule->info.name, name);
  }
}

}  // namespace
}  // namespace whittle
