#include "lint/address.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "lint/context.h"
#include "lint/linter.h"

namespace whittle::lint {
namespace {

/// Reports each action, with the statement's Effect as a second place.
void ReportEachAction(PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    for (const ResolvedAction& action : context.Actions(statement)) {
      context.Report(action.entry->text.span(), "action").Related(statement.effect_node->span());
    }
  }
}

const Rule kActions{.info = {.name = "actions", .group = "one", .level = Level::kError},
                    .check_policy = ReportEachAction};
const Rule* const kRules[] = {&kActions};

Report Lint(const std::string& text, const std::string& name = "p.json",
            const Settings& settings = {}) {
  const Linter linter(kRules, catalog::Catalog::BuiltIn(), settings);
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<text::Source>(name, text));
  return linter.Run(std::move(sources), {});
}

std::vector<uint64_t> Fingerprints(const std::string& text, const std::string& name = "p.json") {
  std::vector<uint64_t> prints;
  for (const Finding& finding : Lint(text, name).findings) prints.push_back(finding.fingerprint);
  return prints;
}

std::string Policy(const std::string& statements) {
  return R"({"Version": "2012-10-17", "Statement": [)" + statements + "]}";
}

constexpr char kGet[] = R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"})";
constexpr char kPut[] =
    R"({"Effect": "Allow", "Action": ["s3:PutObject", "s3:DeleteObject"], "Resource": "*"})";

TEST(Address, PointsFromTheDocument) {
  const Report report = Lint(R"({"PolicyName": "p", "PolicyDocument": )" +
                             Policy(std::string(kGet) + "," + kPut) + "}");
  ASSERT_EQ(report.findings.size(), 3U);
  EXPECT_EQ(report.findings[0].place.pointer, "/Statement/0/Action");
  EXPECT_EQ(report.findings[2].place.pointer, "/Statement/1/Action/1");
  EXPECT_EQ(report.findings[2].related[0].place.pointer, "/Statement/1/Effect");
}

TEST(Address, IsLeftOutWhereNobodyAsks) {
  Settings settings;
  settings.addresses = false;
  for (const Finding& finding : Lint(Policy(kPut), "p.json", settings).findings) {
    EXPECT_EQ(finding.place.pointer, "");
    EXPECT_EQ(finding.fingerprint, 0U);
  }
}

TEST(Address, FingerprintOutlivesFormattingNamesAndNeighbours) {
  const auto plain = Fingerprints(Policy(kPut));
  ASSERT_EQ(plain.size(), 2U);
  EXPECT_NE(plain[0], plain[1]);
  const std::string spread =
      "{\n  \"Effect\" : \"Allow\",\n\t\"Action\": [\n\"s3:PutObject\" ,\"s3:DeleteObject\"\n],"
      "\"Resource\"\n:\"\\u002a\"}";
  EXPECT_EQ(Fingerprints(Policy(spread)), plain);
  EXPECT_EQ(Fingerprints(Policy(kPut), "elsewhere.json"), plain);
  const auto behind = Fingerprints(Policy(std::string(kGet) + ",\n" + kPut));
  ASSERT_EQ(behind.size(), 3U);
  EXPECT_EQ((std::vector<uint64_t>{behind[1], behind[2]}), plain);
}

TEST(Address, FingerprintChangesWithItsStatementUnlessASidNamesIt) {
  const std::string wider =
      R"({"Effect": "Allow", "Action": ["s3:PutObject", "s3:DeleteObject"], "Resource": "a"})";
  EXPECT_NE(Fingerprints(Policy(wider)), Fingerprints(Policy(kPut)));
  const auto named = [](const std::string& resource) {
    return Policy(R"({"Sid": "Write", "Effect": "Allow", "Action": "s3:PutObject", "Resource": ")" +
                  resource + "\"}");
  };
  EXPECT_EQ(Fingerprints(named("a")), Fingerprints(named("*")));
  // What is text in one list and structure in another are two things.
  const auto values = [](const std::string& action) {
    return Policy(R"({"Effect": "Allow", "Action": "s3:PutObject", "Resource": )" + action + "}");
  };
  std::set<uint64_t> seen;
  for (const char* resource : {R"("a")", R"(["a"])", R"(["a", "b"])", R"(["ab"])", R"(["a,b"])",
                               R"([["a"], "b"])", R"({"a": "b"})", "true", R"("true")"}) {
    EXPECT_TRUE(seen.insert(Fingerprints(values(resource))[0]).second) << resource;
  }
}

TEST(Address, EqualFindingsOfAFileAreCounted) {
  const auto twice = Fingerprints(Policy(std::string(kGet) + "," + kGet));
  ASSERT_EQ(twice.size(), 2U);
  EXPECT_NE(twice[0], twice[1]);
  EXPECT_EQ(Fingerprints(Policy(kGet))[0], twice[0]);
}

}  // namespace
}  // namespace whittle::lint
