#include "access/value_match.h"

#include <algorithm>

#include "access/arn_fields.h"
#include "policy/pattern.h"

namespace whittle::access {

namespace {

TextRules RulesFor(const policy::Operator& op, Truth variables) {
  TextRules rules;
  rules.wildcards = op.takes_wildcards();
  if (op.takes_variables()) rules.variables = variables;
  if (op.base == policy::BaseOperator::kStringEqualsIgnoreCase ||
      op.base == policy::BaseOperator::kStringNotEqualsIgnoreCase) {
    rules.letter_case = policy::Case::kInsensitive;
  }
  return rules;
}

/// Six fields, one by one. The pattern's colons separate wherever they come from: a variable may
/// stand for a whole ARN.
bool ArnMatches(std::span<const Symbol> pattern, std::string_view value) {
  if (pattern.size() == 1 && pattern[0] == kAnyRun) return true;
  const ArnFields arn = ArnFields::Split(value);
  if (!arn.complete()) return false;
  for (size_t i = 0; i < 6; ++i) {
    const auto colon =
        i == 5 ? pattern.end() : std::find(pattern.begin(), pattern.end(), Symbol{':'});
    const auto field = pattern.first(static_cast<size_t>(colon - pattern.begin()));
    if (!Matches(field, arn.fields[i], policy::Case::kSensitive)) return false;
    if (colon == pattern.end()) return i == 5 || (!field.empty() && field.back() == kAnyRun);
    pattern = pattern.subspan(field.size() + 1);
  }
  return true;
}

}  // namespace

ConditionValue::ConditionValue(const policy::Text& text, const policy::Operator& op,
                               Truth variables)
    : family_(op.family()),
      choice_(text.choice),
      alternative_(text.alternative),
      pattern_(text, RulesFor(op, variables)) {}

Truth ConditionValue::MatchesArn(std::string_view value, const Context& context) const {
  Symbols symbols;
  if (!pattern_.Expand(context, symbols)) return Truth::kNo;
  if (pattern_.has_holes()) {
    // A hole may hold colons: fields say nothing, only the text as a whole does.
    symbols.Add(kAnyRun);
    return access::Matches(symbols.get(), value, policy::Case::kSensitive) ? Truth::kUnknown
                                                                           : Truth::kNo;
  }
  return Known(ArnMatches(symbols.get(), value));
}

Truth ConditionValue::Matches(std::string_view value, const Context& context) const {
  switch (family_) {
    case policy::OperatorFamily::kString:
      return pattern_.Matches(value, context);
    case policy::OperatorFamily::kArn:
      return MatchesArn(value, context);
    case policy::OperatorFamily::kBool:
      if (pattern_.has_holes()) return Truth::kUnknown;
      return Known(
          (policy::EqualsIgnoreCase(value, "true") || policy::EqualsIgnoreCase(value, "false")) &&
          policy::EqualsIgnoreCase(value, pattern_.text()));
    default:
      return Truth::kUnknown;
  }
}

}  // namespace whittle::access
