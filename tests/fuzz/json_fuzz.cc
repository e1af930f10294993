// Any bytes through the JSON reader; what it makes must hang together.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "text/json.h"
#include "text/pointer.h"

namespace {

using namespace whittle::text;

void Require(bool condition) {
  if (!condition) std::abort();
}

void CheckTree(const Node& root, const Source& source) {
  Walk(root, [&](const Node& node) {
    Require(node.span().begin < node.span().end && node.span().end <= source.text().size());
    if (node.exact() && node.is_string()) {
      Require(source.Slice(node.Part(0, node.text().size())) == node.text());
    }
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
    // With duplicate keys the pointer leads to the first.
    Require(found != nullptr);
    return true;
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Source source("fuzz.json", std::string(reinterpret_cast<const char*>(data), size));
  JsonResult result = ReadJson(source);
  const LineIndex lines(source.text());
  if (result.error) {
    Require(result.error->span.begin <= result.error->span.end);
    Require(result.error->span.end <= size);
    Require(!result.error->message.empty());
    const Position at = lines.Locate(result.error->span.begin);
    Require(at.line >= 1 && at.column >= 1);
    static_cast<void>(lines.Utf16Column(result.error->span.end));
    return 0;
  }
  CheckTree(result.tree.root, source);
  // Each string may hold JSON, plain or in percent codes; its places stay within the string.
  Walk(result.tree.root, [&](const Node& node) {
    if (!node.is_string()) return true;
    const EmbeddedText text = FromJsonString(node, source, result.tree.arena);
    const EmbeddedText decoded = PercentDecode(text, result.tree.arena);
    for (const EmbeddedText* embedded : {&text, &decoded}) {
      const EmbeddedResult inner = ReadJson(*embedded, result.tree.arena);
      if (inner.error) {
        Require(node.span().Contains(inner.error->span));
      } else {
        Walk(inner.root, [&](const Node& part) {
          Require(node.span().Contains(part.span()));
          return true;
        });
      }
    }
    return true;
  });
  return 0;
}
