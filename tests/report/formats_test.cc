// Every format against its golden file, and what its readers demand of it.
#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <rapidjson/schema.h>
#include <rapidjson/stringbuffer.h>

#include <set>

#include "report/paths.h"
#include "tests/report/golden.h"
#include "text/json.h"

namespace whittle::report {
namespace {

/// Findings, a file that does not parse, a clean one, one without policies and one unreadable; in
/// names and texts all that a format must escape.
lint::Report Everything() {
  lint::Report report =
      LintTexts({{"policy.json", kFindings},
                 {"./a b/\xC3\xBC,%:<&>\".json",
                  "{\"Statement\": {\"Sid\": \"error\", \"Effect\": \"Allow\", \"Action\": "
                  "\"s3:\xF0\x9F\x9A\x80x::%0A]]>\", \"Resource\": \"*\"}}"},
                 {"/abs/broken.json", "{\"Statement\": {\"Effect\": "},
                 {"clean.json", kClean},
                 {"other.json", "{}"}});
  report.files.push_back(nullptr);
  report.errors.push_back({"./no,ne.json", "cannot open: No such file\nor directory"});
  return report;
}

Style Plain() { return {.version = "1.0"}; }

TEST(Reports, AreWhatTheGoldenFilesSay) {
  const lint::Report report = LintTexts({{"policy.json", kFindings}});
  ExpectGolden("text.golden", Text(report, Plain()));
  ExpectGolden("color.golden", Text(report, {.color = true, .version = "1.0"}));
  ExpectGolden("concise.golden", Concise(report, Plain()));
  ExpectGolden("json.golden", Json(report, Plain()));
  const lint::Report everything = Everything();
  ExpectGolden("sarif.golden", Sarif(everything, Plain()));
  ExpectGolden("github.golden", Github(everything, Plain()));
  ExpectGolden("gitlab.golden", Gitlab(everything, Plain()));
  ExpectGolden("junit.golden", Junit(everything, Plain()));
}

TEST(Reports, HaveNamesThatAreReadBack) {
  const lint::Report report = LintTexts({{"policy.json", kClean}});
  for (const std::string_view name : kFormatNames) {
    const auto format = ParseFormat(name);
    ASSERT_TRUE(format) << name;
    EXPECT_EQ(kFormatNames[static_cast<size_t>(*format)], name);
    EXPECT_FALSE(Write(report, *format, Plain()).empty() && *format == Format::kJson);
  }
  EXPECT_FALSE(ParseFormat("sarf"));
}

/// The number of code points or UTF-16 units that a column counts is told apart only by a
/// character beyond U+FFFF.
TEST(Sarif, CountsColumnsInTheUnitThatItDeclares) {
  const lint::Report report =
      LintTexts({{"p.json",
                  "{\"Id\": \"\xF0\x9F\x9A\x80\", \"Statement\": {\"Effect\": \"Allow\", \"Sid\": "
                  "\"error\", \"Action\": \"sqs:SendMessage\"}}"}});
  ASSERT_EQ(report.findings.size(), 1U);
  const std::string sarif = Sarif(report, Plain());
  EXPECT_NE(sarif.find("\"columnKind\":\"utf16CodeUnits\""), std::string::npos);
  EXPECT_NE(sarif.find("\"startColumn\":54,\"endLine\":1,\"endColumn\":61"), std::string::npos)
      << sarif;
  EXPECT_NE(Concise(report, Plain()).find("p.json:1:53:"), std::string::npos);
}

TEST(Sarif, NamesEachRuleOnceAndEachResultByItsIndex) {
  const lint::Report report = LintTexts({{"a.json", kFindings}, {"b.json", kFindings}});
  rapidjson::Document log;
  log.Parse(Sarif(report, Plain()).c_str());
  ASSERT_FALSE(log.HasParseError());
  const auto& run = log["runs"][0];
  const auto& rules = run["tool"]["driver"]["rules"];
  std::set<std::string> names;
  for (const auto& rule : rules.GetArray()) {
    EXPECT_TRUE(names.insert(rule["id"].GetString()).second);
    EXPECT_GT(rule["shortDescription"]["text"].GetStringLength(), 0U);
  }
  EXPECT_EQ(names, (std::set<std::string>{"error", "security", "suggestion", "warning"}));
  ASSERT_EQ(run["results"].Size(), 10U);
  for (const auto& result : run["results"].GetArray()) {
    EXPECT_STREQ(result["ruleId"].GetString(),
                 rules[result["ruleIndex"].GetUint()]["id"].GetString());
    EXPECT_EQ(result["partialFingerprints"]["whittle/v1"].GetStringLength(), 16U);
  }
}

/// With WHITTLE_SARIF_SCHEMA, the path of the standard's schema; .ci/run fetches it.
TEST(Sarif, IsValidByTheStandardsSchema) {
  const char* path = std::getenv("WHITTLE_SARIF_SCHEMA");
  if (path == nullptr) GTEST_SKIP() << "WHITTLE_SARIF_SCHEMA names no schema";
  rapidjson::Document schema;
  schema.Parse(Slurp(path).c_str());
  ASSERT_FALSE(schema.HasParseError());
  const rapidjson::SchemaDocument compiled(schema);
  const auto check = [&](const std::string& text) {
    rapidjson::Document log;
    log.Parse(text.c_str());
    EXPECT_FALSE(log.HasParseError());
    rapidjson::SchemaValidator validator(compiled);
    if (log.Accept(validator)) return std::string();
    rapidjson::StringBuffer where;
    validator.GetInvalidDocumentPointer().StringifyUriFragment(where);
    return std::string(where.GetString()) + " " + validator.GetInvalidSchemaKeyword();
  };
  EXPECT_EQ(check(Sarif(Everything(), Plain())), "");
  EXPECT_EQ(check(Sarif(LintTexts({}), Plain())), "");
  std::string broken = Sarif(Everything(), Plain());
  const std::string level = "\"ruleIndex\":4,\"level\":";
  broken.insert(broken.find(level) + level.size() + 1, "x");
  EXPECT_NE(check(broken), "") << "the schema finds nothing";
}

TEST(Github, NoTextOfAFileBeginsACommand) {
  const lint::Report report = LintTexts(
      {{"x\n::add-mask::secret",
        R"({"Statement": {"Sid": "error", "Effect": "Allow", "Action": "s3:\n::error::\r"}})"}});
  EXPECT_EQ(Github(report, Plain()),
            "::error file=x%0A%3A%3Aadd-mask%3A%3Asecret,line=1,endLine=1,col=23,endColumn=30,"
            "title=whittle error::the action `s3:%0A::error::%0D` is here%0ARename it.\n");
}

TEST(Github, LeavesColumnsOutOfSeveralLines) {
  lint::Report report = LintTexts({{"p.json", kFindings}});
  report.findings.resize(1);
  report.findings[0].place.span.end += 80;
  const std::string out = Github(report, Plain());
  EXPECT_NE(out.find("line=4,endLine=6,title="), std::string::npos) << out;
}

TEST(Gitlab, HasEachFingerprintOnce) {
  const std::string out =
      Gitlab(LintTexts({{"a.json", kFindings}, {"b.json", kFindings}}), Plain());
  rapidjson::Document issues;
  issues.Parse(out.c_str());
  ASSERT_FALSE(issues.HasParseError());
  std::set<std::string> seen;
  for (const auto& issue : issues.GetArray()) {
    EXPECT_TRUE(seen.insert(issue["fingerprint"].GetString()).second);
  }
  EXPECT_EQ(seen.size(), 10U);
}

size_t CountOf(const std::string& text, const std::string& part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

TEST(Junit, FailsWhatFailsTheRun) {
  const lint::Report report = LintTexts({{"p.json", kFindings}});
  const auto failures = [&](std::optional<lint::Level> fail_on) {
    const std::string out = Junit(report, {.version = "1.0", .fail_on = fail_on});
    EXPECT_EQ(CountOf(out, "<testcase "), report.findings.size());
    const size_t count = CountOf(out, "<failure ");
    EXPECT_EQ(CountOf(out, "failures=\"" + std::to_string(count) + "\""), 2U);
    return count;
  };
  EXPECT_EQ(failures(std::nullopt), 0U);
  EXPECT_EQ(failures(lint::Level::kError), report.Count(lint::Level::kError));
  EXPECT_EQ(failures(lint::Level::kSuggestion), report.findings.size());
}

TEST(Junit, HoldsNothingThatXmlForbids) {
  const lint::Report report = LintTexts(
      {{"a\x01\"'<&>\xFF\xEF\xBF\xBF.json",
        R"({"Statement": {"Sid": "error", "Effect": "Deny", "Action": "s3:\u0000\u001b\uffff]]>&<"}})"}});
  ASSERT_FALSE(report.findings.empty());
  const std::string out = Junit(report, Plain());
  EXPECT_EQ(text::FindInvalidUtf8(out), std::string::npos);
  for (const char c : out) EXPECT_FALSE(c >= 0 && c < ' ' && c != '\n') << static_cast<int>(c);
  EXPECT_EQ(out.find("\xEF\xBF\xBF"), std::string::npos);
  EXPECT_EQ(out.find("]]>"), std::string::npos);
  EXPECT_EQ(CountOf(out, "<"), CountOf(out, ">"));
}

TEST(Junit, CountsACleanFileAsPassedAndOthersNotAtAll) {
  const std::string out = Junit(LintTexts({{"p.json", kClean}, {"o.json", "{}"}}), Plain());
  EXPECT_EQ(CountOf(out, "<testcase "), 1U);
  EXPECT_NE(out.find("tests=\"1\" failures=\"0\""), std::string::npos);
}

TEST(Paths, BecomeUris) {
  const std::pair<const char*, const char*> cases[] = {
      {"a/b.json", "a/b.json"},
      {"./a/b.json", "a/b.json"},
      {"././/a", "a"},
      {"../a", "../a"},
      {"a b%#?:.json", "a%20b%25%23%3F%3A.json"},
      {"/x/y z", "file:///x/y%20z"},
      {"C:\\x\\y", "file:///C:/x/y"},
      {"\xC3\xBC\xFF", "%C3%BC%FF"},
      {"-", "-"},
      {".hidden", ".hidden"},
      {"./", ""},
  };
  for (const auto& [path, uri] : cases) EXPECT_EQ(UriOf(path), uri);
  EXPECT_TRUE(IsAbsolutePath("/a"));
  EXPECT_TRUE(IsAbsolutePath("c:/a"));
  EXPECT_FALSE(IsAbsolutePath("c:a"));
  EXPECT_FALSE(IsAbsolutePath(""));
}

}  // namespace
}  // namespace whittle::report
