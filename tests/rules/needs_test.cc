// A rule's `needs` only spares calls: without them the linter finds the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "lint/linter.h"
#include "rules/registry.h"

namespace whittle {
namespace {

namespace fs = std::filesystem;

/// A policy with what the command line says of it.
struct Input {
  std::string text;
  documents::ReadOptions options;
};

/// All rules, each called for every policy.
class RulesWithoutNeeds {
 public:
  RulesWithoutNeeds() {
    for (const lint::Rule* rule : rules::All()) rules_.push_back(*rule);
    for (lint::Rule& rule : rules_) {
      rule.needs = {};
      list_.push_back(&rule);
    }
  }
  [[nodiscard]] lint::RuleList list() const { return list_; }

 private:
  std::vector<lint::Rule> rules_;
  std::vector<const lint::Rule*> list_;
};

std::string FindingsOf(const lint::Linter& linter, const Input& input) {
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<text::Source>("policy.json", input.text));
  std::stringstream found;
  for (const lint::Finding& finding : linter.Run(std::move(sources), input.options).findings) {
    found << finding.rule->name << ' ' << finding.place.span.begin << ' ' << finding.message
          << '\n';
  }
  return found.str();
}

class Needs : public testing::Test {
 protected:
  void ExpectSpareOnlyCalls(const Input& input) {
    const std::string all = FindingsOf(without_, input);
    EXPECT_EQ(FindingsOf(with_, input), all) << input.text;
    findings_ += static_cast<size_t>(std::count(all.begin(), all.end(), '\n'));
  }

  size_t findings_ = 0;

 private:
  RulesWithoutNeeds rules_without_;
  lint::Linter with_{rules::All(), catalog::Catalog::BuiltIn(), {}};
  lint::Linter without_{rules_without_.list(), catalog::Catalog::BuiltIn(), {}};
};

TEST_F(Needs, HoldOnEveryExampleTakenAsEveryType) {
  for (const lint::Rule* rule : rules::All()) {
    for (const lint::Example& example : {rule->info.bad, rule->info.good}) {
      Input input{std::string(example.text), {}};
      input.options.named = true;
      ExpectSpareOnlyCalls(input);
      for (int type = 0; type < policy::kTypeCount; ++type) {
        input.options.type = static_cast<policy::Type>(type);
        input.options.resource_type = example.resource_type;
        ExpectSpareOnlyCalls(input);
      }
    }
  }
  EXPECT_GT(findings_, rules::All().size());
}

TEST_F(Needs, HoldOnRecordedPolicies) {
  const char* oracles = std::getenv("WHITTLE_ORACLES");
  if (oracles == nullptr) GTEST_SKIP() << "WHITTLE_ORACLES is not set";
  for (const auto& entry : fs::directory_iterator(oracles)) {
    if (entry.path().extension() != ".jsonl") continue;
    // Each line is a JSON value in which policies stand; whittle finds them.
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) ExpectSpareOnlyCalls({line, {}});
  }
  EXPECT_GT(findings_, 1'000U);
}

}  // namespace
}  // namespace whittle
