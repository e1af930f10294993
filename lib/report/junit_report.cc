// The lint report as JUnit XML, the dialect that Jenkins, GitLab and Azure all read.
#include <fmt/format.h>

#include "report/lines.h"
#include "report/report.h"

namespace whittle::report {

namespace {

/// Text for XML 1.0, in attributes and between tags. What XML cannot hold becomes U+FFFD.
std::string Escaped(std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  const std::string valid = text::ToValidUtf8(text);
  std::string out;
  out.reserve(valid.size());
  for (size_t i = 0; i < valid.size(); ++i) {
    const char c = valid[i];
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '\n' || c == '\r' || c == '\t') {
      out += fmt::format("&#{};", static_cast<int>(c));  // else attributes would lose them
    } else if (c >= 0 && c < ' ') {
      out += kReplacement;
    } else if (valid.compare(i, 2, "\xEF\xBF") == 0 && static_cast<uint8_t>(valid[i + 2]) >= 0xBE) {
      out += kReplacement;  // U+FFFE and U+FFFF are no characters of XML
      i += 2;
    } else {
      out += c;
    }
  }
  return out;
}

/// The cases of one file.
struct Suite {
  std::string cases;
  size_t tests = 0;
  size_t failures = 0;
  size_t errors = 0;
};

class JunitWriter {
 public:
  JunitWriter(const lint::Report& report, const Style& style)
      : report_(report), style_(style), lines_(report) {}

  std::string Take() {
    auto finding = report_.findings.begin();
    for (uint32_t file = 0; file < report_.files.size(); ++file) {
      if (report_.files[file] == nullptr) continue;
      const std::string& name = report_.files[file]->source->name();
      Suite suite;
      for (; finding != report_.findings.end() && finding->place.file == file; ++finding) {
        AddFinding(*finding, name, suite);
      }
      if (suite.tests == 0) {
        if (report_.files[file]->skipped()) continue;
        AddCase(suite, "whittle", name, 1, {});
      }
      AddSuite(suite, name);
    }
    for (const lint::FileError& error : report_.errors) {
      Suite suite;
      suite.errors = 1;
      AddCase(suite, "whittle", error.path, 1,
              fmt::format("<error type=\"unreadable\" message=\"{}\"/>", Escaped(error.message)));
      AddSuite(suite, error.path);
    }
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"whittle\" tests=\"{}\" "
        "failures=\"{}\" errors=\"{}\">\n{}</testsuites>\n",
        total_.tests, total_.failures, total_.errors, total_.cases);
  }

 private:
  void AddFinding(const lint::Finding& finding, std::string_view file, Suite& suite) {
    std::string text =
        fmt::format("{}: {}[{}] {}", lines_.Where(finding.place), lint::ToString(finding.level),
                    finding.rule->name, finding.message);
    const std::string_view help = finding.HelpText();
    if (!help.empty()) text += fmt::format("\nhelp: {}", help);
    const bool fails = style_.fail_on && finding.level <= *style_.fail_on;
    suite.failures += fails ? 1U : 0U;
    AddCase(
        suite, finding.rule->name, file,
        lines_.Of(finding.place.file).LineOf(finding.place.span.begin),
        fails ? fmt::format("<failure type=\"{}\" message=\"{}\">{}</failure>",
                            lint::ToString(finding.level), Escaped(finding.message), Escaped(text))
              : fmt::format("<system-out>{}</system-out>", Escaped(text)));
  }

  static void AddCase(Suite& suite, std::string_view name, std::string_view file, uint32_t line,
                      std::string_view content) {
    ++suite.tests;
    suite.cases +=
        fmt::format("    <testcase name=\"{0}\" classname=\"{1}\" file=\"{1}\" line=\"{2}\"",
                    Escaped(name), Escaped(file), line);
    suite.cases += content.empty() ? "/>\n" : fmt::format(">{}</testcase>\n", content);
  }

  void AddSuite(const Suite& suite, std::string_view name) {
    total_.tests += suite.tests;
    total_.failures += suite.failures;
    total_.errors += suite.errors;
    total_.cases += fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n{}  </testsuite>\n",
        Escaped(name), suite.tests, suite.failures, suite.errors, suite.cases);
  }

  const lint::Report& report_;
  const Style& style_;
  Lines lines_;
  Suite total_;
};

}  // namespace

std::string Junit(const lint::Report& report, const Style& style) {
  return JunitWriter(report, style).Take();
}

}  // namespace whittle::report
