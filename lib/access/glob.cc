#include "access/glob.h"

#include <algorithm>
#include <array>

#include "policy/arn.h"
#include "policy/pattern.h"
#include "text/ascii.h"

namespace whittle::access {

namespace {

constexpr size_t kMaxNames = 0x1000;

using text::IsLetter;
using text::ToLower;

Letter Byte(char c) { return static_cast<unsigned char>(c); }

std::string LowerText(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = ToLower(c);
  return out;
}

/// How one byte of a pattern is read.
enum class Reading : uint8_t { kField, kFree, kPlain };

void AppendByte(char c, Reading reading, bool wildcards, Glob& glob) {
  if (wildcards && (c == '*' || c == '?')) {
    const Letter symbol = reading == Reading::kField ? (c == '*' ? kFieldStar : kFieldAny)
                                                     : (c == '*' ? kStar : kAny);
    // A run of stars is one star.
    if (!(IsStar(symbol) && !glob.letters.empty() && glob.letters.back() == symbol)) {
      glob.letters.push_back(symbol);
    }
    glob.literal = false;
    return;
  }
  glob.letters.push_back(Byte(c));
}

void AppendName(const policy::Piece& piece, Names& names, Glob& glob) {
  glob.letters.push_back(names.Intern(piece));
  glob.literal = false;
  glob.has_names = true;
}

/// Calls `byte(c)` for bytes that may be wildcards, `escaped(c)` for bytes that are not, and
/// `name(piece)`, in order.
template <typename OnByte, typename OnEscaped, typename OnName>
void Read(const policy::Text& text, bool variables, OnByte byte, OnEscaped escaped, OnName name) {
  if (text.pieces.empty()) {
    for (const char c : text.value) byte(c);
    return;
  }
  for (const policy::Piece& piece : text.pieces) {
    const bool literal = piece.kind == policy::PieceKind::kLiteral ||
                         (!variables && piece.kind != policy::PieceKind::kHole);
    if (literal) {
      for (const char c : text.value.substr(piece.begin, piece.end - piece.begin)) byte(c);
    } else if (piece.kind == policy::PieceKind::kEscape) {
      for (const char c : piece.name) escaped(c);
    } else {
      name(piece);
    }
  }
}

/// The account field can end no run of a `*` before it: nothing of the crossing question matters.
bool SettledAccount(const policy::Arn& arn) {
  const std::string_view account = arn.account();
  return account.empty() || account == "*" || account == "aws" ||
         arn.unknown(policy::ArnField::kAccount) ||
         std::all_of(account.begin(), account.end(), text::IsDigit);
}

/// Text of an ARN: symbols with fields.
class ArnWriter {
 public:
  ArnWriter(Names& names, Glob& glob) : names_(names), glob_(glob) {}

  void Wild(char c) {
    if (c == ':' && field_ < 5) {
      Separator();
      return;
    }
    AppendByte(c, Here(), true, glob_);
  }
  void Escaped(char c) { glob_.letters.push_back(Byte(c)); }
  void Named(const policy::Piece& piece) { AppendName(piece, names_, glob_); }
  void Pad() {
    while (field_ < 5) {
      Separator();
      AppendByte('*', Here(), true, glob_);
    }
  }
  /// Indices of the colons that end the first five fields.
  [[nodiscard]] const std::vector<size_t>& separators() const { return separators_; }

 private:
  [[nodiscard]] Reading Here() const { return field_ < 5 ? Reading::kField : Reading::kFree; }
  void Separator() {
    separators_.push_back(glob_.letters.size());
    glob_.letters.push_back(':');
    ++field_;
  }

