#include "lint/linter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "lint/context.h"

namespace whittle::lint {
namespace {

constexpr std::string_view kPolicy =
    R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"},)"
    R"( {"Effect": "Deny", "Action": ["iam:*", "ec2:*"], "Resource": "*"}]})";

void ReportEachAction(PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    for (const ResolvedAction& action : context.Actions(statement)) {
      context.Report(action.entry->text.span(), "action");
    }
  }
}
void ReportDocument(PolicyContext& context) {
  context.Report(context.policy().node->span(), "document").RestsOnCatalog();
}
void ReportFiles(RunContext& context) {
  for (uint32_t i = 0; i < context.files().size(); ++i) {
    if (context.files()[i] != nullptr) context.Report({i, kNoDocument, {0, 1}}, "file");
  }
}

const Rule kActions{.info = {.name = "a-actions",
                             .group = "one",
                             .level = Level::kError,
                             .aliases = {.access_analyzer = "CODE"}},
                    .check_policy = ReportEachAction};
const Rule kDocument{.info = {.name = "b-document",
                              .group = "two",
                              .level = Level::kError,
                              .aliases = {.access_analyzer = "CODE OTHER"},
                              .resolved_level = Level::kSuggestion},
                     .check_policy = ReportDocument};
const Rule kFiles{.info = {.name = "c-files", .group = "two", .level = Level::kWarning},
                  .check_run = ReportFiles};
const Rule* const kRules[] = {&kActions, &kDocument, &kFiles};

Report Lint(const std::vector<std::string>& texts, const Settings& settings = {},
            const Selection& selection = {}) {
  const Linter linter(kRules, catalog::Catalog::BuiltIn(), settings, selection);
  std::vector<std::unique_ptr<const text::Source>> sources;
  for (size_t i = 0; i < texts.size(); ++i) {
    sources.push_back(std::make_unique<text::Source>("f" + std::to_string(i), texts[i]));
  }
  return linter.Run(std::move(sources), {});
}

std::vector<std::string> Names(const Report& report) {
  std::vector<std::string> names;
  for (const Finding& finding : report.findings) {
    names.push_back(std::to_string(finding.place.file) + ":" + std::string(finding.rule->name));
  }
  return names;
}

TEST(Linter, OrdersFindingsByFilePlaceAndRule) {
  const Report report = Lint({std::string(kPolicy), std::string(kPolicy)});
  EXPECT_EQ(Names(report),
            (std::vector<std::string>{"0:c-files", "0:b-document", "0:a-actions", "0:a-actions",
                                      "0:a-actions", "1:c-files", "1:b-document", "1:a-actions",
                                      "1:a-actions", "1:a-actions"}));
}

TEST(Linter, PointsAtTheActionItself) {
  const Report report = Lint({std::string(kPolicy)}, {}, {.select = {"a-actions"}, .ignore = {}});
  ASSERT_EQ(report.findings.size(), 3U);
  EXPECT_EQ(report.files[0]->source->Slice(report.findings[1].place.span), "\"iam:*\"");
}

TEST(Linter, SelectsByNameGroupAndLevel) {
  EXPECT_EQ(
      Lint({std::string(kPolicy)}, {}, {.select = {"two"}, .ignore = {"c-files"}}).findings.size(),
      1U);
  EXPECT_EQ(Lint({std::string(kPolicy)}, {}, {.select = {}, .ignore = {"error"}}).findings.size(),
            1U);
}

TEST(Linter, TakesTheOnlyAliasAsAwsCode) {
  const Report report = Lint({std::string(kPolicy)}, {}, {.select = {"error"}, .ignore = {}});
  EXPECT_EQ(report.findings[0].aws_code, "");  // two aliases: the rule did not say which
  EXPECT_EQ(report.findings[1].aws_code, "CODE");
}

TEST(Linter, ResolvedChangesTheLevel) {
  const Report report = Lint({std::string(kPolicy)}, {.resolved = true, .today = {}},
                             {.select = {"b-document"}, .ignore = {}});
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings[0].level, Level::kSuggestion);
}

TEST(Linter, AnOldCatalogueSoftensWhatRestsOnIt) {
  const Report report = Lint({std::string(kPolicy)}, {.resolved = false, .today = "2099-01-01"},
                             {.select = {"b-document"}, .ignore = {}});
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings[0].level, Level::kWarning);
  EXPECT_NE(report.findings[0].message.find(catalog::Catalog::BuiltIn().date()), std::string::npos);
}

TEST(Linter, CountsWhatItPassesOver) {
  const Report report = Lint({R"({"name": "not a policy"})", std::string(kPolicy)});
  EXPECT_EQ(report.skipped, 1U);
  EXPECT_EQ(report.FileCount(), 2U);
  EXPECT_EQ(report.DocumentCount(), 1U);
}

