#include "access/condition_match.h"

#include "policy/pattern.h"

namespace whittle::access {

ConditionMatcher::ConditionMatcher(const policy::Condition& condition, Truth variables)
    : op_(condition.op),
      key_(condition.key.value),
      hash_(HashKey(key_)),
      key_unknown_(condition.key.has_holes),
      open_(condition.open) {
  values_.reserve(condition.values.size());
  AnyOf invalid;
  for (const policy::Text& text : condition.values) {
    values_.emplace_back(text, op_, variables);
    invalid.Add(values_.back().invalid(), text.choice, text.alternative);
  }
  invalid_ = invalid.Result();
}

Truth ConditionMatcher::MatchesNull(const ContextKey* key) const {
  const bool null = key == nullptr || key->null();
  AnyOf any;
  for (const ConditionValue& value : values_) {
    const Truth truth =
        value.pattern().has_holes()
            ? Truth::kUnknown
            : Known(policy::EqualsIgnoreCase(value.pattern().text(), null ? "true" : "false"));
    any.Add(truth, value.choice(), value.alternative());
  }
  if (open_) any.Add(Truth::kUnknown);
  return any.Result();
}

Truth ConditionMatcher::MatchesValue(std::string_view value, const Context& context) const {
  if (op_.negated() && !IsOfFamily(value, op_.family())) return Truth::kNo;
  AnyOf any;
  for (const ConditionValue& mine : values_) {
    any.Add(mine.Matches(value, context), mine.choice(), mine.alternative());
    if (any.settled()) break;
  }
  if (open_) any.Add(Truth::kUnknown);
  if (!op_.negated()) return any.Result();
  return And(Not(any.Result()), Not(invalid_));
}

Truth ConditionMatcher::Matches(const Context& context) const {
  if (!op_.known()) return op_.has_holes ? Truth::kUnknown : Truth::kNo;
  if (key_unknown_) return Truth::kUnknown;
  const ContextKey* key = context.Find(key_, hash_);
  if (op_.base == policy::BaseOperator::kNull) return MatchesNull(key);
  switch (op_.qualifier) {
    case policy::SetQualifier::kNone:
      if (key == nullptr) return Known(op_.if_exists || op_.negated());
      if (key->is_list) return Truth::kNo;
      return MatchesValue(key->values.front(), context);
    case policy::SetQualifier::kForAllValues: {
      if (key == nullptr || key->null()) return Truth::kYes;
      Truth all = Truth::kYes;
      for (const std::string& value : key->values) all = And(all, MatchesValue(value, context));
      return all;
    }
    case policy::SetQualifier::kForAnyValue: {
      if (key == nullptr) return Truth::kNo;
      Truth any = Truth::kNo;
      for (const std::string& value : key->values) any = Or(any, MatchesValue(value, context));
      return any;
    }
  }
  return Truth::kNo;
}

}  // namespace whittle::access
