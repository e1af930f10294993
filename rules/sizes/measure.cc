#include "rules/sizes/measure.h"

namespace whittle::rules {

namespace {

bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// First bytes of characters: all but UTF-8's continuation bytes.
bool StartsCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

size_t CountCharacters(std::string_view text) {
  size_t count = 0;
  for (const char c : text) count += StartsCharacter(c) ? 1 : 0;
  return count;
}

/// Characters of the string's JSON form, quotes included.
size_t CountString(std::string_view text, bool with_space) {
  size_t count = 2;
  for (const char c : text) {
    if (!StartsCharacter(c) || (!with_space && IsSpace(c))) continue;
    count += c == '"' || c == '\\' || (with_space && IsSpace(c) && c != ' ') ? 2 : 1;
  }
  return count;
}

size_t CountCompact(const text::Node& root, bool with_space) {
  size_t count = 0;
  text::Walk(root, [&](const text::Node& node) {
    if (node.is_string()) {
      count += CountString(node.text(), with_space);
    } else if (node.is_scalar()) {
      count += node.text().size();
    } else {
      const size_t children = node.members().size() + node.items().size();
      count += 2 + (children == 0 ? 0 : children - 1);
      for (const text::Member& member : node.members()) {
        count += CountString(member.key.text(), with_space) + 1;
      }
    }
    return true;
  });
  return count;
}

}  // namespace

size_t CountWithoutWhitespace(const lint::PolicyContext& context) {
  return CountCompact(*context.policy().node, false);
}

size_t CountAsSaved(const lint::PolicyContext& context) {
  const text::Node& node = *context.policy().node;
  if (!context.document().pointer.empty()) return CountCompact(node, true);
  return CountCharacters(context.file().source->Slice(node.span()));
}

}  // namespace whittle::rules
