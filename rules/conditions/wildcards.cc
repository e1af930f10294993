// Wildcards in String conditions: where they mean nothing, and where `*` alone is a longer word for
// something simpler.
#include <fmt/format.h>

#include <algorithm>

#include "rules/conditions/conditions.h"
#include "rules/edits.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

using policy::BaseOperator;
using policy::OperatorFamily;
using policy::SetQualifier;

/// Whether `*` or `?` stands in the literal parts of the text; `${*}` is the character itself.
bool HasLiteralWildcard(const policy::Text& text) {
  if (text.pieces.empty()) return policy::HasWildcard(text.value);
  return std::any_of(text.pieces.begin(), text.pieces.end(), [&](const policy::Piece& piece) {
    return piece.kind == policy::PieceKind::kLiteral &&
           policy::HasWildcard(text.value.substr(piece.begin, piece.end - piece.begin));
  });
}

/// StringLike in the place of StringEquals, ArnLike where the key is an ARN. Where letter case does
/// not matter there is no such one.
std::vector<text::Edit> UseLike(const policy::Statement& statement,
                                const policy::Condition& condition, bool arn) {
  std::string name(condition.op.spelling);
  const size_t at = name.find("Equals");
  if (at == std::string::npos || name.find("IgnoreCase") != std::string::npos) return {};
  name.replace(at, 6, "Like");
  constexpr std::string_view kString = "String";
  const size_t family = name.find(kString);
  if (arn && family != std::string::npos) name.replace(family, kString.size(), "Arn");
  return ChangeOperator(statement, condition, name);
}

bool IsArnKey(const lint::PolicyContext& context, const policy::Condition& condition) {
  const auto key = context.catalog().MatchConditionKey(condition.key.value).key;
  return key && context.catalog().condition_key(*key).type() == catalog::ValueType::kArn;
}

void CheckWithoutLike(lint::PolicyContext& context) {
  ForEachCondition(context, OperatorFamily::kString,
                   [&](const policy::Statement& statement, const policy::Condition& condition) {
                     if (condition.op.takes_wildcards()) return;
                     for (const policy::Text& value : condition.values) {
                       if (!HasLiteralWildcard(value)) continue;
                       const bool arn = IsArnKey(context, condition);
                       auto finding = context.Report(
                           value.span(), fmt::format("`{}` compares letter by letter: `{}` holds "
                                                     "no wildcard for it",
                                                     condition.op.spelling, value.value));
                       finding.Fix(UseLike(statement, condition, arn), false);
                       if (arn) {
                         finding.Help("use ArnLike or ArnNotLike if a wildcard is meant");
                       }
                     }
                   });
}

/// What a comparison with `*` alone amounts to.
enum class Amount : uint8_t { kOther, kPresent, kAbsent, kAlways, kNever };

Amount AmountOf(const policy::Operator& op) {
  const bool any = op.qualifier == SetQualifier::kForAnyValue;
  // What ForAnyValue with IfExists says of an absent key is written nowhere.
  if (any && op.if_exists) return Amount::kOther;
  if (op.base == BaseOperator::kStringLike) {
    return NeedsKey(op) ? Amount::kPresent : Amount::kAlways;
  }
  if (op.base == BaseOperator::kStringNotLike) return any ? Amount::kNever : Amount::kAbsent;
  return Amount::kOther;
}

/// Reports conditions whose one value is `*` and that amount to `wanted`.
void CheckStar(lint::PolicyContext& context, Amount wanted, std::string_view effect) {
  ForEachCondition(
      context, OperatorFamily::kString,
      [&](const policy::Statement& statement, const policy::Condition& condition) {
        if (condition.values.size() != 1 || condition.open || AmountOf(condition.op) != wanted)
          return;
        const std::string_view value = condition.values[0].value;
        if (value.empty() || value.find_first_not_of('*') != std::string_view::npos) return;
        lint::FindingBuilder finding = context.Report(
            condition.values[0].span(), fmt::format("`{}` with `*` {} `{}`", condition.op.spelling,
                                                    effect, condition.key.value));
        if (wanted == Amount::kAlways) {
          finding.Fix(RemoveCondition(context, statement, condition), true);
        } else if (wanted != Amount::kNever) {
          // Not the same: `*` also matches an empty value, which is null to Null.
          finding.Fix(AskForKey(statement, condition, wanted == Amount::kAbsent), false);
        }
      });
}

