// What the tests of reports share.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "lint/context.h"
#include "report/report.h"

namespace whittle::report {

inline std::string Slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Compares with testdata/report/NAME; UPDATE_GOLDEN=1 rewrites it.
inline void ExpectGolden(const std::string& name, const std::string& text) {
  const std::string path = WHITTLE_TESTDATA_DIR "/report/" + name;
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(text, Slurp(path)) << "UPDATE_GOLDEN=1 rewrites " << path;
}

/// Reports each statement whose Sid is the rule's name: the rules of these tests are their own, so
/// that no change to a real rule changes what is expected here.
template <const lint::Rule* kRule>
void CheckSids(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.sid.present() || statement.sid.value != kRule->info.name) continue;
    if (statement.action.entries.empty()) continue;
    auto finding = context.Report(
        statement.sid.span(),
        "the action `" + std::string(statement.action.entries[0].text.value) + "` is here");
    if (statement.action.entries.size() < 2) continue;
    finding.Help("remove it:\nthere are two")
        .AwsCode("SID_CODE")
        .Related(statement.action.entries[0].text.span(), "the first")
        .Related(statement.action.entries[1].text.span())
        .Suggest({"one action", "{\"Version\": \"2012-10-17\"}", false});
  }
}

/// Reports files that do not parse.
inline void CheckSyntax(lint::RunContext& context) {
  for (uint32_t i = 0; i < context.files().size(); ++i) {
    for (const text::SyntaxError& error : context.files()[i]->errors) {
      context.Report({i, lint::kNoDocument, error.span}, "this is no JSON");
    }
  }
}

extern const lint::Rule kError;
extern const lint::Rule kSecurity;
extern const lint::Rule kSuggestion;
extern const lint::Rule kSyntax;
extern const lint::Rule kWarning;

inline constinit const lint::Rule kError{
    .info = {.name = "error",
             .group = "security",
             .level = lint::Level::kError,
             .summary = "a statement is called `error`",
             .why = "It may be one.",
             .fix = "Rename it.",
             .bad = {.text = "{\"bad\": 1}", .type = policy::Type::kTrust},
             .good = {.text = "{\"good\": 1}", .type = policy::Type::kTrust},
             .aliases = {.access_analyzer = "SID_CODE OTHER_CODE", .checkov = "CKV_1"},
             .source = "https://example.com/error"},
    .check_policy = CheckSids<&kError>,
};
inline constinit const lint::Rule kSecurity{
    .info = {.name = "security",
             .group = "iam",
             .level = lint::Level::kSecurityWarning,
             .summary = "a statement is called `security`",
             .fix = "Guard it."},
    .check_policy = CheckSids<&kSecurity>,
};
inline constinit const lint::Rule kSuggestion{
    .info = {.name = "suggestion",
             .group = "other",
             .level = lint::Level::kSuggestion,
             .summary = "a statement is called `suggestion`"},
    .check_policy = CheckSids<&kSuggestion>,
};
inline constinit const lint::Rule kSyntax{
    .info = {.name = "syntax",
             .group = "other",
             .level = lint::Level::kError,
             .summary = "no JSON"},
    .check_run = CheckSyntax,
};
inline constinit const lint::Rule kWarning{
    .info = {.name = "warning",
             .group = "other",
             .level = lint::Level::kWarning,
             .summary = "a statement is called `warning`"},
    .check_policy = CheckSids<&kWarning>,
};

/// The rules above over texts in memory, by name.
inline lint::Report LintTexts(std::vector<std::pair<std::string, std::string>> texts) {
  static constexpr std::array<const lint::Rule*, 5> kRules = {&kError, &kSecurity, &kSuggestion,
                                                              &kSyntax, &kWarning};
  const lint::Linter linter(kRules, catalog::Catalog::BuiltIn(), {});
  std::vector<std::unique_ptr<const text::Source>> sources;
  for (auto& [name, text] : texts) {
    sources.push_back(std::make_unique<text::Source>(std::move(name), std::move(text)));
  }
  lint::Report report = linter.Run(std::move(sources), {});
  report.catalog_date = "2026-01-02";
  return report;
}

/// A finding of each level, on several lines.
inline const std::string kFindings = R"({
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "warning", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"},
    {
      "Sid": "security",
      "Effect": "Allow",
      "Action": ["iam:PassRole", "s3:GetObject"],
      "Resource": "*"
    },
    {"Sid": "error", "Effect": "Deny", "Action": "sqs:*", "Resource": "*"},
    {"Sid": "suggestion", "Effect": "Deny", "Action": "sqs:*", "Resource": "*"},
    {"Sid": "security", "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}
  ]
})";

/// A policy with nothing to find.
inline const std::string kClean =
    R"({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}})";

}  // namespace whittle::report
