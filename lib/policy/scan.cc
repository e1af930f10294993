#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#include "policy/pattern.h"
#include "policy/text.h"
#include "text/ascii.h"

namespace whittle::policy {

namespace {

constexpr size_t kNone = std::string_view::npos;

/// Longest placeholder that is looked for: what never closes must not cost a search to the end from
/// every place.
constexpr size_t kLongest = 1024;

using text::IsDigit;
using text::IsLetter;
using text::IsUpper;

bool IsWord(char c) { return text::IsLetterOrDigit(c) || c == '_'; }

/// Classes of characters that matter here.
constexpr uint8_t kTrigger = 1;  ///< begins a placeholder or a variable
constexpr uint8_t kUpper = 2;    ///< may begin a placeholder word
constexpr uint8_t kJoint = 4;    ///< `_` and `-`: every placeholder word has one
constexpr uint8_t kWildcard = 8;
constexpr std::array<uint8_t, 256> kClasses = [] {
  std::array<uint8_t, 256> table{};
  for (const char c : {'$', '<', '{', '[', '%', '@', '#'}) {
    table[static_cast<uint8_t>(c)] = kTrigger;
  }
  for (char c = 'A'; c <= 'Z'; ++c) table[static_cast<uint8_t>(c)] = kUpper;
  table[static_cast<uint8_t>('_')] = table[static_cast<uint8_t>('-')] = kJoint;
  table[static_cast<uint8_t>('*')] = table[static_cast<uint8_t>('?')] = kWildcard;
  return table;
}();

uint8_t ClassOf(char c) { return kClasses[static_cast<uint8_t>(c)]; }

#if defined(__GNUC__)

constexpr size_t kBlock = 16;
/// Sixteen characters at once; a comparison gives all ones or zero for each.
using Block = signed char __attribute__((vector_size(kBlock)));

/// As ClassOf, of each of the characters, but for kUpper.
Block ClassesOfBlock(const char* begin) {
  Block c;
  std::memcpy(&c, begin, sizeof c);
  const Block triggers =
      (c == '$') | (c == '<') | (c == '{') | (c == '[') | (c == '%') | (c == '@') | (c == '#');
  const Block joints = (c == '_') | (c == '-');
  const Block wildcards = (c == '*') | (c == '?');
  return (triggers & kTrigger) | (joints & kJoint) | (wildcards & kWildcard);
}

/// The classes that occur in a text of at least one block.
uint8_t ClassesOfBlocks(std::string_view value) {
  // The last block overlaps the one before it.
  const char* const last = value.data() + (value.size() - kBlock);
  Block found = ClassesOfBlock(last);
  for (const char* at = value.data(); at < last; at += kBlock) found |= ClassesOfBlock(at);
  uint64_t halves[2];
  static_assert(sizeof halves == sizeof found);
  std::memcpy(halves, &found, sizeof halves);
  uint64_t all = halves[0] | halves[1];
  for (int bits = 32; bits >= 8; bits /= 2) all |= all >> bits;
  return static_cast<uint8_t>(all);
}

#else

constexpr size_t kBlock = SIZE_MAX;
uint8_t ClassesOfBlocks(std::string_view) { return 0; }

#endif

/// The classes that occur; kUpper is not told of long texts. Nearly all text is only looked at.
uint8_t ClassesOf(std::string_view value) {
  if (value.size() >= kBlock) return ClassesOfBlocks(value);
  uint8_t found = 0;
  for (const char c : value) found |= ClassOf(c);
  return found;
}

/// End of a `${…}` that begins at `at`, nested braces and quotes included; kNone: not closed.
size_t BraceEnd(std::string_view value, size_t at) {
  int depth = 0;
  const size_t limit = std::min(value.size(), at + kLongest);
  for (size_t i = at + 1; i < limit; ++i) {
    if (value[i] == '{') ++depth;
    if (value[i] == '}' && --depth == 0) return i + 1;
  }
  return kNone;
}

/// Whether `name` is spelled like an IAM condition key: `aws:PrincipalTag/team`, `saml:sub`,
/// `www.amazon.com:user_id`. Template languages use the colon, too: `AWS::Region` of
/// CloudFormation, `self:custom.x` of Serverless.
bool IsVariableName(std::string_view name) {
  const size_t colon = name.find(':');
  if (colon == kNone || colon == 0 || colon + 1 >= name.size() || name[colon + 1] == ':') {
    return false;
  }
  const std::string_view prefix = name.substr(0, colon);
  for (const char c : prefix) {
    if (!IsWord(c) && c != '-' && c != '.' && c != '/') return false;
  }
  for (const std::string_view other : {"self", "opt", "env", "cf", "sls", "param", "custom", "file",
                                       "stageVariables", "context"}) {
    if (prefix == other) return false;
  }
  return name[colon + 1] != '/' && name[colon + 1] != '-';
}

/// Reads `${…}` whose inside is `inside`.
Piece ReadDollarBrace(std::string_view inside) {
  Piece piece;
  piece.name = inside;
  if (inside == "*" || inside == "?" || inside == "$") {
    piece.kind = PieceKind::kEscape;
    return piece;
  }
  const size_t comma = inside.find(',');
  std::string_view name = inside.substr(0, comma);
  while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
  if (!IsVariableName(name)) {
    piece.kind = PieceKind::kHole;
    return piece;
  }
  piece.kind = PieceKind::kVariable;
  piece.name = name;
  if (comma != kNone) {
    std::string_view text = inside.substr(comma + 1);
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'') {
      piece.has_default = true;
      piece.default_value = text.substr(1, text.size() - 2);
    }
  }
  return piece;
}

/// End of `open … close` at `at` on one line, when `inside` accepts what is between; else kNone.
template <typename Inside>
size_t Enclosed(std::string_view value, size_t at, std::string_view open, std::string_view close,
                Inside inside) {
  if (value.substr(at, open.size()) != open) return kNone;
  const size_t begin = at + open.size();
  const size_t end = value.substr(0, std::min(value.size(), begin + kLongest)).find(close, begin);
  if (end == kNone || end == begin || !inside(value.substr(begin, end - begin))) return kNone;
  return end + close.size();
}

bool Anything(std::string_view) { return true; }

/// A word for people: `ACCOUNT_ID`, `your bucket`, `region`.
bool IsName(std::string_view text) {
  if (!IsLetter(text.front())) return false;
  for (const char c : text) {
    if (!IsWord(c) && c != '-' && c != '.' && c != ' ' && c != '/') return false;
  }
  return true;
}

bool IsIdentifier(std::string_view text) {
  if (!IsLetter(text.front()) && text.front() != '_') return false;
  for (const char c : text) {
    if (!IsWord(c) && c != '.' && c != '-') return false;
  }
  return true;
}

bool IsShouted(std::string_view text) {
  if (text.size() < 3 || !IsUpper(text.front())) return false;
  for (const char c : text) {
    if (!IsUpper(c) && !IsDigit(c) && c != '_' && c != '-') return false;
  }
  return true;
}

size_t IdentifierEnd(std::string_view value, size_t at) {
  while (at < value.size() && IsWord(value[at])) ++at;
  return at;
}

/// End of a shell's `$NAME` at `at`. AWS spells some names with a dollar: `$LATEST`, `$aws`,
/// `$default`, `$connect`.
size_t ShellEnd(std::string_view value, size_t at) {
  const size_t end = IdentifierEnd(value, at + 1);
  const std::string_view name = value.substr(at + 1, end - at - 1);
  if (name.size() < 2 || IsDigit(name.front())) return kNone;
  if (name == "LATEST" || name == "DEFAULT" || name == "Default") return kNone;
  if (IsUpper(name.front()) || name.find('_') != kNone) return end;
  return kNone;
}

/// End of a placeholder word such as `ACCOUNT_ID` or `YOUR-BUCKET-NAME` that fills the stretch
/// between separators; else kNone.
size_t PlaceholderWordEnd(std::string_view value, size_t at) {
  if (at > 0 && value[at - 1] != ':' && value[at - 1] != '/') return kNone;
  size_t end = at;
  while (end < value.size() &&
         (IsUpper(value[end]) || IsDigit(value[end]) || value[end] == '_' || value[end] == '-')) {
    ++end;
  }
  if (end < value.size() && value[end] != ':' && value[end] != '/') return kNone;
  const std::string_view word = value.substr(at, end - at);
  if (word.size() < 7) return kNone;
  for (const std::string_view begin : {"YOUR_", "YOUR-", "REPLACE_", "REPLACE-", "INSERT_"}) {
    if (word.substr(0, begin.size()) == begin) return end;
  }
  const bool account = word.find("ACCOUNT_ID") != kNone || word.find("ACCOUNT-ID") != kNone ||
                       word.find("ACCOUNT_NUMBER") != kNone || word.find("ACCOUNT-NUMBER") != kNone;
  return account ? end : kNone;
}

/// End of a hole that begins at `at` and is no `${…}`; else kNone.
size_t HoleEnd(std::string_view value, size_t at) {
  size_t end = kNone;
  switch (value[at]) {
    case '$':
      end = Enclosed(value, at, "$(", ")", Anything);
      return end != kNone ? end : ShellEnd(value, at);
    case '<':
      end = Enclosed(value, at, "<%", "%>", Anything);
      return end != kNone ? end : Enclosed(value, at, "<", ">", IsName);
    case '{':
      end = Enclosed(value, at, "{{", "}}", Anything);
      if (end != kNone) return end < value.size() && value[end] == '}' ? end + 1 : end;
      end = Enclosed(value, at, "{%", "%}", Anything);
      return end != kNone ? end : Enclosed(value, at, "{", "}", IsIdentifier);
    case '[':
      return Enclosed(value, at, "[", "]", IsShouted);
    case '#':
      return Enclosed(value, at, "#{", "}", Anything);
    case '%':
      end = Enclosed(value, at, "%{", "}", Anything);
      if (end != kNone) return end;
      end = Enclosed(value, at, "%(", ")s", IsIdentifier);
      return end != kNone ? end : Enclosed(value, at, "%", "%", IsShouted);
    case '@':
      end = Enclosed(value, at, "@@", "@@", IsIdentifier);
      return end != kNone ? end : Enclosed(value, at, "@", "@", IsShouted);
    case '_':
      return Enclosed(value, at, "__", "__", IsShouted);
    default:
      return IsUpper(value[at]) ? PlaceholderWordEnd(value, at) : kNone;
  }
}

/// Whether a text without triggers holds a placeholder all the same: a word that fills a stretch
/// between separators, or one between double underscores.
bool MayHaveWords(std::string_view value) {
  char before = ':';
  for (size_t at = 0; at < value.size(); before = value[at++]) {
    if (before == '_' && value[at] == '_') return true;
    if ((before == ':' || before == '/') && IsUpper(value[at]) &&
        PlaceholderWordEnd(value, at) != kNone) {
      return true;
    }
  }
  return false;
}

/// Whether a text with these classes may hold a placeholder: nothing but a trigger begins one, or a
/// word such as `ACCOUNT_ID` or `__NAME__`.
bool MayHaveHoles(std::string_view value, uint8_t classes) {
  if ((classes & kTrigger) != 0) return true;
  return (classes & kJoint) != 0 && (value.starts_with("Fn::") || MayHaveWords(value));
}

/// Scan of a text that may have holes.
std::span<const Piece> Split(std::string_view value, text::Arena& arena) {
  // A function's call that a template language spells out, such as `Fn::EnumTargetAccounts …`.
  if (value.substr(0, 4) == "Fn::") {
    Piece call;
    call.kind = PieceKind::kHole;
    call.end = static_cast<uint32_t>(value.size());
    call.name = value;
    return arena.Copy(std::span<const Piece>(&call, 1));
  }
  std::vector<Piece> pieces;
  size_t literal = 0;
  const auto flush = [&](size_t end) {
    if (end > literal) {
      Piece piece;
      piece.begin = static_cast<uint32_t>(literal);
      piece.end = static_cast<uint32_t>(end);
      pieces.push_back(piece);
    }
  };
  for (size_t at = 0; at < value.size();) {
    if ((ClassOf(value[at]) & (kTrigger | kUpper | kJoint)) == 0) {
      ++at;
      continue;
    }
    Piece piece;
    size_t end = kNone;
    if (value[at] == '$' && at + 1 < value.size() && value[at + 1] == '{') {
      end = BraceEnd(value, at);
      // `${}` and an open `${` are mistakes of their own: literal text here.
      if (end != kNone && end - at > 3) {
        piece = ReadDollarBrace(value.substr(at + 2, end - at - 3));
      } else {
        end = kNone;
      }
    } else {
      end = HoleEnd(value, at);
      if (end != kNone) {
        piece.kind = PieceKind::kHole;
        piece.name = value.substr(at, end - at);
      }
    }
    if (end == kNone) {
      ++at;
      continue;
    }
    flush(at);
    piece.begin = static_cast<uint32_t>(at);
    piece.end = static_cast<uint32_t>(end);
    pieces.push_back(piece);
    literal = at = end;
  }
  if (pieces.empty()) return {};
  flush(value.size());
  return arena.Copy(pieces);
}

}  // namespace

std::span<const Piece> Scan(std::string_view value, text::Arena& arena) {
  return MayHaveHoles(value, ClassesOf(value)) ? Split(value, arena) : std::span<const Piece>();
}

Text ScanText(const text::Node& node, std::string_view value, text::Arena& arena) {
  Text text;
  text.node = &node;
  text.value = value;
  const uint8_t classes = ClassesOf(value);
  text.has_wildcard = (classes & kWildcard) != 0;
  if (!MayHaveHoles(value, classes)) return text;
  text.pieces = Split(value, arena);
  for (const Piece& piece : text.pieces) {
    text.has_holes = text.has_holes || piece.kind == PieceKind::kHole;
    text.has_variables = text.has_variables || piece.kind == PieceKind::kVariable;
  }
  return text;
}

}  // namespace whittle::policy
