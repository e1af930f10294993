// Patterns of policies as strings of symbols, the alphabet that the comparison engine works on.
//
// A symbol is a byte of text, a wildcard, or a *name*: a policy variable or a template's hole,
// whose value is not known but is the same wherever the same name stands. Wildcards of the first
// five fields of an ARN are symbols of their own, since they do not match a colon; so one walk over
// symbols serves actions, ARNs and plain strings. Sources: IAM user guide,
// reference_policies_elements_resource, reference_policies_elements_action,
// reference_policies_variables; on fields, knowledge of AWS's published CheckNoNewAccess samples,
// two of which come out right only when wildcards stay within their field.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy/text.h"

namespace whittle::access {

using Letter = char16_t;
using LetterView = std::u16string_view;

/// Bytes of text are 0x00 to 0xFF.
inline constexpr Letter kFolded = 0x100;     ///< 0x100 + `a`: that letter in either case
inline constexpr Letter kStar = 0x200;       ///< `*`: any run of characters
inline constexpr Letter kAny = 0x201;        ///< `?`: one character
inline constexpr Letter kFieldStar = 0x202;  ///< `*` within a field: any run without a colon
inline constexpr Letter kFieldAny = 0x203;   ///< `?` within a field: one character, no colon
inline constexpr Letter kFirstName = 0x300;  ///< names: variables and holes

[[nodiscard]] inline bool IsByte(Letter s) { return s < kFolded; }
[[nodiscard]] inline bool IsFolded(Letter s) { return s >= kFolded && s < kStar; }
[[nodiscard]] inline bool IsStar(Letter s) { return s == kStar || s == kFieldStar; }
[[nodiscard]] inline bool IsWildcard(Letter s) { return s >= kStar && s < kFirstName; }
[[nodiscard]] inline bool IsName(Letter s) { return s >= kFirstName; }

/// What a name stands for.
struct Name {
  std::string key;            ///< a variable's key in lower case, a hole's expression
  std::string default_value;  ///< of a variable
  bool has_default = false;
  bool hole = false;
};

/// The names of one comparison. Equal expressions are one name: OLD and NEW are two states of one
/// template, so equal expressions are equal values there.
class Names {
 public:
  /// The symbol of a variable or hole; kStar when there are too many to tell apart (then it counts
  /// as a value of which nothing is known).
  [[nodiscard]] Letter Intern(const policy::Piece& piece);
  [[nodiscard]] const Name& Of(Letter symbol) const {
    return names_[static_cast<size_t>(symbol - kFirstName)];
  }
  [[nodiscard]] size_t size() const { return names_.size(); }

 private:
  std::vector<Name> names_;
};

/// One compiled pattern.
struct Glob {
  std::u16string letters;
  /// The pattern as it would be if a `*` at the end of an ARN field could run across colons, as
  /// IAM's page on Resource says and AWS's published verdicts do not show; empty where that cannot
  /// matter.
  std::u16string crossing;
  bool literal = true;  ///< bytes only
  bool has_names = false;
};

/// How text is read.
struct GlobOptions {
  bool wildcards = true;   ///< `*` and `?` are wildcards
  bool variables = false;  ///< `${key}` are variables, `${*}` escapes (Version 2012-10-17)
  bool fold = false;       ///< letter case does not matter
};

/// A plain string, such as a value of StringLike.
[[nodiscard]] Glob MakeGlob(const policy::Text& text, const GlobOptions& options, Names& names);

/// An Action entry: letter case does not matter; wildcards stay on their side of the colon; a lone
/// `*` is `*:*`. An entry that can match no action gives false.
[[nodiscard]] bool MakeActionGlob(const policy::Text& text, Names& names, Glob& glob);

/// An entry of Resource or NotResource. Fields are matched one by one. An entry that can match
/// nothing gives false. Text without any colon or wildcard is no ARN and stands for itself. An ARN
/// that lacks fields leaves them open if `open_if_short`, else it matches nothing.
[[nodiscard]] bool MakeResourceGlob(const policy::Text& text, bool variables, bool open_if_short,
                                    Names& names, Glob& glob);

/// The letters of any ARN.
[[nodiscard]] LetterView EveryArn();

/// A value of an ARN operator: the same, but that a lone `*` is any ARN and a variable may stand
/// for several fields. False: it can match nothing.
[[nodiscard]] bool MakeArnValueGlob(const policy::Text& text, bool variables, Names& names,
                                    Glob& glob);

/// Whether the letter of a pattern takes the byte.
[[nodiscard]] bool Takes(Letter pattern, Letter byte);

/// Whether every string of `narrow` is one of `wide`, for all values of the names. A `*` of
/// `narrow` is absorbed only by a `*` of `wide`: exact where `wide` has no `?` and neither has
/// names, sound always. Linear but for backtracking to the last star.
[[nodiscard]] bool Covers(LetterView wide, LetterView narrow);

/// Whether no string is in both, as their literal beginnings and ends show. False says nothing.
[[nodiscard]] bool ClearlyDisjoint(LetterView a, LetterView b);

}  // namespace whittle::access
