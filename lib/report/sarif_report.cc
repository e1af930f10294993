// The lint report as a SARIF 2.1.0 log.
// Section numbers are those of the OASIS standard. GitHub's reading of it: docs.github.com, "SARIF
// support for code scanning".
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

#include "lint/address.h"
#include "report/json_text.h"
#include "report/lines.h"
#include "report/paths.h"
#include "report/report.h"
#include "report/rules_report.h"

namespace whittle::report {

namespace {

std::string_view SarifLevel(lint::Level level) {
  switch (level) {
    case lint::Level::kError:
      return "error";
    case lint::Level::kSecurityWarning:
    case lint::Level::kWarning:
      return "warning";
    case lint::Level::kSuggestion:
      return "note";
  }
  return {};
}

/// GitHub's severity of a rule that is not about security.
std::string_view ProblemSeverity(lint::Level level) {
  return level == lint::Level::kSuggestion ? "recommendation" : SarifLevel(level);
}

class SarifWriter {
 public:
  explicit SarifWriter(const lint::Report& report)
      : report_(report), writer_(buffer_), lines_(report) {
    for (const lint::Finding& finding : report.findings) rules_.push_back(finding.rule);
    std::sort(rules_.begin(), rules_.end(), ByName);
    rules_.erase(std::unique(rules_.begin(), rules_.end()), rules_.end());
  }

  std::string Take(const Style& style) {
    writer_.StartObject();
    Member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    Member("version", "2.1.0");
    Key("runs");
    writer_.StartArray();
    writer_.StartObject();
    Tool(style);
    Invocation();
    Member("columnKind", "utf16CodeUnits");
    Results();
    writer_.EndObject();
    writer_.EndArray();
    writer_.EndObject();
    std::string text(buffer_.GetString(), buffer_.GetSize());
    text += '\n';
    return text;
  }

 private:
  static bool ByName(const lint::RuleInfo* a, const lint::RuleInfo* b) { return a->name < b->name; }

  void Key(std::string_view key) { WriteString(writer_, key); }
  void Member(std::string_view key, std::string_view value) { WriteMember(writer_, key, value); }
  void Member(std::string_view key, uint32_t number) {
    Key(key);
    writer_.Uint(number);
  }
  /// A message object (3.11).
  void Message(std::string_view key, std::string_view text, std::string_view markdown = {}) {
    Key(key);
    writer_.StartObject();
    Member("text", text);
    if (!markdown.empty()) Member("markdown", markdown);
    writer_.EndObject();
  }

  void Tool(const Style& style) {
    Key("tool");
    writer_.StartObject();
    Key("driver");
    writer_.StartObject();
    Member("name", "whittle");
    Member("version", style.version);
    Key("properties");
    writer_.StartObject();
    Member("catalog", report_.catalog_date);
    writer_.EndObject();
    Key("rules");
    writer_.StartArray();
    for (const lint::RuleInfo* rule : rules_) Rule(*rule);
    writer_.EndArray();
    writer_.EndObject();
    writer_.EndObject();
  }

  /// A reporting descriptor (3.49).
  void Rule(const lint::RuleInfo& rule) {
    writer_.StartObject();
    Member("id", rule.name);
    Message("shortDescription", rule.summary);
    if (!rule.why.empty()) Message("fullDescription", rule.why);
    std::string plain(rule.why);
    if (!plain.empty() && !rule.fix.empty()) plain += "\n\n";
    plain += rule.fix;
    if (!plain.empty()) Message("help", plain, HelpMarkdown(rule));
    if (rule.source.substr(0, 8) == "https://") Member("helpUri", rule.source);
    Key("defaultConfiguration");
    writer_.StartObject();
    Member("level", SarifLevel(rule.level));
    writer_.EndObject();
    Key("properties");
    writer_.StartObject();
    Key("tags");
    writer_.StartArray();
    const bool security = rule.level == lint::Level::kSecurityWarning;
    if (security) WriteString(writer_, "security");
    WriteString(writer_, "iam");
    WriteString(writer_, "iam-" + std::string(rule.group));
    writer_.EndArray();
    Member("precision", "high");
    // GitHub shows what has a `security-severity` as a security alert, from 7.0 on as a high one.
    if (security) Member("security-severity", "7.0");
    Member("problem.severity", ProblemSeverity(rule.level));
    writer_.EndObject();
    writer_.EndObject();
  }

