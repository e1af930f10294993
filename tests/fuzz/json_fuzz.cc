// Any bytes through the JSON reader; what it makes must hang together.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

#include "text/json.h"
#include "text/pointer.h"

namespace {

using namespace whittle::text;

void Require(bool condition) {
  if (!condition) std::abort();
}

bool HasDuplicateKeys(const Node& root) {
  bool duplicates = false;
  Walk(root, [&](const Node& node) {
    std::set<std::string_view> keys;
    for (const Member& member : node.members()) {
      duplicates = duplicates || !keys.insert(member.key.text()).second;
    }
    return true;
  });
  return duplicates;
}

void CheckTree(const Node& root, const Source& source) {
  const bool duplicates = HasDuplicateKeys(root);
  Walk(root, [&](const Node& node) {
    Require(node.span().begin < node.span().end && node.span().end <= source.text().size());
    if (node.exact() && node.is_string()) {
      Require(source.Slice(node.Part(0, node.text().size())) == node.text());
    }
    if (node.is_string()) Require(FindInvalidUtf8(node.text()) == std::string_view::npos);
    uint32_t at = node.span().begin;
    for (const Member& member : node.members()) {
      Require(member.key.span().begin > at && member.key.span().end < member.value.span().begin);
      at = member.value.span().end;
    }
    for (const Node& item : node.items()) {
      Require(item.span().begin > at);
      at = item.span().end;
    }
    Require(at <= node.span().end);
    const PointerPath path = PointerTo(root, node.span());
    const Node* found = Resolve(root, path.pointer);
    // With duplicate keys the pointer leads to the first, and from there perhaps nowhere.
    Require((found != nullptr || duplicates) && !path.is_key);
    return true;
  });
}

/// Every place of an embedded text lies within the string, in order, and says the truth when exact.
void CheckMap(const EmbeddedText& text, const Source& source, Span whole) {
  uint32_t last = whole.begin;
  for (size_t i = 0; i < text.text.size(); ++i) {
    const Span place = text.ToFile(i, i + 1);
    Require(whole.Contains(place) && !place.empty() && place.begin >= last);
    last = place.begin;
    if (text.IsExact(i, i + 1)) Require(source.Slice(place) == text.text.substr(i, 1));
  }
  Require(whole.Contains(text.ToFile(text.text.size(), text.text.size())));
}

/// Reads the string as JSON, and the strings in that once more.
void ReadEmbedded(const EmbeddedText& text, const Source& source, Span whole, Arena& arena,
                  int depth) {
  CheckMap(text, source, whole);
  const EmbeddedResult inner = ReadJson(text, arena);
  if (inner.error) {
    Require(whole.Contains(inner.error->span));
    return;
  }
  Walk(inner.root, [&](const Node& part) {
    Require(whole.Contains(part.span()) && !part.span().empty());
    if (part.is_string() && depth > 0) {
      ReadEmbedded(FromJsonString(part, text, arena), source, part.span(), arena, depth - 1);
    }
    return true;
  });
}

void CheckLines(const LineIndex& lines, uint32_t offset) {
  const Position at = lines.Locate(offset);
  Require(at.line >= 1 && at.line <= lines.line_count() && at.column >= 1);
  Require(lines.Utf16Column(offset) >= at.column);
  static_cast<void>(lines.Line(at.line));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Source source("fuzz.json", std::string(reinterpret_cast<const char*>(data), size));
  Require(FindInvalidUtf8(ToValidUtf8(source.text())) == std::string_view::npos);
  JsonResult result = ReadJson(source);
  const LineIndex lines(source.text());
  if (result.error) {
    const SyntaxError& error = *result.error;
    Require(error.span.begin <= error.span.end && error.span.end <= size);
    Require(!error.span.empty() || error.span.begin == size || error.span.begin == 0);
    Require(!error.message.empty() && !error.help.empty());
    Require(FindInvalidUtf8(error.message + error.help) == std::string_view::npos);
    CheckLines(lines, error.span.begin);
    CheckLines(lines, error.span.end);
    return 0;
  }
  CheckTree(result.tree.root, source);
  Walk(result.tree.root, [&](const Node& node) {
    CheckLines(lines, node.span().begin);
    if (!node.is_string()) return true;
    Arena& arena = result.tree.arena;
    const EmbeddedText text = FromJsonString(node, source, arena);
    Require(text.text == node.text());
    ReadEmbedded(text, source, node.span(), arena, 2);
    ReadEmbedded(PercentDecode(text, arena), source, node.span(), arena, 1);
    return true;
  });
  return 0;
}
