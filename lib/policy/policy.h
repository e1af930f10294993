// The AST of one policy document.
//
// Tolerant: a wrong element is noted in `problems` and the rest goes on. Unknown is a value: texts
// may have holes, lists and statement lists may be open (hold more than is seen), elements may
// exist only under a choice. All of it is trivially destructible and lives in one arena.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "policy/arn.h"
#include "policy/operator.h"
#include "policy/problem.h"
#include "policy/text.h"
#include "policy/type.h"
#include "text/tree.h"

namespace whittle::policy {

enum class Effect : uint8_t { kAbsent, kAllow, kDeny, kInvalid, kUnknown };

/// The policy language's version. Absent means 2008-10-17 to AWS.
enum class Version : uint8_t { kAbsent, k2008, k2012, kInvalid, kUnknown };

/// One entry of Action or NotAction.
struct Action {
  Text text;
  /// `s3` of `s3:Get*`; empty for `*`, for text without a colon, and where a hole hides it.
  std::string_view service;
  /// `Get*` of `s3:Get*`; `*` for `*`.
  std::string_view name;
  [[nodiscard]] bool all() const { return text.value == "*"; }
};

/// One entry of Resource or NotResource.
struct Resource {
  Text text;
  Arn arn;  ///< of anything but `*`
  [[nodiscard]] bool all() const { return text.value == "*"; }
};

enum class PrincipalKind : uint8_t { kAws, kService, kFederated, kCanonicalUser, kInvalid };

/// One value of Principal or NotPrincipal.
struct Principal {
  PrincipalKind kind = PrincipalKind::kAws;
  const text::Node* key = nullptr;  ///< `"AWS"`; null for the bare `"*"`
  Text text;
};

/// An element with its entries: Action or NotAction, and so on. Absent: `key` is null.
template <typename Entry>
struct Clause {
  const text::Node* key = nullptr;    ///< the element's name
  const text::Node* value = nullptr;  ///< the element's value
  bool negated = false;               ///< the Not… form
  bool is_array = false;              ///< written as a list
  bool open = false;                  ///< may hold entries that are not seen
  std::span<const Entry> entries;

  [[nodiscard]] bool present() const { return key != nullptr; }
};

/// One key of one operator's block.
struct Condition {
  Operator op;
  const text::Node* op_key = nullptr;  ///< the operator's name
  Text key;                            ///< the condition key
  const text::Node* value = nullptr;   ///< the value or the list
  bool is_array = false;
  bool open = false;
  std::span<const Text> values;
};

/// One statement.
struct Statement {
  const text::Node* node = nullptr;  ///< the object
  uint32_t index = 0;                ///< in Policy::statements
  Text sid;
  Effect effect = Effect::kAbsent;
  const text::Node* effect_node = nullptr;
  Clause<Action> action;
  Clause<Resource> resource;
  Clause<Principal> principal;
  const text::Node* condition_node = nullptr;
  bool condition_open = false;            ///< conditions may exist that are not seen
  std::span<const Condition> conditions;  ///< in source order
  /// Keys of this statement that IAM does not know.
  bool has_unknown_elements = false;
  uint16_t choice = 0;  ///< as in Text
  uint16_t alternative = 0;

  [[nodiscard]] bool allows() const { return effect == Effect::kAllow; }
  [[nodiscard]] bool denies() const { return effect == Effect::kDeny; }
};

/// One policy document.
struct Policy {
  TypeGuess type;
  const text::Node* node = nullptr;  ///< the document
  Version version = Version::kAbsent;
  const text::Node* version_node = nullptr;
  Text id;
  const text::Node* statement_node = nullptr;  ///< value of Statement
  bool open = false;                           ///< statements may exist that are not seen
  /// A part is not known: a hole in a text, an open list, a choice.
  bool has_unknowns = false;
  std::span<const Statement> statements;
  std::span<const Problem> problems;  ///< in source order

  /// Policy variables mean something here (Version 2012-10-17).
  [[nodiscard]] bool has_variables() const { return version == Version::k2012; }
};

/// Builds the AST of the policy document at `root`. Never fails: what is wrong is in `problems`.
/// Views `root`'s tree; allocates in `arena`. Linear in the size of the tree.
[[nodiscard]] Policy* Parse(const text::Node& root, const TypeHint& hint, text::Arena& arena);

/// How likely `node` is a policy document: it has a Statement that is an object or a list with at
/// least one statement-like object (Effect, Action, NotAction …) or a template's hole, or its keys
/// are a policy's in spite of misspellings.
[[nodiscard]] bool LooksLikePolicy(const text::Node& node);

}  // namespace whittle::policy
