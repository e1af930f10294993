// Any bytes through everything: reading, all rules, all reports.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "lint/linter.h"
#include "report/report.h"
#include "rules/registry.h"

namespace {

using namespace whittle;

void Require(bool condition) {
  if (!condition) std::abort();
}

/// All rules, each called for every policy.
lint::RuleList RulesWithoutNeeds() {
  static std::vector<lint::Rule> rules;
  static std::vector<const lint::Rule*> list;
  if (list.empty()) {
    for (const lint::Rule* rule : rules::All()) rules.push_back(*rule);
    for (lint::Rule& rule : rules) {
      rule.needs = {};
      list.push_back(&rule);
    }
  }
  return list;
}

std::vector<std::unique_ptr<const text::Source>> Sources(const std::string& text) {
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<text::Source>("fuzz.json", text));
  return sources;
}

/// What is printed is always valid UTF-8, and what a machine reads is well formed.
void CheckReport(const std::string& out, report::Format format) {
  Require(text::FindInvalidUtf8(out) == std::string_view::npos);
  switch (format) {
    case report::Format::kJson:
    case report::Format::kSarif:
    case report::Format::kGitlab: {
      const text::Source again("report.json", out);
      Require(!text::ReadJson(again).error);
      return;
    }
    case report::Format::kGithub:
      for (size_t at = 0; at < out.size(); at = out.find('\n', at) + 1) {
        Require(out.compare(at, 2, "::") == 0);
      }
      return;
    case report::Format::kJunit:
      Require(std::count(out.begin(), out.end(), '<') == std::count(out.begin(), out.end(), '>'));
      Require(std::none_of(out.begin(), out.end(),
                           [](char c) { return c >= 0 && c < ' ' && c != '\n'; }));
      return;
    case report::Format::kText:
    case report::Format::kConcise:
      return;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  // The first byte chooses the options.
  const uint8_t choice = data[0];
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  static const lint::Linter linter(rules::All(), catalog::Catalog::BuiltIn(),
                                   {.resolved = false, .today = "2099-01-01"});
  static const lint::Linter thorough(RulesWithoutNeeds(), catalog::Catalog::BuiltIn(), {});
  documents::ReadOptions options;
  options.named = (choice & 1) != 0;
  if ((choice & 2) != 0)
    options.type = static_cast<policy::Type>((choice >> 2) % policy::kTypeCount);
  const lint::Report report = linter.Run(Sources(text), options);
  // What a rule needs only spares calls.
  Require(thorough.Run(Sources(text), options).findings.size() == report.findings.size());
  for (const lint::Finding& finding : report.findings) {
    Require(finding.place.span.begin <= finding.place.span.end);
    Require(finding.place.span.end <= text.size());
    Require(!finding.message.empty());
    for (const lint::Related& related : finding.related) {
      Require(related.place.span.end <= text.size());
    }
  }
  const report::Style style{.color = (choice & 0x40) != 0, .version = "0"};
  for (size_t i = 0; i < report::kFormatNames.size(); ++i) {
    const auto format = static_cast<report::Format>(i);
    CheckReport(report::Write(report, format, style), format);
  }
  return 0;
}
