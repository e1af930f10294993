// The lint report as JSON; docs/json.md describes it.
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "lint/address.h"
#include "report/aliases.h"
#include "report/json_text.h"
#include "report/lines.h"
#include "report/report.h"

namespace whittle::report {

namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

class ReportWriter {
 public:
  explicit ReportWriter(const lint::Report& report)
      : report_(report), writer_(buffer_), lines_(report) {
    uint32_t first = 0;
    for (const auto& file : report.files) {
      first_document_.push_back(first);
      if (file != nullptr) first += static_cast<uint32_t>(file->documents.size());
    }
  }

  std::string Take(const Style& style) {
    writer_.StartObject();
    Key("version");
    writer_.Int(1);
    Key("tool");
    writer_.StartObject();
    Key("name");
    String("whittle");
    Key("version");
    String(style.version);
    Key("catalog");
    String(report_.catalog_date);
    writer_.EndObject();
    Documents();
    Findings();
    Key("suppressed");
    writer_.StartArray();
    writer_.EndArray();
    Key("errors");
    writer_.StartArray();
    for (const lint::FileError& error : report_.errors) {
      writer_.StartObject();
      Key("file");
      String(error.path);
      Key("message");
      String(error.message);
      writer_.EndObject();
    }
    writer_.EndArray();
    Summary();
    writer_.EndObject();
    buffer_.Put('\n');
    return {buffer_.GetString(), buffer_.GetSize()};
  }

 private:
  void Key(std::string_view key) {
    writer_.Key(key.data(), static_cast<rapidjson::SizeType>(key.size()));
  }
  void String(std::string_view text) { WriteString(writer_, text); }
  void Number(size_t number) { writer_.Uint64(number); }

  void Documents() {
    Key("documents");
    writer_.StartArray();
    for (const auto& file : report_.files) {
      if (file == nullptr) continue;
      for (const documents::Document& document : file->documents) {
        writer_.StartObject();
        Key("file");
        String(file->source->name());
        Key("kind");
        String(documents::ToString(document.kind));
        Key("pointer");
        String(document.pointer);
        Key("owner");
        writer_.StartObject();
        Key("type");
        String(document.owner.type);
        Key("name");
        String(document.owner.name);
        Key("address");
        String(document.owner.address);
        writer_.EndObject();
        writer_.EndObject();
      }
    }
    writer_.EndArray();
  }

  void Position(std::string_view key, const text::Position& position) {
    Key(key);
    writer_.StartObject();
    Key("line");
    Number(position.line);
    Key("column");
    Number(position.column);
    Key("offset");
    Number(position.offset);
    writer_.EndObject();
  }

  /// `file`, `pointer` and `range` of a place.
  void Place(const lint::Place& place) {
    Key("pointer");
    if (place.document == lint::kNoDocument) {
      writer_.Null();
    } else {
      String(place.pointer);
    }
    Key("range");
    writer_.StartObject();
    const text::LineIndex& lines = lines_.Of(place.file);
    Position("start", lines.Locate(place.span.begin));
    Position("end", lines.Locate(place.span.end));
    writer_.EndObject();
  }

  void Aliases(const lint::Finding& finding) {
    Key("aliases");
    writer_.StartObject();
    ForEachAlias(finding.rule->aliases, [&](std::string_view tool, std::string_view names) {
      Key(tool);
      writer_.StartArray();
      if (tool == kAccessAnalyzer) names = finding.aws_code;
      ForEachWord(names, [&](std::string_view name) { String(name); });
      writer_.EndArray();
    });
    writer_.EndObject();
  }

  void WriteFix(const lint::Fix& fix, const documents::File& file) {
    Key("fix");
    writer_.StartObject();
    Key("safe");
    writer_.Bool(fix.safe);
    Key("edits");
    writer_.StartArray();
    for (const text::Edit& edit : fix.edits) {
      writer_.StartObject();
      Key("file");
      String(file.source->name());
      Key("start");
      Number(edit.span.begin);
      Key("end");
      Number(edit.span.end);
      Key("text");
      String(edit.text);
      writer_.EndObject();
    }
    writer_.EndArray();
    writer_.EndObject();
  }

  void Finding(const lint::Finding& finding) {
    const lint::Place& place = finding.place;
    const documents::File& file = *report_.files[place.file];
    writer_.StartObject();
    Key("rule");
    String(finding.rule->name);
    Key("level");
    String(lint::ToString(finding.level));
    Key("message");
    String(finding.message);
    Key("help");
    String(finding.HelpText());
    Key("file");
    String(file.source->name());
    Key("document");
    DocumentOf(place);
    Place(place);
    Key("related");
    writer_.StartArray();
    for (const lint::Related& related : finding.related) {
      writer_.StartObject();
      Key("file");
      String(report_.files[related.place.file]->source->name());
      Place(related.place);
      if (!related.note.empty()) {
        Key("message");
        String(related.note);
      }
      writer_.EndObject();
    }
    writer_.EndArray();
    Aliases(finding);
    Key("fingerprint");
    String(lint::FingerprintText(finding.fingerprint));
    if (finding.fix) WriteFix(*finding.fix, file);
    if (finding.suggestion) {
      Key("suggestion");
      writer_.StartObject();
      Key("title");
      String(finding.suggestion->title);
      Key("document");
      const std::string& document = finding.suggestion->document;
      writer_.RawValue(document.data(), document.size(), rapidjson::kObjectType);
      Key("proved");
      writer_.Bool(finding.suggestion->proved);
      writer_.EndObject();
    }
    writer_.EndObject();
  }

  void DocumentOf(const lint::Place& place) {
    if (place.document == lint::kNoDocument) {
      writer_.Null();
      Key("kind");
      writer_.Null();
      return;
    }
    Number(first_document_[place.file] + place.document);
    Key("kind");
    String(documents::ToString(report_.files[place.file]->documents[place.document].kind));
  }

  void Findings() {
    Key("findings");
    writer_.StartArray();
    for (const lint::Finding& finding : report_.findings) Finding(finding);
    writer_.EndArray();
  }

  void Summary() {
    Key("summary");
    writer_.StartObject();
    Key("files");
    Number(report_.FileCount());
    Key("documents");
    Number(report_.DocumentCount());
    Key("skipped");
    Number(report_.skipped);
    Key("unknown");
    Number(report_.UnknownCount());
    for (const lint::Level level : {lint::Level::kError, lint::Level::kSecurityWarning,
                                    lint::Level::kWarning, lint::Level::kSuggestion}) {
      Key(lint::ToString(level));
      Number(report_.Count(level));
    }
    writer_.EndObject();
  }

  const lint::Report& report_;
  rapidjson::StringBuffer buffer_;
  Writer writer_;
  std::vector<uint32_t> first_document_;
  Lines lines_;
};

}  // namespace

std::string Json(const lint::Report& report, const Style& style) {
  return ReportWriter(report).Take(style);
}

}  // namespace whittle::report
