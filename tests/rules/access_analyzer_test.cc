// What AWS Access Analyzer answered, held against what whittle finds, code by code. Outside data:
// skipped where WHITTLE_ORACLES does not name its folder.
#include <gtest/gtest.h>

#include <algorithm>
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

/// A code with the place of its finding.
struct Answer {
  std::string code;
  uint32_t begin;
  auto operator<=>(const Answer&) const = default;
};
using Answers = std::multiset<Answer>;

/// How often each code was missed, or found beyond the record.
using Counts = std::map<std::string, size_t>;

/// Adds to `counts` what `wanted` has more often than `found`, but for the codes that `skip` names.
template <typename Skip>
void CountLack(const Answers& wanted, const Answers& found, Skip skip, Counts& counts) {
  for (auto at = wanted.begin(); at != wanted.end(); at = wanted.upper_bound(*at)) {
    const size_t here = wanted.count(*at);
    const size_t there = found.count(*at);
    if (here > there && !skip(at->code)) counts[at->code] += here - there;
  }
}

/// Calls `visit` with each line of a recorded file; false, after a failure, where it cannot be
/// read.
template <typename Visit>
void ForEachLine(const std::string& name, Visit visit) {
  const text::ReadResult file =
      text::ReadFile(std::string(std::getenv("WHITTLE_ORACLES")) + "/" + name);
  ASSERT_TRUE(file.source) << file.error;
  std::string_view rest = file.source->text();
  size_t count = 0;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    const text::Source line("line", std::string(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const text::JsonResult json = text::ReadJson(line);
    ASSERT_FALSE(json.error);
    visit(json.tree.root);
    ++count;
  }
  EXPECT_GT(count, 0U);
}

/// Their codes and places, of one line of the record.
Answers Recorded(const text::Node& line) {
  Answers answers;
  for (const text::Node& finding : line.Get("findings")->items()) {
    const text::Node* span = finding.Get("span");
    const text::Node* start = span->is_array() ? &span->items()[0] : span->Get("start");
    if (start->is_object()) start = start->Get("offset");
    answers.insert(
        {std::string(finding.Get("code")->text()),
         static_cast<uint32_t>(std::strtoul(std::string(start->text()).c_str(), nullptr, 10))});
  }
  return answers;
}

/// What whittle finds that has a code of Access Analyzer, suggestions included on demand.
Answers Found(std::string policy, policy::Type type, std::string_view resource_type = "",
              bool suggestions = true) {
  static const lint::Linter linter(rules::All(), catalog::Catalog::BuiltIn(), {});
  documents::ReadOptions options;
  options.type = type;
  options.resource_type = resource_type;
  options.named = true;
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<text::Source>("p.json", std::move(policy)));
  Answers answers;
  for (const lint::Finding& finding : linter.Run(std::move(sources), options).findings) {
    if (finding.aws_code.empty()) continue;
    if (!suggestions && finding.level == lint::Level::kSuggestion) continue;
    answers.insert({std::string(finding.aws_code), finding.place.span.begin});
  }
  return answers;
}

bool NoOracles() { return std::getenv("WHITTLE_ORACLES") == nullptr; }

TEST(AccessAnalyzer, FindsWhatAwsFindsAndNothingElse) {
  if (NoOracles()) GTEST_SKIP() << "WHITTLE_ORACLES is not set";
  Counts missed;
  Counts extra;
  size_t wanted = 0;
  ForEachLine("access_analyzer.jsonl", [&](const text::Node& line) {
    const std::string_view part = line.Get("part")->text();
    if (part == "drift") return;  // what AWS later took back
    const bool head = part == "head";
    const Answers recorded = Recorded(line);
    const Answers found = Found(std::string(line.Get("policy")->text()), policy::Type::kIdentity);
    wanted += recorded.size();
    const auto dated = [](const std::string& code) { return kDated.count(code) != 0; };
    CountLack(
        recorded, found, [&](const std::string& code) { return !head && dated(code); }, missed);
    if (head) CountLack(found, recorded, dated, extra);
  });
  EXPECT_GT(wanted, 0U);
  EXPECT_EQ(missed, Counts{});
  EXPECT_EQ(extra, Counts{});
}

policy::Type TypeOf(const text::Node& line) {
  const std::string_view type = line.Get("policyType")->text();
  const text::Node* resource_type = line.Get("resourceType");
  if (resource_type != nullptr && resource_type->text() == "AWS::IAM::AssumeRolePolicyDocument") {
    return policy::Type::kTrust;
  }
  if (type == "RESOURCE_POLICY") return policy::Type::kResource;
  if (type == "SERVICE_CONTROL_POLICY") return policy::Type::kScp;
  if (type == "RESOURCE_CONTROL_POLICY") return policy::Type::kRcp;
  return policy::Type::kIdentity;
}

TEST(AccessAnalyzer, GivesTheSameCodesForEveryPolicyType) {
  if (NoOracles()) GTEST_SKIP() << "WHITTLE_ORACLES is not set";
  Counts missed;
  Counts extra;
  ForEachLine("access_analyzer_codes.jsonl", [&](const text::Node& line) {
    const std::string_view mode = line.Get("mode")->text();
    const text::Node* resource_type = line.Get("resourceType");
    const bool named = resource_type != nullptr && resource_type->is_string();
    // Codes only; how often and where is not recorded.
    std::set<std::string> codes;
    for (const Answer& answer : Found(std::string(line.Get("policy")->text()), TypeOf(line),
                                      named ? resource_type->text() : std::string_view(),
                                      mode != "exact-without-suggestions")) {
      codes.insert(answer.code);
    }
    std::set<std::string> recorded;
    for (const text::Node& code : line.Get("codes")->items()) recorded.emplace(code.text());
    for (const std::string& code : recorded) missed[code] += codes.count(code) == 0 ? 1 : 0;
    if (mode == "contains") return;
    for (const std::string& code : codes) extra[code] += recorded.count(code) == 0 ? 1 : 0;
  });
  EXPECT_FALSE(missed.empty());
  for (const auto& [code, count] : missed) EXPECT_EQ(count, 0U) << code << " missed";
  for (const auto& [code, count] : extra) EXPECT_EQ(count, 0U) << code << " extra";
}

}  // namespace
}  // namespace whittle