TEST(Linter, AnUnreadableFileIsAnErrorAndTheRestGoesOn) {
  const Linter linter(kRules, catalog::Catalog::BuiltIn(), {});
  text::FileList files;
  files.files.push_back({"no/such/file.json", true});
  files.files.push_back({WHITTLE_TESTDATA_DIR "/ecs-anywhere/trust-policy.json", true});
  const Report report = linter.Run(files, {}, 1);
  ASSERT_EQ(report.errors.size(), 1U);
  EXPECT_EQ(report.errors[0].path, "no/such/file.json");
  EXPECT_EQ(report.files[0], nullptr);
  EXPECT_EQ(report.FileCount(), 1U);
  EXPECT_EQ(report.DocumentCount(), 1U);
}

TEST(Linter, ReleasesFilesThatStandAlone) {
  text::FileList files;
  for (const char* name : {"trust-policy.json", "role.json"}) {
    files.files.push_back({std::string(WHITTLE_TESTDATA_DIR "/ecs-anywhere/") + name, true});
  }
  const Linter silent({}, catalog::Catalog::BuiltIn(), {});
  const Report released = silent.Run(files, {}, 1);
  ASSERT_EQ(released.FileCount(), 2U);
  const documents::Document& trust = released.files[0]->documents[0];
  EXPECT_EQ(trust.policy, nullptr);
  EXPECT_EQ(trust.kind, documents::Kind::kTrust);
  EXPECT_EQ(released.files[0]->source->name(), files.files[0].path);
  EXPECT_TRUE(released.files[0]->source->text().empty());
  // A role's policies may be attached elsewhere.
  EXPECT_NE(released.files[1]->documents[0].role, nullptr);

  // Where something was found, the report shows the text, and the findings know their pointers.
  const Linter linter(kRules, catalog::Catalog::BuiltIn(), {});
  const Report kept = linter.Run(files, {}, 1);
  EXPECT_EQ(kept.files[0]->documents[0].policy, nullptr);
  EXPECT_FALSE(kept.files[0]->source->text().empty());
  const auto action = std::find_if(kept.findings.begin(), kept.findings.end(),
                                   [](const Finding& f) { return f.rule == &kActions.info; });
  ASSERT_NE(action, kept.findings.end());
  EXPECT_EQ(action->place.pointer, "/Statement/Action");
  EXPECT_NE(action->fingerprint, 0U);
}

TEST(Linter, CallsARuleOnlyWhereItsNeedsAreMet) {
  const auto found = [](const Needs& needs) {
    const Rule rule{.info = kDocument.info, .needs = needs, .check_policy = ReportDocument};
    const Rule* const rules[] = {&rule};
    const Linter linter(rules, catalog::Catalog::BuiltIn(), {});
    std::vector<std::unique_ptr<const text::Source>> sources;
    sources.push_back(std::make_unique<text::Source>("p.json", std::string(kPolicy)));
    return !linter.Run(std::move(sources), {}).findings.empty();
  };
  EXPECT_TRUE(found({}));
  EXPECT_TRUE(found({.facts = {Fact::kAllow, Fact::kDeny, Fact::kStarResource}}));
  EXPECT_FALSE(found({.facts = {Fact::kAllow, Fact::kConditions}}));
  EXPECT_FALSE(found({.problems = {policy::ProblemKind::kEmptySid}}));
  EXPECT_FALSE(found({.types = {policy::Type::kTrust}}));
  EXPECT_TRUE(found({.types = {policy::Type::kTrust, policy::Type::kIdentity}}));
  EXPECT_TRUE(found({.services = {"s3", "sqs"}}));
  EXPECT_FALSE(found({.services = {"sqs"}}));
}

TEST(Linter, TheNumberOfJobsDoesNotChangeTheReport) {
  const Linter linter(kRules, catalog::Catalog::BuiltIn(), {});
  text::FileList files;
  for (int i = 0; i < 64; ++i) {
    files.files.push_back({WHITTLE_TESTDATA_DIR "/ecs-anywhere/trust-policy.json", true});
  }
  const auto one = Names(linter.Run(files, {}, 1));
  EXPECT_EQ(one, Names(linter.Run(files, {}, 7)));
  EXPECT_FALSE(one.empty());
}

TEST(Selection, NamesTheWordThatIsNoRule) {
  EXPECT_FALSE(CheckSelection(kRules, {.select = {"one", "error", "c-files"}, .ignore = {}}));
  const auto error = CheckSelection(kRules, {.select = {}, .ignore = {"a-action"}});
  ASSERT_TRUE(error);
  EXPECT_EQ(error->word, "a-action");
  EXPECT_EQ(error->near, std::vector<std::string>{"a-actions"});
}

TEST(FindRule, FindsByName) {
  EXPECT_EQ(FindRule(kRules, "b-document"), &kDocument);
  EXPECT_EQ(FindRule(kRules, "b"), nullptr);
}

TEST(Level, RoundTrips) {
  for (const auto level :
       {Level::kError, Level::kSecurityWarning, Level::kWarning, Level::kSuggestion}) {
    EXPECT_EQ(ParseLevel(ToString(level)), level);
  }
  EXPECT_FALSE(ParseLevel("severe"));
}

}  // namespace
}  // namespace whittle::lint
