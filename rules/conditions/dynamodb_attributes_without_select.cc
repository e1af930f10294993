#include <fmt/format.h>

#include <algorithm>

#include "rules/conditions/conditions.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

/// Whether some of the statement's actions can return all attributes: only those know the key
/// dynamodb:Select.
bool Reads(lint::PolicyContext& context, const policy::Statement& statement) {
  const auto select = context.catalog().MatchConditionKey("dynamodb:Select").key;
  if (!select) return false;
  for (const lint::ResolvedAction& action : context.Actions(statement)) {
    if (action.unknown) continue;
    if (!action.match.service) {
      if (!action.match.actions.empty()) return true;  // `*`
      continue;
    }
    for (const catalog::ActionRange& range : action.match.actions.ranges()) {
      for (catalog::ActionId id = range.begin; id < range.end; ++id) {
        if (context.catalog().ActionSuppliesKey(id, *select)) return true;
      }
    }
  }
  return false;
}

/// Whether the condition lets, or may let, only requests pass that name their attributes.
bool AsksForNames(const policy::Condition& condition) {
  if (!condition.key.known()) return true;
  return IsKey(condition, "dynamodb:Select") && !condition.op.negated() &&
         std::all_of(condition.values.begin(), condition.values.end(),
                     [](const policy::Text& value) {
                       return !value.known() || value.value == "SPECIFIC_ATTRIBUTES";
                     });
}

void Check(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() || statement.condition_open || statement.action.negated) continue;
    for (const policy::Condition& condition : statement.conditions) {
      if (!IsKey(condition, "dynamodb:Attributes") || condition.op.has_holes ||
          condition.op.base == policy::BaseOperator::kNull) {
        continue;
      }
      if (std::any_of(statement.conditions.begin(), statement.conditions.end(), AsksForNames) ||
          !Reads(context, statement)) {
        continue;
      }
      context.Report(condition.key.span(),
                     fmt::format("a read that names no attributes has no `{}` and returns them all",
                                 condition.key.value));
    }
  }
}

}  // namespace

extern constinit const lint::Rule kDynamodbAttributesWithoutSelect{
    .info = {.name = "dynamodb-attributes-without-select",
             .group = "conditions",
             .level = lint::Level::kSecurityWarning,
             .summary =
                 "attributes of DynamoDB items are restricted only for requests that name them",
             .why = "A read without a projection returns the whole item and carries no "
                    "dynamodb:Attributes, or ForAllValues lets it pass.",
             .fix = "Add `\"StringEquals\": {\"dynamodb:Select\": \"SPECIFIC_ATTRIBUTES\"}` to the "
                    "statement.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:eu-west-1:123456789012:table/t", "Condition": {"ForAnyValue:StringEquals": {"dynamodb:Attributes": "id"}}}
})",
                     policy::Type::kIdentity},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "dynamodb:Query", "Resource": "arn:aws:dynamodb:eu-west-1:123456789012:table/t", "Condition": {"ForAnyValue:StringEquals": {"dynamodb:Attributes": "id"}, "StringEquals": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"}}}
})",
                      policy::Type::kIdentity},
             .aliases = {.access_analyzer = "DYNAMODB_ATTRIBUTES_WITHOUT_SELECT"},
             .source = ""
                       "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
                       "specifying-conditions.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kConditions}, .services = {"dynamodb"}},
    .check_policy = Check,
};

}  // namespace whittle::rules