  /// Files that could not be read are notifications (3.20.21).
  void Invocation() {
    Key("invocations");
    writer_.StartArray();
    writer_.StartObject();
    Key("executionSuccessful");
    writer_.Bool(report_.errors.empty());
    if (!report_.errors.empty()) {
      Key("toolExecutionNotifications");
      writer_.StartArray();
      for (const lint::FileError& error : report_.errors) {
        writer_.StartObject();
        Member("level", "error");
        Message("message", error.message);
        Key("locations");
        writer_.StartArray();
        writer_.StartObject();
        Key("physicalLocation");
        writer_.StartObject();
        Artifact(error.path);
        writer_.EndObject();
        writer_.EndObject();
        writer_.EndArray();
        writer_.EndObject();
      }
      writer_.EndArray();
    }
    writer_.EndObject();
    writer_.EndArray();
  }

  void Artifact(std::string_view path) {
    Key("artifactLocation");
    writer_.StartObject();
    Member("uri", UriOf(path));
    // What a relative path starts from (3.4.4); code hosts take it as the repository's root.
    if (!IsAbsolutePath(path)) Member("uriBaseId", "%SRCROOT%");
    writer_.EndObject();
  }

  /// `physicalLocation` (3.29) and, where there is a document, `logicalLocations` (3.33): the JSON
  /// Pointer from the file's root.
  void Location(const lint::Place& place) {
    const documents::File& file = *report_.files[place.file];
    Key("physicalLocation");
    writer_.StartObject();
    Artifact(file.source->name());
    Key("region");
    writer_.StartObject();
    const text::LineIndex& lines = lines_.Of(place.file);
    Member("startLine", lines.LineOf(place.span.begin));
    Member("startColumn", lines.Utf16Column(place.span.begin));
    Member("endLine", lines.LineOf(place.span.end));
    Member("endColumn", lines.Utf16Column(place.span.end));
    writer_.EndObject();
    writer_.EndObject();
    if (place.document == lint::kNoDocument) return;
    Key("logicalLocations");
    writer_.StartArray();
    writer_.StartObject();
    Member("fullyQualifiedName", file.documents[place.document].pointer + place.pointer);
    writer_.EndObject();
    writer_.EndArray();
  }

  void Results() {
    Key("results");
    writer_.StartArray();
    for (const lint::Finding& finding : report_.findings) Result(finding);
    writer_.EndArray();
  }

  void Result(const lint::Finding& finding) {
    writer_.StartObject();
    Member("ruleId", finding.rule->name);
    const auto rule = std::lower_bound(rules_.begin(), rules_.end(), finding.rule, ByName);
    Member("ruleIndex", static_cast<uint32_t>(rule - rules_.begin()));
    Member("level", SarifLevel(finding.level));
    // The rule's own help is shown beside it; only what is said of this place belongs here.
    std::string message = finding.message + ".";
    if (!finding.help.empty()) message += "\n" + finding.help;
    Message("message", message);
    Key("locations");
    writer_.StartArray();
    writer_.StartObject();
    Location(finding.place);
    writer_.EndObject();
    writer_.EndArray();
    if (!finding.related.empty()) RelatedLocations(finding);
    Key("partialFingerprints");
    writer_.StartObject();
    Member("whittle/v1", lint::FingerprintText(finding.fingerprint));
    writer_.EndObject();
    Key("properties");
    writer_.StartObject();
    Member("level", lint::ToString(finding.level));
    if (!finding.aws_code.empty()) Member("accessAnalyzer", finding.aws_code);
    writer_.EndObject();
    writer_.EndObject();
  }

  void RelatedLocations(const lint::Finding& finding) {
    Key("relatedLocations");
    writer_.StartArray();
    uint32_t id = 0;
    for (const lint::Related& related : finding.related) {
      writer_.StartObject();
      Member("id", ++id);
      Location(related.place);
      // GitHub shows only related places that have a message.
      Message("message", related.note.empty() ? "see also here" : std::string_view(related.note));
      writer_.EndObject();
    }
    writer_.EndArray();
  }

  const lint::Report& report_;
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_;
  Lines lines_;
  std::vector<const lint::RuleInfo*> rules_;  ///< those with findings, by name
};

}  // namespace

std::string Sarif(const lint::Report& report, const Style& style) {
  return SarifWriter(report).Take(style);
}

}  // namespace whittle::report
