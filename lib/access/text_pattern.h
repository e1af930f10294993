// A text of a policy as a pattern: wildcards, policy variables, escapes and holes.
//
// Policy variables (IAM user guide, reference_policies_variables):
//  * `${key}` stands for the value of a context key, only under Version 2012-10-17; under
//    2008-10-17 or none the text is literal (and its `*` and `?` are wildcards). A Version that is
//    a hole leaves that open.
//  * Key names compare without letter case. A key with several values cannot be resolved.
//  * `${key, 'text'}` gives a default for a key that is absent or null.
//  * `${*}`, `${?}`, `${$}` are the characters themselves.
//  * What is put in is literal: a `*` inside a tag's value is no wildcard.
//  * No value and no default: the pattern matches nothing.
// Not for other rooms.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "access/request.h"
#include "access/symbols.h"
#include "access/truth.h"
#include "policy/pattern.h"
#include "policy/text.h"

namespace whittle::access {

/// How a place reads its text.
struct TextRules {
  bool wildcards = false;        ///< `*` and `?` mean something
  Truth variables = Truth::kNo;  ///< `${key}` means something
  policy::Case letter_case = policy::Case::kSensitive;
};

/// Part [begin, end) of a policy's text, ready to be compared with values. Views the text.
class TextPattern {
 public:
  TextPattern() = default;
  TextPattern(const policy::Text& text, TextRules rules)
      : TextPattern(text, 0, static_cast<uint32_t>(text.value.size()), rules) {}
  TextPattern(const policy::Text& text, uint32_t begin, uint32_t end, TextRules rules);

  /// Whether `value` matches under that context; unknown where a hole decides.
  [[nodiscard]] Truth Matches(std::string_view value, const Context& context) const;

  /// Nothing in it hangs on the request: text() says it all.
  [[nodiscard]] bool plain() const { return pieces_.empty(); }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] bool has_holes() const { return has_holes_; }

  /// Appends the symbols that it stands for under the context. False: a variable has no value.
  [[nodiscard]] bool Expand(const Context& context, Symbols& out) const;

  /// Calls `visit(name, hash)` for each variable without a value and without a default.
  template <typename Visit>
  void VisitMissing(const Context& context, Visit visit) const {
    for (const Piece& piece : pieces_) {
      if (piece.kind == PieceKind::kVariable && !piece.has_default &&
          context.Find(piece.text, piece.hash) == nullptr) {
        visit(piece.text);
      }
    }
  }

 private:
  enum class PieceKind : uint8_t { kPattern, kLiteral, kVariable, kHole };
  struct Piece {
    PieceKind kind;
    bool has_default = false;
    uint32_t hash = 0;
    std::string_view text;  ///< a variable's key
    std::string_view default_value;
  };

  std::string_view text_;
  TextRules rules_;
  bool has_holes_ = false;
  std::vector<Piece> pieces_;  ///< empty: text_ as it stands
};

}  // namespace whittle::access