void CheckPresent(lint::PolicyContext& context) {
  CheckStar(context, Amount::kPresent, "only asks that the request has");
}
void CheckAbsent(lint::PolicyContext& context) {
  CheckStar(context, Amount::kAbsent, "only asks that the request does not have");
}
void CheckAlways(lint::PolicyContext& context) {
  CheckStar(context, Amount::kAlways, "is always met, whatever the request has of");
}
void CheckNever(lint::PolicyContext& context) {
  CheckStar(context, Amount::kNever, "is never met, whatever the request has of");
}

}  // namespace

extern constinit const lint::Rule kWildcardWithoutLikeOperator{
    .info = {.name = "wildcard-without-like-operator",
             .group = "conditions",
             .level = lint::Level::kWarning,
             .summary = "a wildcard stands under an operator that compares letter by letter",
             .why = "StringEquals and its kin take `*` and `?` for themselves, so the condition "
                    "hardly ever matches.",
             .fix = "Use StringLike or StringNotLike if a wildcard is meant.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringNotEquals": {"aws:PrincipalTag/team": "blue-*"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringNotLike": {"aws:PrincipalTag/team": "blue-*"}}}
})"},
             .aliases = {.access_analyzer = "WILDCARD_WITHOUT_LIKE_OPERATOR"},
             .source = kOperatorsPage},
    .needs = {.facts = {lint::Fact::kStringOperator}},
    .check_policy = CheckWithoutLike,
};

extern constinit const lint::Rule kEquivalentToNullFalse{
    .info = {.name = "equivalent-to-null-false",
             .group = "conditions",
             .level = lint::Level::kSuggestion,
             .summary = "StringLike with * only asks whether the key is there",
             .why = "A pattern that matches everything hides what is meant.",
             .fix = "Use `Null` with `\"false\"`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringLike": {"aws:PrincipalTag/team": "*"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"Null": {"aws:PrincipalTag/team": "false"}}}
})"},
             .aliases = {.access_analyzer = "EQUIVALENT_TO_NULL_FALSE"},
             .source = kOperatorsPage},
    .needs = {.facts = {lint::Fact::kStringOperator}},
    .check_policy = CheckPresent,
};

extern constinit const lint::Rule kEquivalentToNullTrue{
    .info = {.name = "equivalent-to-null-true",
             .group = "conditions",
             .level = lint::Level::kSuggestion,
             .summary = "StringNotLike with * only asks whether the key is absent",
             .why = "A pattern that matches everything hides what is meant.",
             .fix = "Use `Null` with `\"true\"`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringNotLike": {"aws:PrincipalTag/team": "*"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"Null": {"aws:PrincipalTag/team": "true"}}}
})"},
             .aliases = {.access_analyzer = "EQUIVALENT_TO_NULL_TRUE"},
             .source = kOperatorsPage},
    .needs = {.facts = {lint::Fact::kStringOperator, lint::Fact::kNegatedOperator}},
    .check_policy = CheckAbsent,
};

extern constinit const lint::Rule kRedundantKeyDueToWildcardInCondition{
    .info = {.name = "redundant-key-due-to-wildcard-in-condition",
             .group = "conditions",
             .level = lint::Level::kSuggestion,
             .summary = "a condition with * is always met",
             .why = "The key looks like a restriction and is none.",
             .fix = "Remove the key, or write the values that are meant.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringLikeIfExists": {"aws:PrincipalTag/team": "*"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringLikeIfExists": {"aws:PrincipalTag/team": "b*"}}}
})"},
             .aliases = {.access_analyzer = "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION"},
             .source = kOperatorsPage},
    .needs = {.facts = {lint::Fact::kStringOperator}},
    .check_policy = CheckAlways,
};

extern constinit const lint::Rule kRedundantStatementDueToWildcardInCondition{
    .info = {.name = "redundant-statement-due-to-wildcard-in-condition",
             .group = "conditions",
             .level = lint::Level::kSuggestion,
             .summary = "a condition with * is never met",
             .why = "No value differs from everything, so the statement never applies.",
             .fix = "Remove the key, or write the values that are meant.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:TagRole", "Resource": "*", "Condition": {"ForAnyValue:StringNotLike": {"aws:TagKeys": "*"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:TagRole", "Resource": "*", "Condition": {"ForAnyValue:StringNotLike": {"aws:TagKeys": "b*"}}}
})"},
             .aliases = {.access_analyzer = "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION"},
             .source = kOperatorsPage},
    .needs = {.facts = {lint::Fact::kStringOperator, lint::Fact::kForAnyValue,
                        lint::Fact::kNegatedOperator}},
    .check_policy = CheckNever,
};

}  // namespace whittle::rules
