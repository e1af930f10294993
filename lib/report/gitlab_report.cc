// The lint report as GitLab's code quality report.
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include "lint/address.h"
#include "report/json_text.h"
#include "report/lines.h"
#include "report/paths.h"
#include "report/report.h"

namespace whittle::report {

namespace {

/// GitLab's scale is info, minor, major, critical, blocker.
std::string_view Severity(lint::Level level) {
  switch (level) {
    case lint::Level::kError:
      return "blocker";
    case lint::Level::kSecurityWarning:
      return "critical";
    case lint::Level::kWarning:
      return "major";
    case lint::Level::kSuggestion:
      return "info";
  }
  return {};
}

class GitlabWriter {
 public:
  explicit GitlabWriter(const lint::Report& report) : report_(report), writer_(buffer_) {
    writer_.SetIndent(' ', 2);
  }

  std::string Take() {
    Lines lines(report_);
    writer_.StartArray();
    for (const lint::Finding& finding : report_.findings) {
      const lint::Place& place = finding.place;
      const text::LineIndex& index = lines.Of(place.file);
      Issue(finding.rule->name, finding.message, Severity(finding.level), finding.fingerprint,
            report_.files[place.file]->source->name(), index.LineOf(place.span.begin),
            index.LineOf(place.span.end));
    }
    for (const lint::FileError& error : report_.errors) {
      Issue("unreadable-file", error.message, "blocker", 0, error.path, 1, 1);
    }
    writer_.EndArray();
    return std::string(buffer_.GetString(), buffer_.GetSize()) + "\n";
  }

 private:
  void Issue(std::string_view rule, std::string_view message, std::string_view severity,
             uint64_t fingerprint, std::string_view name, uint32_t first, uint32_t last) {
    const std::string path = RepositoryPath(name);
    writer_.StartObject();
    WriteMember(writer_, "check_name", rule);
    WriteMember(writer_, "description", message);
    WriteMember(writer_, "severity", severity);
    // GitLab wants each fingerprint once in the report; ours is the same in a copy of the file.
    WriteMember(writer_, "fingerprint",
                lint::FingerprintText(fingerprint) + lint::FingerprintText(lint::HashOf(path)));
    WriteString(writer_, "location");
    writer_.StartObject();
    WriteMember(writer_, "path", path);
    WriteString(writer_, "lines");
    writer_.StartObject();
    WriteString(writer_, "begin");
    writer_.Uint(first);
    WriteString(writer_, "end");
    writer_.Uint(last);
    writer_.EndObject();
    writer_.EndObject();
    writer_.EndObject();
  }

  const lint::Report& report_;
  rapidjson::StringBuffer buffer_;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer_;
};

}  // namespace

std::string Gitlab(const lint::Report& report, const Style& /*style*/) {
  return GitlabWriter(report).Take();
}

}  // namespace whittle::report
