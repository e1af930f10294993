#include "access/text_pattern.h"

#include <algorithm>

namespace whittle::access {

namespace {

Symbol Fold(Symbol c) { return c >= 'A' && c <= 'Z' ? static_cast<Symbol>(c - 'A' + 'a') : c; }

}  // namespace

bool Matches(std::span<const Symbol> pattern, std::string_view text, policy::Case letter_case) {
  const bool fold = letter_case == policy::Case::kInsensitive;
  size_t p = 0;
  size_t t = 0;
  size_t star = std::string_view::npos;
  size_t resume = 0;
  while (t < text.size()) {
    const auto c = static_cast<Symbol>(static_cast<unsigned char>(text[t]));
    if (p < pattern.size() && pattern[p] == kAnyRun) {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == kAnyOne || pattern[p] == c ||
                                      (fold && Fold(pattern[p]) == Fold(c)))) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == kAnyRun) ++p;
  return p == pattern.size();
}

TextPattern::TextPattern(const policy::Text& text, uint32_t begin, uint32_t end, TextRules rules)
    : text_(text.value.substr(begin, end - begin)), rules_(rules) {
  const auto is_special = [&rules](const policy::Piece& piece) {
    switch (piece.kind) {
      case policy::PieceKind::kLiteral:
        return false;
      case policy::PieceKind::kHole:
        return true;
      default:
        return rules.variables != Truth::kNo;
    }
  };
  const auto inside = [&](const policy::Piece& piece) {
    return piece.end > begin && piece.begin < end;
  };
  if (std::none_of(text.pieces.begin(), text.pieces.end(), [&](const policy::Piece& piece) {
        return inside(piece) && is_special(piece);
      })) {
    return;
  }
  for (const policy::Piece& piece : text.pieces) {
    if (!inside(piece)) continue;
    Piece mine{PieceKind::kPattern, false, 0, {}, {}};
    if (!is_special(piece)) {
      const uint32_t from = std::max(begin, piece.begin);
      mine.text = text.value.substr(from, std::min(end, piece.end) - from);
      if (!rules.wildcards) mine.kind = PieceKind::kLiteral;
    } else if (piece.kind == policy::PieceKind::kHole || rules.variables == Truth::kUnknown) {
      mine.kind = PieceKind::kHole;
      has_holes_ = true;
    } else if (piece.kind == policy::PieceKind::kEscape) {
      mine.kind = PieceKind::kLiteral;
      mine.text = piece.name;
    } else {
      mine.kind = PieceKind::kVariable;
      mine.text = piece.name;
      mine.hash = HashKey(piece.name);
      mine.has_default = piece.has_default;
      mine.default_value = piece.default_value;
    }
    pieces_.push_back(mine);
  }
}

bool TextPattern::Expand(const Context& context, Symbols& out) const {
  if (plain()) {
    rules_.wildcards ? out.AddPattern(text_) : out.AddLiteral(text_);
    return true;
  }
  for (const Piece& piece : pieces_) {
    switch (piece.kind) {
      case PieceKind::kPattern:
        out.AddPattern(piece.text);
        break;
      case PieceKind::kLiteral:
        out.AddLiteral(piece.text);
        break;
      case PieceKind::kHole:
        out.Add(kAnyRun);
        break;
      case PieceKind::kVariable: {
        const ContextKey* key = context.Find(piece.text, piece.hash);
        if (key == nullptr || key->null()) {
          if (!piece.has_default) return false;
          out.AddLiteral(piece.default_value);
        } else if (key->is_list) {
          return false;
        } else {
          out.AddLiteral(key->values.front());
        }
        break;
      }
    }
  }
  return true;
}

Truth TextPattern::Matches(std::string_view value, const Context& context) const {
  if (plain()) {
    if (rules_.wildcards) return Known(policy::Matches(text_, value, rules_.letter_case));
    return Known(rules_.letter_case == policy::Case::kSensitive
                     ? text_ == value
                     : policy::EqualsIgnoreCase(text_, value));
  }
  Symbols symbols;
  if (!Expand(context, symbols) || !access::Matches(symbols.get(), value, rules_.letter_case)) {
    return Truth::kNo;
  }
  return has_holes_ ? Truth::kUnknown : Truth::kYes;
}

}  // namespace whittle::access
