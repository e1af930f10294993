#include "rules/sizes/measure.h"

#include <algorithm>
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

/// What the placeholders of a text take of the count.
size_t CountHoles(const policy::Text& text, bool with_space) {
  if (!text.has_holes) return 0;
  // What an intrinsic makes is a string at least.
  if (!text.node->is_string()) return CountCompact(*text.node, with_space) - 2;
  size_t count = 0;
  for (const policy::Piece& piece : text.pieces) {
    if (piece.kind != policy::PieceKind::kHole) continue;
    count += CountString(text.value.substr(piece.begin, piece.end - piece.begin), with_space) - 2;
  }
  return count;
}

/// `count` without what placeholders take of it, which may stand for less; 0 where whole parts may
/// not be there.
size_t LeastOf(const policy::Policy& policy, size_t count, bool with_space) {
  if (!policy.has_unknowns) return count;
  if (policy.open) return 0;
  bool certain = true;
  const auto take = [&](const policy::Text& text) {
    certain = certain && text.choice == 0;
    count -= std::min(count, CountHoles(text, with_space));
  };
  const auto take_all = [&](const auto& clause) {
    certain = certain && !clause.open;
    for (const auto& entry : clause.entries) take(entry.text);
  };
  for (const policy::Statement& statement : policy.statements) {
    if (statement.choice != 0 || statement.condition_open) return 0;
    if (statement.sid.present()) take(statement.sid);
    take_all(statement.principal);
    take_all(statement.action);
    take_all(statement.resource);
    for (const policy::Condition& condition : statement.conditions) {
      certain = certain && !condition.open;
      take(condition.key);
      for (const policy::Text& value : condition.values) take(value);
    }
  }
  return certain ? count : 0;
}

/// 1 for a byte that begins a character and is no white space. Control characters stand in JSON
/// only as white space.
uint8_t Counts(char c) {
  // Above the space as a signed number: ASCII. Below -64: a continuation byte.
  const auto byte = static_cast<signed char>(c);
  return static_cast<uint8_t>(byte > ' ' ? 1 : 0) |
         static_cast<uint8_t>(byte < 0 && byte >= -0x40 ? 1 : 0);
}

constexpr size_t kBlock = 128;

/// Counts over kBlock bytes, in a counter of a byte, of which compilers keep sixteen at once.
uint8_t CountBlock(const char* begin) {
  uint8_t count = 0;
  for (size_t i = 0; i < kBlock; ++i) count = static_cast<uint8_t>(count + Counts(begin[i]));
  return count;
}

size_t CountNow(const lint::PolicyContext& context) {
  // Without escapes the text itself has those characters, and bytes are counted many at a time.
  const std::string_view text = context.file().source->Slice(context.policy().node->span());
  if (!text.empty() && text.front() == '{' && text.find('\\') == std::string_view::npos) {
    size_t count = 0;
    size_t at = 0;
    for (; at + kBlock <= text.size(); at += kBlock) count += CountBlock(text.data() + at);
    for (; at < text.size(); ++at) count += Counts(text[at]);
    return count;
  }
  return CountCompact(*context.policy().node, false);
}

}  // namespace

size_t CountWithoutWhitespace(const lint::PolicyContext& context) {
  return LeastOf(context.policy(), CountNow(context), false);
}

size_t CountAsSaved(const lint::PolicyContext& context) {
  const text::Node& node = *context.policy().node;
  const size_t count = context.document().pointer.empty()
                           ? CountCharacters(context.file().source->Slice(node.span()))
                           : CountCompact(node, true);
  return LeastOf(context.policy(), count, true);
}

}  // namespace whittle::rules
