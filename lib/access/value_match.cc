#include "access/value_match.h"

#include <algorithm>
#include <compare>
#include <utility>

#include "access/arn_fields.h"
#include "policy/arn.h"
#include "policy/pattern.h"
#include "policy/value.h"

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

/// Whether a comparison of the request's value with the policy's satisfies the operator.
bool Holds(policy::BaseOperator op, std::strong_ordering order) {
  using Base = policy::BaseOperator;
  switch (op) {
    case Base::kNumericLessThan:
    case Base::kDateLessThan:
      return order < 0;
    case Base::kNumericLessThanEquals:
    case Base::kDateLessThanEquals:
      return order <= 0;
    case Base::kNumericGreaterThan:
    case Base::kDateGreaterThan:
      return order > 0;
    case Base::kNumericGreaterThanEquals:
    case Base::kDateGreaterThanEquals:
      return order >= 0;
    default:
      return order == 0;
  }
}

/// Fewer than six fields, and no `*` at the end that would stand for the rest. A variable or a hole
/// may hold fields: a variable is looked at when it has its value.
Truth IsShortArn(const policy::Text& text) {
  const bool is_short = policy::Arn(text).field_count() < 6 &&
                        (text.value.empty() || text.value.back() != '*') && !text.has_variables;
  return text.has_holes ? And(Known(is_short), Truth::kUnknown) : Known(is_short);
}

}  // namespace

bool IsOfFamily(std::string_view value, policy::OperatorFamily family) {
  switch (family) {
    case policy::OperatorFamily::kNumeric:
      return policy::ParseNumber(value).has_value();
    case policy::OperatorFamily::kDate:
      return policy::ParseDate(value).has_value();
    case policy::OperatorFamily::kIpAddress:
      return policy::ParseIpRange(value).has_value();
    case policy::OperatorFamily::kArn:
      return ArnFields::Split(value).complete();
    default:
      return true;
  }
}

ConditionValue::ConditionValue(const policy::Text& text, const policy::Operator& op,
                               Truth variables)
    : base_(op.base),
      family_(op.family()),
      choice_(text.choice),
      alternative_(text.alternative),
      pattern_(text, RulesFor(op, variables)) {
  if (family_ == policy::OperatorFamily::kArn) invalid_ = IsShortArn(text);
  if (!pattern_.plain()) return;
  const auto keep = [this](auto value) {
    if (value) typed_ = std::move(*value);
  };
  switch (family_) {
    case policy::OperatorFamily::kBool:
      keep(policy::ParseBool(text.value));
      break;
    case policy::OperatorFamily::kNumeric:
      keep(policy::ParseNumber(text.value));
      break;
    case policy::OperatorFamily::kDate:
      keep(policy::ParseDate(text.value));
      break;
    case policy::OperatorFamily::kIpAddress:
      keep(policy::ParseIpRange(text.value));
      break;
    case policy::OperatorFamily::kBinary:
      keep(policy::DecodeBase64(text.value));
      break;
    default:
      break;
  }
}

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

bool ConditionValue::MatchesTyped(std::string_view value) const {
  if (const auto* mine = std::get_if<policy::Number>(&typed_)) {
    const auto theirs = policy::ParseNumber(value);
    return theirs && Holds(base_, *theirs <=> *mine);
  }
  if (const auto* mine = std::get_if<policy::Instant>(&typed_)) {
    const auto theirs = policy::ParseDate(value);
    return theirs && Holds(base_, policy::Compare(*theirs, *mine));
  }
  if (const auto* mine = std::get_if<policy::IpRange>(&typed_)) {
    const auto theirs = policy::ParseIpRange(value);
    return theirs && mine->Contains(*theirs);
  }
  if (const auto* mine = std::get_if<bool>(&typed_)) return policy::ParseBool(value) == *mine;
  if (const auto* mine = std::get_if<std::string>(&typed_)) {
    return policy::DecodeBase64(value) == *mine;
  }
  return false;
}

Truth ConditionValue::Matches(std::string_view value, const Context& context) const {
  switch (family_) {
    case policy::OperatorFamily::kString:
      return pattern_.Matches(value, context);
    case policy::OperatorFamily::kArn:
      return MatchesArn(value, context);
    default:
      return pattern_.has_holes() ? Truth::kUnknown : Known(MatchesTyped(value));
  }
}

}  // namespace whittle::access
