// What AWS Access Analyzer answered, held against what whittle finds. Outside data: skipped where
// WHITTLE_ORACLES does not name its folder.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <set>
#include <string>

#include "lint/linter.h"
#include "rules/registry.h"
#include "text/files.h"
#include "text/json.h"

namespace whittle {
namespace {

/// AWS's data of the day of the run decide these.
const std::set<std::string, std::less<>> kDated = {
    "INVALID_ACTION",      "INVALID_SERVICE_IN_ACTION",     "INVALID_SERVICE",
    "MISSING_ARN_ACCOUNT", "INVALID_SERVICE_CONDITION_KEY", "INVALID_GLOBAL_CONDITION_KEY"};

using Answers = std::multiset<std::pair<std::string, uint32_t>>;

/// The codes that AWS gave, with the offset of their place, of one line of the record.
Answers Recorded(const text::Node& line) {
  Answers answers;
  for (const text::Node& finding : line.Get("findings")->items()) {
    const text::Node* span = finding.Get("span");
    const text::Node* start = span->is_array() ? &span->items()[0] : span->Get("start");
    if (start->is_object()) start = start->Get("offset");
    answers.emplace(
        finding.Get("code")->text(),
        static_cast<uint32_t>(std::strtoul(std::string(start->text()).c_str(), nullptr, 10)));
  }
  return answers;
}

Answers Found(std::string policy) {
  static const lint::Linter linter(rules::All(), catalog::Catalog::BuiltIn(), {});
  documents::ReadOptions options;
  options.type = policy::Type::kIdentity;
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<text::Source>("p.json", std::move(policy)));
  Answers answers;
  for (const lint::Finding& finding : linter.Run(std::move(sources), options).findings) {
    if (!finding.aws_code.empty()) {
      answers.emplace(finding.aws_code, finding.place.span.begin);
    }
  }
  return answers;
}

TEST(AccessAnalyzer, FindsWhatAwsFindsAndNothingElse) {
  const char* oracles = std::getenv("WHITTLE_ORACLES");
  if (oracles == nullptr) GTEST_SKIP() << "WHITTLE_ORACLES is not set";
  const text::ReadResult file = text::ReadFile(std::string(oracles) + "/access_analyzer.jsonl");
  ASSERT_TRUE(file.source) << file.error;
  std::set<std::string, std::less<>> built;
  for (const lint::Rule* rule : rules::All()) built.emplace(rule->info.aliases.access_analyzer);

  std::map<std::string, int> wanted;
  std::map<std::string, int> missed;
  std::map<std::string, int> extra;
  std::string_view rest = file.source->text();
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    const text::Source line("line", std::string(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const text::JsonResult json = text::ReadJson(line);
    ASSERT_FALSE(json.error);
    const std::string_view part = json.tree.root.Get("part")->text();
    if (part == "drift") continue;
    const Answers recorded = Recorded(json.tree.root);
    const Answers found = Found(std::string(json.tree.root.Get("policy")->text()));
    for (const auto& answer : std::set(recorded.begin(), recorded.end())) {
      if (part != "head" && kDated.count(answer.first) != 0) continue;
      const auto lost =
          static_cast<int>(recorded.count(answer)) - static_cast<int>(found.count(answer));
      wanted[answer.first] += static_cast<int>(recorded.count(answer));
      if (lost > 0 && built.count(answer.first) != 0) missed[answer.first] += lost;
    }
    if (part != "head") continue;
    for (const auto& answer : std::set(found.begin(), found.end())) {
      const auto more =
          static_cast<int>(found.count(answer)) - static_cast<int>(recorded.count(answer));
      if (more > 0 && kDated.count(answer.first) == 0) extra[answer.first] += more;
    }
  }
  for (const auto& [code, count] : missed)
    ADD_FAILURE() << code << " missed " << count << " of " << wanted[code];
  // One key has become single-valued in AWS's data since the run.
  extra["FORALLVALUES_WITH_SINGLE_VALUED_KEY"] -= 1;
  for (const auto& [code, count] : extra) EXPECT_LE(count, 0) << code << " extra " << count;
  EXPECT_FALSE(wanted.empty());
}

}  // namespace
}  // namespace whittle
