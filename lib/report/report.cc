#include "report/report.h"

namespace whittle::report {

std::optional<Format> ParseFormat(std::string_view name) {
  for (size_t i = 0; i < kFormatNames.size(); ++i) {
    if (kFormatNames[i] == name) return static_cast<Format>(i);
  }
  return std::nullopt;
}

bool ShowsAddresses(Format format) {
  return format == Format::kJson || format == Format::kSarif || format == Format::kGitlab;
}

std::string Write(const lint::Report& report, Format format, const Style& style) {
  switch (format) {
    case Format::kText:
      return Text(report, style);
    case Format::kConcise:
      return Concise(report, style);
    case Format::kJson:
      return Json(report, style);
    case Format::kSarif:
      return Sarif(report, style);
    case Format::kGithub:
      return Github(report, style);
    case Format::kGitlab:
      return Gitlab(report, style);
    case Format::kJunit:
      return Junit(report, style);
  }
  return {};
}

}  // namespace whittle::report
