#include "rules/sizes/measure.h"

#include <array>
#include <cstdint>

namespace whittle::rules {

namespace {

constexpr bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// First bytes of characters: all but UTF-8's continuation bytes.
constexpr bool StartsCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

size_t CountCharacters(std::string_view text) {
  size_t count = 0;
  for (const char c : text) count += StartsCharacter(c) ? 1 : 0;
  return count;
}

/// How many characters each byte of a string makes in its JSON form.
using Widths = std::array<uint8_t, 256>;
constexpr Widths WidthsOf(bool with_space) {
  Widths widths{};
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    uint8_t width = StartsCharacter(c) ? 1 : 0;
    if (c == '"' || c == '\\') width = 2;
    if (IsSpace(c)) width = !with_space ? 0 : c == ' ' ? 1 : 2;
    widths[static_cast<size_t>(byte)] = width;
  }
  return widths;
}
constexpr Widths kWithSpace = WidthsOf(true);
constexpr Widths kWithoutSpace = WidthsOf(false);

/// Characters of the string's JSON form, quotes included.
size_t CountString(std::string_view text, bool with_space) {
  const Widths& widths = with_space ? kWithSpace : kWithoutSpace;
  size_t count = 2;
  for (const char c : text) count += widths[static_cast<uint8_t>(c)];
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
  // Without escapes the text itself has those characters, and bytes are counted many at a time.
  const std::string_view text = context.file().source->Slice(context.policy().node->span());
  if (!text.empty() && text.front() == '{' && text.find('\\') == std::string_view::npos) {
    // Continuation bytes are the lowest as signed numbers, white space the lowest of the rest that
    // JSON text holds.
    uint32_t count = 0;
    for (const char c : text) {
      const auto byte = static_cast<signed char>(c);
      count += static_cast<uint32_t>(byte > ' ') + static_cast<uint32_t>(byte < 0 && byte >= -64);
    }
    return count;
  }
  return CountCompact(*context.policy().node, false);
}

size_t CountAsSaved(const lint::PolicyContext& context) {
  const text::Node& node = *context.policy().node;
  if (!context.document().pointer.empty()) return CountCompact(node, true);
  return CountCharacters(context.file().source->Slice(node.span()));
}

}  // namespace whittle::rules