  int field_ = 0;
  Names& names_;
  Glob& glob_;
  std::vector<size_t> separators_;
};

/// Whether a star of `wide` takes the symbol of a narrower pattern.
bool Absorbs(Letter star, Letter narrow) {
  if (star == kStar) return true;
  return narrow != ':' && narrow != kStar && narrow != kAny;
}

bool One(Letter wide, Letter narrow) {
  if (wide == narrow) return !IsStar(wide);
  if (wide == kAny) return !IsStar(narrow) && !IsName(narrow);
  if (wide == kFieldAny) return IsFolded(narrow) || (IsByte(narrow) && narrow != ':');
  return Takes(wide, narrow);
}

}  // namespace

Letter Names::Intern(const policy::Piece& piece) {
  Name name;
  name.hole = piece.kind == policy::PieceKind::kHole;
  name.key = name.hole ? std::string(piece.name) : LowerText(piece.name);
  name.has_default = piece.has_default;
  name.default_value = std::string(piece.default_value);
  for (size_t i = 0; i < names_.size(); ++i) {
    const Name& known = names_[i];
    if (known.hole == name.hole && known.key == name.key && known.has_default == name.has_default &&
        known.default_value == name.default_value) {
      return static_cast<Letter>(kFirstName + i);
    }
  }
  if (names_.size() >= kMaxNames) return kStar;
  names_.push_back(std::move(name));
  return static_cast<Letter>(kFirstName + names_.size() - 1);
}

Glob MakeGlob(const policy::Text& text, const GlobOptions& options, Names& names) {
  Glob glob;
  glob.letters.reserve(text.value.size());
  const auto escaped = [&](char c) {
    if (options.fold && IsLetter(c)) {
      glob.letters.push_back(static_cast<Letter>(kFolded + Byte(ToLower(c))));
      glob.literal = false;
    } else {
      glob.letters.push_back(Byte(c));
    }
  };
  Read(
      text, options.variables,
      [&](char c) {
        if (options.wildcards && (c == '*' || c == '?')) {
          AppendByte(c, Reading::kPlain, true, glob);
        } else {
          escaped(c);
        }
      },
      escaped, [&](const policy::Piece& piece) { AppendName(piece, names, glob); });
  return glob;
}

bool MakeActionGlob(const policy::Text& text, Names& names, Glob& glob) {
  glob.letters.reserve(text.value.size() + 2);
  const bool all =
      !text.value.empty() && text.value.find_first_not_of('*') == std::string_view::npos;
  if (all) {
    glob.letters = {kFieldStar, u':', kStar};
    glob.literal = false;
    return true;
  }
  size_t colons = 0;
  bool sane = true;
  Read(
      text, false,
      [&](char c) {
        if (c == ':') ++colons;
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',') sane = false;
        AppendByte(ToLower(c), colons == 0 ? Reading::kField : Reading::kFree, true, glob);
      },
      [](char) {}, [&](const policy::Piece& piece) { AppendName(piece, names, glob); });
  if (glob.has_names) return sane;
  return sane && colons == 1 && glob.letters.front() != ':' && glob.letters.back() != ':';
}

namespace {

bool MakeArn(const policy::Text& text, bool variables, bool open_if_short, Names& names,
             Glob& glob) {
  const std::string_view value = text.value;
  if (value == "*") {
    glob.letters = {kStar};
    glob.literal = false;
    return true;
  }
  const policy::Arn arn(text);
  const bool named_first = !text.pieces.empty() && text.pieces[0].end > 0 &&
                           (text.pieces[0].kind == policy::PieceKind::kHole ||
                            (variables && text.pieces[0].kind == policy::PieceKind::kVariable));
  if (arn.opaque() || named_first) {
    glob = MakeGlob(text, {true, variables, false}, names);
    return true;
  }
  if (!policy::Matches(arn.field(policy::ArnField::kPrefix), "arn", policy::Case::kSensitive)) {
    // No ARN at all. A bare name stands for itself, so that drafts can be compared.
    if (value.find(':') != std::string_view::npos || policy::HasWildcard(value)) return false;
    glob = MakeGlob(text, {false, variables, false}, names);
    return true;
  }
  if (!arn.complete() && !open_if_short) return false;
  glob.letters.reserve(value.size() + 12);
  ArnWriter writer(names, glob);
  Read(
      text, variables, [&](char c) { writer.Wild(c); }, [&](char c) { writer.Escaped(c); },
      [&](const policy::Piece& piece) { writer.Named(piece); });
  writer.Pad();
  if (glob.letters.substr(0, 4) != u"arn:") {
    glob.letters.replace(0, writer.separators().front(), u"arn");
    return true;
  }
  if (!arn.complete() || SettledAccount(arn)) return true;
  const auto crosses = [&](size_t separator) {
    return separator > 0 && glob.letters[separator - 1] == kFieldStar;
  };
  if (std::any_of(writer.separators().begin(), writer.separators().end(), crosses)) {
    glob.crossing = glob.letters;
    for (const size_t separator : writer.separators()) {
      if (crosses(separator)) glob.crossing[separator - 1] = kStar;
    }
  }
  return true;
}

}  // namespace

