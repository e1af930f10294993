#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "report/frame.h"
#include "report/report.h"
#include "rules/registry.h"

namespace whittle::report {
namespace {

lint::Report LintText(const std::string& text) {
  const lint::Linter linter(rules::All(), catalog::Catalog::BuiltIn(), {});
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<text::Source>("policy.json", text));
  return linter.Run(std::move(sources), {});
}

/// Compares with testdata/report/NAME; UPDATE_GOLDEN=1 rewrites it.
void ExpectGolden(const std::string& name, const std::string& text) {
  const std::string path = WHITTLE_TESTDATA_DIR "/report/" + name;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  std::stringstream golden;
  golden << file.rdbuf();
  EXPECT_EQ(text, golden.str()) << "UPDATE_GOLDEN=1 rewrites " << path;
}

const std::string kPolicy = R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Pass",
      "Effect": "Allow",
      "Action": ["iam:PassRole", "s3:GetObjekt"],
      "Resource": "*"
    },
    {
      "Effect": "Deny",
      "Action": [
        "sqs:*",
        "sqs:SendMessage"
      ],
      "NotAction": "x",
      "Resource": "arn:aws:sqs:*:*:${queue}"
    }
  ]
})";

TEST(Reports, AreWhatTheGoldenFilesSay) {
  const lint::Report report = LintText(kPolicy);
  ExpectGolden("text.golden", Text(report, {.color = false, .version = "1.0"}));
  ExpectGolden("color.golden", Text(report, {.color = true, .version = "1.0"}));
  ExpectGolden("concise.golden", Concise(report, {.color = false, .version = "1.0"}));
  ExpectGolden("json.golden", Json(report, {.color = false, .version = "1.0"}));
}

std::string Frame(const std::string& text, text::Span span) {
  std::string out;
  AppendFrame(text::LineIndex(text), span, "note", "", Paint(false), out);
  return out;
}

TEST(Frame, CountsCodePointsNotBytes) {
  EXPECT_EQ(Frame("\"\xC3\xA9\xC3\xA9\" x", {7, 8}),
            "1 | \"\xC3\xA9\xC3\xA9\" x\n  |      ^ note\n");
}

TEST(Frame, ShowsFirstAndLastOfSeveralLines) {
  EXPECT_EQ(Frame("ab {\n 1\n 2\n } c", {3, 13}),
            "1 | ab {\n  |    ^\n  ⋮\n4 |  } c\n  |  ^ note\n");
}

TEST(Frame, CutsLongLinesAroundTheSpan) {
  const std::string out =
      Frame(std::string(1000, 'a') + "HERE" + std::string(1000, 'b'), {1000, 1004});
  EXPECT_LT(out.size(), 400U);
  EXPECT_NE(out.find("HERE"), std::string::npos);
  EXPECT_NE(out.find("^^^^"), std::string::npos);
}

TEST(Frame, LetsNoControlCharacterThrough) {
  const std::string out = Frame("a\033[2J\xC2\x9B\x07\xFF z", {0, 1});
  EXPECT_EQ(out.find('\033'), std::string::npos);
  EXPECT_EQ(out.find('\x07'), std::string::npos);
  EXPECT_EQ(out.find("\xC2\x9B"), std::string::npos);
  EXPECT_EQ(text::FindInvalidUtf8(out), std::string::npos);
}

TEST(Frame, EndsAtTheEndOfTheText) {
  EXPECT_EQ(Frame("", {0, 0}), "1 | \n  | ^ note\n");
  EXPECT_EQ(Frame("ab", {2, 2}), "1 | ab\n  |   ^ note\n");
}

}  // namespace
}  // namespace whittle::report
