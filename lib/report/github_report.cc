// The lint report as GitHub's workflow commands.
#include <fmt/format.h>

#include "report/lines.h"
#include "report/paths.h"
#include "report/report.h"

namespace whittle::report {

namespace {

std::string_view Command(lint::Level level) {
  switch (level) {
    case lint::Level::kError:
      return "error";
    case lint::Level::kSecurityWarning:
    case lint::Level::kWarning:
      return "warning";
    case lint::Level::kSuggestion:
      return "notice";
  }
  return {};
}

/// A message as a command takes it: a line end would end the command, and text of the linted file
/// must not begin another. Properties are split at `,` and `:`, too.
std::string Escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text::ToValidUtf8(text)) {
    const bool code = c == '%' || c == '\n' || c == '\r' || (property && (c == ':' || c == ','));
    if (code) {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else if ((c >= 0 && c < ' ' && c != '\t') || c == '\x7F') {
      out += "\xEF\xBF\xBD";  // U+FFFD
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string Github(const lint::Report& report, const Style& /*style*/) {
  Lines lines(report);
  std::string out;
  for (const lint::Finding& finding : report.findings) {
    const text::LineIndex& index = lines.Of(finding.place.file);
    const text::Position start = index.Locate(finding.place.span.begin);
    const text::Position end = index.Locate(finding.place.span.end);
    out +=
        fmt::format("::{} file={},line={},endLine={}", Command(finding.level),
                    Escaped(RepositoryPath(report.files[finding.place.file]->source->name()), true),
                    start.line, end.line);
    // GitHub refuses columns on annotations of several lines.
    if (start.line == end.line)
      out += fmt::format(",col={},endColumn={}", start.column, end.column);
    out +=
        fmt::format(",title={}::{}", Escaped(fmt::format("whittle {}", finding.rule->name), true),
                    Escaped(finding.message, false));
    const std::string_view help = finding.HelpText();
    if (!help.empty()) out += "%0A" + Escaped(help, false);
    out += '\n';
  }
  for (const lint::FileError& error : report.errors) {
    out += fmt::format("::error file={},title=whittle::{}\n",
                       Escaped(RepositoryPath(error.path), true), Escaped(error.message, false));
  }
  return out;
}

}  // namespace whittle::report