bool MakeResourceGlob(const policy::Text& text, bool variables, bool open_if_short, Names& names,
                      Glob& glob) {
  return MakeArn(text, variables, open_if_short, names, glob);
}

LetterView EveryArn() {
  static constexpr std::array<Letter, 13> kLetters = {
      u'a', u'r',       u'n', u':',       kFieldStar, u':', kFieldStar,
      u':', kFieldStar, u':', kFieldStar, u':',       kStar};
  return {kLetters.data(), kLetters.size()};
}

bool MakeArnValueGlob(const policy::Text& text, bool variables, Names& names, Glob& glob) {
  if (text.value == "*") {
    // A value that is no ARN has no fields to match.
    glob.letters = EveryArn();
    glob.literal = false;
    return true;
  }
  const bool ends_in_star = !text.value.empty() && text.value.back() == '*';
  if (!MakeArn(text, variables, ends_in_star, names, glob)) return false;
  glob.crossing.clear();
  // Values of ARN keys are ARNs, so a bare name matches none.
  return !glob.literal || glob.letters.substr(0, 4) == u"arn:";
}

bool Takes(Letter pattern, Letter byte) {
  if (pattern == byte) return IsByte(byte);
  if (!IsByte(byte)) return false;
  if (IsFolded(pattern)) {
    return pattern == kFolded + Byte(ToLower(static_cast<char>(static_cast<unsigned char>(byte))));
  }
  return pattern == kAny || pattern == kStar ||
         ((pattern == kFieldAny || pattern == kFieldStar) && byte != ':');
}

bool Covers(LetterView wide, LetterView narrow) {
  size_t w = 0;
  size_t n = 0;
  size_t star = LetterView::npos;
  size_t resume = 0;
  while (n < narrow.size()) {
    if (w < wide.size() && IsStar(wide[w])) {
      star = w++;
      resume = n;
    } else if (w < wide.size() && One(wide[w], narrow[n])) {
      ++w;
      ++n;
    } else if (star != LetterView::npos && Absorbs(wide[star], narrow[resume])) {
      w = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (w < wide.size() && IsStar(wide[w])) ++w;
  return w == wide.size();
}

bool ClearlyDisjoint(LetterView a, LetterView b) {
  const size_t most = std::min(a.size(), b.size());
  const auto differ = [](Letter x, Letter y) {
    if (x == y) return false;
    return IsFolded(x) ? !Takes(x, y) : !Takes(y, x);
  };
  const auto open = [](Letter s) { return IsWildcard(s) || IsName(s); };
  size_t i = 0;
  for (; i < most && !open(a[i]) && !open(b[i]); ++i) {
    if (differ(a[i], b[i])) return true;
  }
  if (i == most) {
    // One is a prefix of the other: the rest of the longer one must be able to vanish.
    const LetterView rest = a.size() > b.size() ? a.substr(i) : b.substr(i);
    return std::any_of(rest.begin(), rest.end(), [](Letter s) { return !IsStar(s) && !IsName(s); });
  }
  for (size_t k = 1; k <= most - i; ++k) {
    const Letter x = a[a.size() - k];
    const Letter y = b[b.size() - k];
    if (open(x) || open(y)) return false;
    if (differ(x, y)) return true;
  }
  return false;
}

}  // namespace whittle::access
