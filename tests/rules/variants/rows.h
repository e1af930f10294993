// The fault of a rule's bad example in other clothes: in a Deny, with the Not… elements, with a
// placeholder where it decides. Each table says which variants the rule still finds. What is
// written there was judged by what AWS does with the policy, not taken from what the rule says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whittle::variants {

/// What makes a variant of the bad example: the first `from` in it becomes `to`.
struct Edit {
  std::string from;
  std::string to;
};

/// The variants of one rule.
struct RuleRows {
  std::string_view rule;
  std::vector<Edit> found = {};   ///< that still have the finding
  std::vector<Edit> silent = {};  ///< that do not, or of which it cannot be known
};

inline const Edit kToAllow{R"("Deny")", R"("Allow")"};
inline const Edit kToDeny{R"("Allow")", R"("Deny")"};
inline const Edit kNotAction{R"("Action")", R"("NotAction")"};
inline const Edit kNotPrincipal{R"("Principal")", R"("NotPrincipal")"};
inline const Edit kNotResource{R"("Resource")", R"("NotResource")"};
inline const Edit kPlainAction{R"("NotAction")", R"("Action")"};
inline const Edit kPlainPrincipal{R"("NotPrincipal")", R"("Principal")"};
inline const Edit kPlainResource{R"("NotResource")", R"("Resource")"};

/// A condition whose key is not known, beside others and alone.
inline const Edit kAnotherCondition{R"("Condition": {)",
                                    R"("Condition": {"StringEqualsIgnoreCase": {"${x}": "y"}, )"};
inline const Edit kSomeCondition{R"("Action": )",
                                 R"("Condition": {"StringEquals": {"${x}": "y"}}, "Action": )"};

/// A value that is not known.
inline Edit Hidden(std::string from) { return {std::move(from), R"("${x}")"}; }

/// A text whose end is not known.
inline Edit HiddenEnd(std::string from) {
  std::string to = from.substr(0, from.size() - 1) + R"(${x}")";
  return {std::move(from), std::move(to)};
}

[[nodiscard]] std::vector<RuleRows> Arn();
[[nodiscard]] std::vector<RuleRows> Attached();
[[nodiscard]] std::vector<RuleRows> Catalog();
[[nodiscard]] std::vector<RuleRows> ConditionKeys();
[[nodiscard]] std::vector<RuleRows> ConditionValues();
[[nodiscard]] std::vector<RuleRows> Ecs();
[[nodiscard]] std::vector<RuleRows> Grammar();
[[nodiscard]] std::vector<RuleRows> Grants();
[[nodiscard]] std::vector<RuleRows> Guardrails();
[[nodiscard]] std::vector<RuleRows> Meaning();
[[nodiscard]] std::vector<RuleRows> Placeholders();
[[nodiscard]] std::vector<RuleRows> Principals();
[[nodiscard]] std::vector<RuleRows> Redundancy();
[[nodiscard]] std::vector<RuleRows> Security();
[[nodiscard]] std::vector<RuleRows> Sizes();
[[nodiscard]] std::vector<RuleRows> Trust();
[[nodiscard]] std::vector<RuleRows> Variables();

}  // namespace whittle::variants
