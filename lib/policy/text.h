// A string of a policy: literal text, policy variables, and holes that templates leave.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "text/tree.h"

namespace whittle::policy {

enum class PieceKind : uint8_t {
  kLiteral,
  kVariable,  ///< `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`
  kEscape,    ///< `${*}`, `${?}`, `${$}`: the character itself
  kHole,  ///< `${var.bucket}`, `${AWS::AccountId}`, `{{ x }}`, `<ACCOUNT_ID>`, …: not known yet
};

/// A stretch [begin, end) of Text::value.
struct Piece {
  PieceKind kind = PieceKind::kLiteral;
  uint32_t begin = 0;
  uint32_t end = 0;
  /// A variable's key, a hole's expression (equal expressions in one file are equal values), the
  /// escaped character.
  std::string_view name;
  std::string_view default_value;  ///< of a variable, without quotes
  bool has_default = false;
};

/// A string-valued place of a policy. Numbers and booleans that stand where strings may are Text
/// of their spelling. What an intrinsic (`Ref`, `Fn::Sub`, `Fn::Join` …) makes is spelled with
/// holes: `{"Ref": "Bucket"}` is `${Bucket}`, one hole.
struct Text {
  const text::Node* node = nullptr;  ///< where it stands; null: absent
  std::string_view value;            ///< decoded; variables and holes as spelled
  std::span<const Piece> pieces;     ///< in order, without gaps; empty: all literal
  bool has_holes = false;
  bool has_variables = false;
  bool has_wildcard = false;  ///< `*` or `?` stands anywhere in the value
  /// Exists only when choice number `choice` (1, 2 …; 0: always) takes `alternative` (`Fn::If`).
  uint16_t choice = 0;
  uint16_t alternative = 0;

  [[nodiscard]] bool present() const { return node != nullptr; }
  /// Whether the value is known whole (policy variables count as known text).
  [[nodiscard]] bool known() const { return !has_holes; }
  /// One hole and nothing else.
  [[nodiscard]] bool is_hole() const {
    return has_holes && pieces.size() == 1 && pieces[0].kind == PieceKind::kHole;
  }
  [[nodiscard]] text::Span span() const { return node->span(); }
};

/// Splits `value` into pieces, allocated in `arena`; empty when it is one literal. What looks like
/// a policy variable (`prefix:name`, no `::`) is one whatever the policy's Version; the policy says
/// whether variables mean anything there.
[[nodiscard]] std::span<const Piece> Scan(std::string_view value, text::Arena& arena);

/// The text that `value` spells at `node`: its pieces and flags. All views must outlive it.
[[nodiscard]] Text ScanText(const text::Node& node, std::string_view value, text::Arena& arena);

/// The text of a scalar or of an intrinsic, as the AST has it. `node` must outlive it; anything
/// else than a scalar or an intrinsic gives a text that is absent.
[[nodiscard]] Text MakeText(const text::Node& node, text::Arena& arena);

}  // namespace whittle::policy
