#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "lint/context.h"
#include "policy/pattern.h"

namespace whittle::rules {

namespace {

/// Whether a request for some action of the statement can carry the key; also where it is not
/// known what the statement's actions are.
bool MayBeSupplied(lint::PolicyContext& context, const policy::Statement& statement, uint32_t key) {
  for (const lint::ResolvedAction& resolved : context.Actions(statement)) {
    if (resolved.unknown || resolved.match.kind != catalog::ActionMatch::Kind::kMatched) {
      return true;
    }
    for (const catalog::ActionRange range : resolved.match.actions.ranges()) {
      for (catalog::ActionId id = range.begin; id < range.end; ++id) {
        if (context.catalog().ActionSuppliesKey(id, key)) return true;
      }
    }
  }
  return false;
}

/// The spellings of one key in the catalogue: AWS's tables write a tag key's end as `${TagKey}` or
/// as `tag-key`.
std::vector<uint32_t> Spellings(const catalog::Catalog& catalog, uint32_t key) {
  std::vector<uint32_t> spellings{key};
  const std::string_view name = catalog.condition_key(key).name();
  const std::string_view stem = name.substr(0, name.find("${"));
  if (stem.size() == name.size()) return spellings;
  for (uint32_t other = 0; other < catalog.condition_key_count(); ++other) {
    if (other != key && policy::StartsWithIgnoreCase(catalog.condition_key(other).name(), stem)) {
      spellings.push_back(other);
    }
  }
  return spellings;
}

/// Whether some action is listed with the key: one that stands with none is a lack of the tables.
bool IsListed(const catalog::Catalog& catalog, uint32_t key) {
  const std::string_view name = catalog.condition_key(key).name();
  const auto service = catalog.FindService(name.substr(0, name.find(':')));
  if (!service) return true;
  const catalog::ActionRange actions = service->actions();
  for (catalog::ActionId id = actions.begin; id < actions.end; ++id) {
    if (catalog.ActionSuppliesKey(id, key)) return true;
  }
  return false;
}

/// What the condition is when the key is absent.
bool HoldsWithoutKey(const policy::Condition& condition) {
  if (condition.op.qualifier == policy::SetQualifier::kForAllValues) return true;
  if (condition.op.qualifier == policy::SetQualifier::kForAnyValue) return false;
  return condition.op.negated();
}

void Check(lint::PolicyContext& context) {
  // What identity providers vouch for is the trust rules' matter.
  if (context.policy().type.type == policy::Type::kTrust) return;
  for (const policy::Statement& statement : context.statements()) {
    if (statement.conditions.empty() || statement.action.negated || statement.action.open ||
        statement.action.entries.empty() || (!statement.allows() && !statement.denies())) {
      continue;
    }
    const auto keys = context.Keys(statement);
    for (size_t i = 0; i < statement.conditions.size(); ++i) {
      const policy::Condition& condition = statement.conditions[i];
      // IfExists and Null say themselves that the key may be absent.
      if (!keys[i] || !keys[i]->key || !condition.op.known() || condition.op.has_holes ||
          condition.op.if_exists || condition.op.base == policy::BaseOperator::kNull) {
        continue;
      }
      // …-with-unsupported-tag-condition-key-for-service speaks of resource tags.
      if (policy::StartsWithIgnoreCase(condition.key.value, "aws:ResourceTag/")) continue;
      if (MayBeSupplied(context, statement, *keys[i]->key)) continue;
      const auto spellings = Spellings(context.catalog(), *keys[i]->key);
      if (std::any_of(spellings.begin(), spellings.end(), [&](uint32_t key) {
            return !IsListed(context.catalog(), key) || MayBeSupplied(context, statement, key);
          })) {
        continue;
      }
      const bool one = statement.action.entries.size() == 1;
      context
          .Report(condition.key.span(),
                  fmt::format("no request for {} carries `{}`, so the condition is {}",
                              one ? fmt::format("`{}`", statement.action.entries[0].text.value)
                                  : "the statement's actions",
                              condition.key.value,
                              HoldsWithoutKey(condition)
                                  ? "always true"
                                  : fmt::format("never true and the statement {} nothing",
                                                statement.allows() ? "grants" : "denies")))
          .Related(statement.action.value->span())
          .RestsOnCatalog();
    }
  }
}

}  // namespace

extern constinit const lint::Rule kConditionKeyNeverSupplied{
    .info = {.name = "condition-key-never-supplied",
             .group = "meaning",
             .level = lint::Level::kWarning,
             .summary = "no action of the statement ever supplies a condition key",
             .why = "Each action lists the condition keys that its requests carry. A condition on "
                    "another key is decided by the key's absence: most operators are then never "
                    "true, the negated ones always.",
             .fix = "Use a key that the actions supply, or move the condition to the statement of"
                    " the actions that it is meant for.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "ecs:RegisterContainerInstance", "Resource": "*", "Condition": {"ArnEquals": {"ecs:cluster": "arn:aws:ecs:eu-west-1:123456789012:cluster/web"}}}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "ecs:Poll", "Resource": "*", "Condition": {"ArnEquals": {"ecs:cluster": "arn:aws:ecs:eu-west-1:123456789012:cluster/web"}}}
})",
                      policy::Type::kSession},
             .aliases = {.parliament = "UNKNOWN_CONDITION_FOR_ACTION",
                         .iam_policy_validator = "invalid_condition_key"},
             .source = "https://docs.aws.amazon.com/service-authorization/latest/reference/"
                       "reference_policies_actions-resources-contextkeys.html"},
    .needs = {.facts = {lint::Fact::kConditions}},
    .check_policy = Check,
};

}  // namespace whittle::rules
