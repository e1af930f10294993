#include "lint/fingerprint.h"

#include <unordered_map>

namespace whittle::lint {

namespace {

/// FNV-1a, 64 bits.
class Hash {
 public:
  void Add(std::string_view text) {
    for (const char c : text) Byte(c);
    Byte('\0');  // "ab" + "c" is not "a" + "bc"
  }
  /// Text without the white space that formatting puts between tokens.
  void AddUnspaced(std::string_view text) {
    bool quoted = false;
    for (size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (quoted && c == '\\' && i + 1 < text.size()) {
        Byte(c);
        Byte(text[++i]);
        continue;
      }
      if (c == '"') quoted = !quoted;
      if (quoted || (c != ' ' && c != '\n' && c != '\t' && c != '\r')) Byte(c);
    }
    Byte('\0');
  }
  [[nodiscard]] uint64_t value() const { return value_; }

 private:
  void Byte(char c) { value_ = (value_ ^ static_cast<uint8_t>(c)) * 0x100000001b3; }
  uint64_t value_ = 0xcbf29ce484222325;
};

const policy::Statement* StatementAt(const documents::Document& document, text::Span span) {
  if (document.policy == nullptr) return nullptr;
  for (const policy::Statement& statement : document.policy->statements) {
    if (statement.node->span().Contains(span)) return &statement;
  }
  return nullptr;
}

uint64_t Fingerprint(const Finding& finding, const documents::File& file) {
  Hash hash;
  hash.Add(finding.rule->name);
  const std::string_view text = file.source->Slice(finding.place.span);
  if (finding.place.document == kNoDocument) {
    hash.AddUnspaced(text);
    return hash.value();
  }
  const documents::Document& document = file.documents[finding.place.document];
  hash.Add(documents::ToString(document.kind));
  hash.Add(document.owner.name);
  if (const policy::Statement* statement = StatementAt(document, finding.place.span)) {
    if (statement->sid.present() && !statement->sid.value.empty()) {
      hash.Add(statement->sid.value);
    } else {
      hash.AddUnspaced(file.source->Slice(statement->node->span()));
    }
    // The statement as a whole is already told by its Sid.
    if (finding.place.span == statement->node->span()) return hash.value();
  }
  hash.AddUnspaced(text);
  return hash.value();
}

}  // namespace

std::vector<uint64_t> Fingerprints(const Report& report) {
  std::vector<uint64_t> prints;
  prints.reserve(report.findings.size());
  std::unordered_map<uint64_t, uint64_t> seen;
  uint32_t file = UINT32_MAX;
  for (const Finding& finding : report.findings) {
    if (finding.place.file != file) {
      seen.clear();
      file = finding.place.file;
    }
    const uint64_t print = Fingerprint(finding, *report.files[file]);
    const uint64_t earlier = seen[print]++;
    prints.push_back(print + earlier * 0x9e3779b97f4a7c15);
  }
  return prints;
}

}  // namespace whittle::lint
