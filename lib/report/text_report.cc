#include <fmt/format.h>

#include <algorithm>

#include "report/frame.h"
#include "report/lines.h"
#include "report/report.h"

namespace whittle::report {

namespace {

std::string_view LevelColor(lint::Level level, const Paint& paint) {
  switch (level) {
    case lint::Level::kError:
      return paint.Red();
    case lint::Level::kSecurityWarning:
      return paint.Magenta();
    case lint::Level::kWarning:
      return paint.Yellow();
    case lint::Level::kSuggestion:
      return paint.Blue();
  }
  return {};
}

void AppendIndented(std::string_view text, std::string_view indent, std::string& out) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    out += indent;
    out += Printable(text.substr(0, end));
    out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void AppendFinding(const lint::Finding& finding, Lines& lines, const Paint& paint,
                   std::string& out) {
  const std::string_view color = LevelColor(finding.level, paint);
  out +=
      fmt::format("{}{}[{}]{}{}: {}{}\n", color, lint::ToString(finding.level), finding.rule->name,
                  paint.Off(), paint.Bold(), Printable(finding.message), paint.Off());
  out += fmt::format("  {}-->{} {}\n", paint.Blue(), paint.Off(), lines.Where(finding.place));
  AppendFrame(lines.Of(finding.place.file), finding.place.span, {}, color, paint, out);
  constexpr size_t kMostRelated = 4;
  for (size_t i = 0; i < finding.related.size(); ++i) {
    const lint::Related& related = finding.related[i];
    if (i == kMostRelated) {
      out += fmt::format("  {}...{} and {} more places\n", paint.Blue(), paint.Off(),
                         finding.related.size() - i);
      break;
    }
    out += fmt::format("  {}:::{} {}\n", paint.Blue(), paint.Off(), lines.Where(related.place));
    AppendFrame(lines.Of(related.place.file), related.place.span, Printable(related.note),
                paint.Blue(), paint, out);
  }
  const std::string_view help = finding.HelpText();
  if (!help.empty()) {
    out += fmt::format("  {}help:{} ", paint.Green(), paint.Off());
    const size_t end = std::min(help.find('\n'), help.size());
    out += Printable(help.substr(0, end));
    out += '\n';
    AppendIndented(help.substr(std::min(end + 1, help.size())), "        ", out);
  }
  if (finding.suggestion) {
    out += fmt::format(
        "  {}{}{} ({}):\n", paint.Green(), Printable(finding.suggestion->title), paint.Off(),
        finding.suggestion->proved ? "proved to grant nothing new" : "derived, not yet proved");
    AppendIndented(finding.suggestion->document, "    ", out);
  }
  out += '\n';
}

std::string Counted(size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string SummaryLine(const lint::Report& report) {
  std::string found;
  const auto add = [&](lint::Level level, std::string_view one, std::string_view many) {
    const size_t count = report.Count(level);
    if (count == 0) return;
    if (!found.empty()) found += ", ";
    found += Counted(count, one, many);
  };
  add(lint::Level::kError, "error", "errors");
  add(lint::Level::kSecurityWarning, "security warning", "security warnings");
  add(lint::Level::kWarning, "warning", "warnings");
  add(lint::Level::kSuggestion, "suggestion", "suggestions");
  if (found.empty()) found = "no findings";
  const size_t read = report.FileCount() - report.skipped;
  std::string line =
      fmt::format("{} in {}, {}", found, Counted(report.DocumentCount(), "document", "documents"),
                  Counted(read, "file", "files"));
  if (report.skipped != 0) {
    line +=
        fmt::format("; passed over {} without policies", Counted(report.skipped, "file", "files"));
  }
  return line + "\n";
}

}  // namespace

std::string Text(const lint::Report& report, const Style& style) {
  const Paint paint(style.color);
  Lines lines(report);
  std::string out;
  for (const lint::Finding& finding : report.findings) {
    AppendFinding(finding, lines, paint, out);
  }
  for (const lint::FileError& error : report.errors) {
    out += fmt::format("{}error{}: {}: {}\n", paint.Red(), paint.Off(), Printable(error.path),
                       Printable(error.message));
  }
  return out + SummaryLine(report);
}

std::string Concise(const lint::Report& report, const Style& style) {
  const Paint paint(style.color);
  Lines lines(report);
  std::string out;
  for (const lint::Finding& finding : report.findings) {
    out += fmt::format("{}: {}{}[{}]{} {}\n", lines.Where(finding.place),
                       LevelColor(finding.level, paint), lint::ToString(finding.level),
                       finding.rule->name, paint.Off(), Printable(finding.message));
  }
  for (const lint::FileError& error : report.errors) {
    out += fmt::format("{}: error: {}\n", Printable(error.path), Printable(error.message));
  }
  return out;
}

}  // namespace whittle::report
