// Shared state of the parser's parts. Not for other rooms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.h"
#include "text/arena.h"

namespace whittle::policy {

/// Where an entry stands among the alternatives of `Fn::If`.
struct Branch {
  uint16_t choice = 0;
  uint16_t alternative = 0;
};

/// The entries of a value that may be one string, a list, or an intrinsic that makes either.
struct Flat {
  std::vector<Text> texts;
  bool is_array = false;
  bool open = false;
};

/// What strings a place takes.
enum class Accept : uint8_t {
  kStrings,  ///< strings only
  kScalars,  ///< numbers and booleans, too (condition values)
};

/// Builds the AST's leaves and collects problems.
class Builder {
 public:
  explicit Builder(text::Arena& arena) : arena_(arena) {}

  [[nodiscard]] text::Arena& arena() { return arena_; }
  [[nodiscard]] std::vector<Problem>& problems() { return problems_; }
  /// Index of the statement that problems belong to; -1: none.
  void SetStatement(int32_t index) { statement_ = index; }

  Problem& Add(ProblemKind kind, text::Span span, const text::Node* node, std::string_view name);
  void WrongType(const text::Node& node, std::string_view name, std::string_view expected);
  /// Notes keys that stand twice in an object.
  void NoteDuplicates(const text::Node& object);

  /// The text of a scalar. The node must outlive the AST.
  [[nodiscard]] Text ScalarText(const text::Node& node);
  /// The text that an intrinsic makes, as far as it is known; a hole where it is not.
  [[nodiscard]] Text IntrinsicText(const text::Node& node);
  /// Flattens the value of the element `name`. Good until the next call.
  [[nodiscard]] const Flat& Flatten(const text::Node& value, std::string_view name, Accept accept,
                                    std::string_view expected);

  /// A new choice; 0 beyond the cap (then what depends on it is unknown).
  [[nodiscard]] uint16_t NewChoice();

 private:
  void FlattenEntry(const text::Node& node, std::string_view name, Accept accept,
                    std::string_view expected, bool whole_value, Branch branch);
  void FlattenIntrinsic(const text::Node& node, std::string_view name, Accept accept,
                        std::string_view expected, bool whole_value, Branch branch);
  Text HoleText(const text::Node& node, std::string_view expression);

  text::Arena& arena_;
  std::vector<Problem> problems_;
  Flat flat_;  ///< kept between calls for its memory
  int32_t statement_ = -1;
  uint16_t choices_ = 0;
};

/// The one member of an object that is an intrinsic (`{"Ref": …}`, `{"Fn::Sub": …}`), else null.
[[nodiscard]] const text::Member* AsIntrinsic(const text::Node& node);
/// `{"Ref": "AWS::NoValue"}`: no entry at all.
[[nodiscard]] bool IsNoValue(const text::Node& node);
/// A string that is one hole and nothing else.
[[nodiscard]] bool IsWholeHole(const Text& text);

/// Parses one statement object; see statement_parser.cc.
[[nodiscard]] Statement ParseStatement(const text::Node& node, uint32_t index, Builder& builder);
/// Parses Principal or NotPrincipal; see principal_parser.cc.
void ParsePrincipal(const text::Member& member, Builder& builder, Clause<Principal>& clause);
/// Parses Condition; see condition_parser.cc.
void ParseConditions(const text::Node& node, Builder& builder, Statement& statement);

/// Tells the type from the content; see type_guess.cc.
[[nodiscard]] TypeGuess GuessType(const Policy& policy, const TypeHint& hint);

}  // namespace whittle::policy
