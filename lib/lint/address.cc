#include "lint/address.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "text/pointer.h"

namespace whittle::lint {

namespace {

/// In the manner of FNV-1a, 64 bits, but eight bytes at a time: a finding may be about a whole
/// policy. The same on all little-endian machines.
class Hash {
 public:
  void Add(std::string_view text) {
    // The size keeps "ab" + "c" apart from "a" + "bc".
    Word(text.size());
    if (text.size() < kWord) {
      Word(Load(text.data(), text.size()));
      return;
    }
    // The last word overlaps the one before it.
    for (size_t at = 0; at + kWord < text.size(); at += kWord) Word(Load(text.data() + at, kWord));
    Word(Load(text.data() + (text.size() - kWord), kWord));
  }
  void Add(uint64_t number) { Word(number); }
  /// A value and all below it, however they are spelled.
  void Add(const text::Node& root) {
    text::Walk(root, [this](const text::Node& node) {
      const size_t children = node.members().size() + node.items().size();
      Word(static_cast<uint64_t>(node.kind()) + (uint64_t{children} << 8));
      if (node.is_scalar()) Add(node.text());
      for (const text::Member& member : node.members()) Add(member.key.text());
      return true;
    });
  }
  [[nodiscard]] uint64_t value() const { return value_; }

 private:
  static constexpr size_t kWord = sizeof(uint64_t);
  static uint64_t Load(const char* from, size_t size) {
    uint64_t word = 0;
    if (size != 0) std::memcpy(&word, from, size);
    return word;
  }
  void Word(uint64_t word) {
    value_ = (value_ ^ word) * 0x9e3779b97f4a7c15;
    value_ ^= value_ >> 32;
  }
  uint64_t value_ = 0xcbf29ce484222325;
};

/// The statement that contains the span, or null. Statements follow the text.
const policy::Statement* StatementAt(const documents::Document& document, text::Span span) {
  if (document.policy == nullptr) return nullptr;
  const auto statements = document.policy->statements;
  const auto after = std::upper_bound(statements.begin(), statements.end(), span.begin,
                                      [](uint32_t wanted, const policy::Statement& statement) {
                                        return wanted < statement.node->span().begin;
                                      });
  if (after == statements.begin()) return nullptr;
  const policy::Statement& statement = *(after - 1);
  return statement.node->span().Contains(span) ? &statement : nullptr;
}

/// Hashes of values. Findings of one value follow each other, so the last hash is kept: a large
/// statement with many findings is read once.
class ValueHashes {
 public:
  uint64_t Of(const text::Node& value) {
    if (&value != value_) {
      Hash hash;
      hash.Add(value);
      value_ = &value;
      hash_ = hash.value();
    }
    return hash_;
  }

 private:
  const text::Node* value_ = nullptr;
  uint64_t hash_ = 0;
};

class Fingerprinter {
 public:
  /// `whole` is the value that the finding points at; null: a part of one, a key, or no value.
  uint64_t Of(const Finding& finding, const documents::File& file, const text::Node* whole) {
    Hash hash;
    hash.Add(finding.rule->name);
    const text::Span span = finding.place.span;
    if (finding.place.document != kNoDocument) {
      const documents::Document& document = file.documents[finding.place.document];
      hash.Add(documents::ToString(document.kind));
      hash.Add(document.owner.name);
      if (const policy::Statement* statement = StatementAt(document, span)) {
        if (statement->sid.present() && !statement->sid.value.empty()) {
          hash.Add(statement->sid.value);
        } else {
          hash.Add(statements_.Of(*statement->node));
        }
        // The statement as a whole is already told by its Sid.
        if (whole == statement->node) return hash.value();
      }
    }
    if (whole != nullptr) {
      hash.Add(values_.Of(*whole));
    } else {
      hash.Add(file.source->Slice(span));
    }
    return hash.value();
  }

 private:
  ValueHashes statements_;
  ValueHashes values_;
};

/// Sets the place's pointer; returns the value that it is about as a whole, or null.
const text::Node* SetPointer(Place& place, const documents::File& file) {
  if (place.document == kNoDocument) return nullptr;
  const text::Node* document = file.documents[place.document].node;
  if (document == nullptr) return nullptr;
  text::PointerPath path = text::PointerTo(*document, place.span);
  place.pointer = std::move(path.pointer);
  return !path.is_key && path.value->span() == place.span ? path.value : nullptr;
}

}  // namespace

void SetAddresses(std::span<Finding> findings,
                  const std::function<const documents::File&(uint32_t)>& file_of) {
  Fingerprinter fingerprinter;
  for (Finding& finding : findings) {
    const documents::File& file = file_of(finding.place.file);
    const text::Node* whole = SetPointer(finding.place, file);
    for (Related& related : finding.related) SetPointer(related.place, file_of(related.place.file));
    finding.fingerprint = fingerprinter.Of(finding, file, whole);
  }
}

void TellEqualApart(std::span<Finding> findings) {
  std::unordered_map<uint64_t, uint64_t> seen;
  uint32_t file = UINT32_MAX;
  for (Finding& finding : findings) {
    if (finding.place.file != file) {
      seen.clear();
      file = finding.place.file;
    }
    const uint64_t earlier = seen[finding.fingerprint]++;
    finding.fingerprint += earlier * 0x9e3779b97f4a7c15;
  }
}

std::string FingerprintText(uint64_t fingerprint) { return fmt::format("{:016x}", fingerprint); }

uint64_t HashOf(std::string_view text) {
  Hash hash;
  hash.Add(text);
  return hash.value();
}

}  // namespace whittle::lint
