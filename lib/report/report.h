// Findings as people and programs read them. One writer a file.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lint/linter.h"

namespace whittle::report {

/// How a lint report may be written.
enum class Format : uint8_t { kText, kConcise, kJson, kSarif, kGithub, kGitlab, kJunit };

/// The formats' names, in the order of `Format`.
inline constexpr std::array<std::string_view, 7> kFormatNames = {
    "text", "concise", "json", "sarif", "github", "gitlab", "junit"};

/// Reads a name of kFormatNames.
[[nodiscard]] std::optional<Format> ParseFormat(std::string_view name);

/// Whether the format shows JSON Pointers or fingerprints: see lint::Settings::addresses.
[[nodiscard]] bool ShowsAddresses(Format format);

struct Style {
  bool color = false;        ///< ANSI colours, for text and concise
  std::string_view version;  ///< whittle's own, for json and sarif
  /// What fails the run (nothing: never), for junit, whose test cases pass or fail.
  std::optional<lint::Level> fail_on = lint::Level::kWarning;
};

/// The whole report as text for a terminal: each finding with its code frame, then a summary.
[[nodiscard]] std::string Text(const lint::Report& report, const Style& style);

/// One line a finding: `file:line:column: level[rule] message`.
[[nodiscard]] std::string Concise(const lint::Report& report, const Style& style);

/// The JSON document that docs/json.md describes. Always valid UTF-8, as all below.
[[nodiscard]] std::string Json(const lint::Report& report, const Style& style);

/// A SARIF 2.1.0 log with one run; columns in UTF-16 units, which it declares.
/// Source: OASIS, Static Analysis Results Interchange Format 2.1.0.
[[nodiscard]] std::string Sarif(const lint::Report& report, const Style& style);

/// GitHub's workflow commands, `::error file=…,line=…::message`, one a line.
/// Source: docs.github.com, workflow commands for GitHub Actions.
[[nodiscard]] std::string Github(const lint::Report& report, const Style& style);

/// GitLab's code quality report: a list of issues, each with a fingerprint of its own.
/// Source: docs.gitlab.com/ci/testing/code_quality, "Implement a custom tool".
[[nodiscard]] std::string Gitlab(const lint::Report& report, const Style& style);

/// JUnit XML: a suite a file, a case a finding. Cases fail at or above `style.fail_on`; below it
/// they pass, with the finding as their output.
[[nodiscard]] std::string Junit(const lint::Report& report, const Style& style);

/// By format.
[[nodiscard]] std::string Write(const lint::Report& report, Format format, const Style& style);

}  // namespace whittle::report
