#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "policy/pattern.h"
#include "rules/conditions/presence.h"
#include "rules/grants/grants.h"

namespace whittle::rules {

namespace {

/// Keys that many requests lack, and whose absence asks for more: not the tags of a new resource,
/// which need not have any, nor a call's own parameters.
bool AbsenceMatters(std::string_view key) {
  if (policy::StartsWithIgnoreCase(key, "aws:")) {
    return !policy::EqualsIgnoreCase(key, "aws:TagKeys");
  }
  constexpr std::string_view kKeys[] = {"dynamodb:Attributes", "dynamodb:LeadingKeys",
                                        "kms:EncryptionContextKeys"};
  return std::any_of(std::begin(kKeys), std::end(kKeys), [&](std::string_view candidate) {
    return policy::EqualsIgnoreCase(key, candidate);
  });
}

void Check(lint::PolicyContext& context) {
  if (!kGranting.Has(context.policy().type.type)) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() || statement.conditions.empty()) continue;
    const auto keys = context.Keys(statement);
    for (size_t i = 0; i < statement.conditions.size(); ++i) {
      const policy::Condition& condition = statement.conditions[i];
      if (condition.op.qualifier != policy::SetQualifier::kForAllValues || !condition.op.known() ||
          !keys[i] || !keys[i]->key || !AbsenceMatters(condition.key.value)) {
        continue;
      }
      // A key with one value is forallvalues-with-single-valued-key's.
      if (!context.catalog().condition_key(*keys[i]->key).multivalued()) continue;
      if (DemandsKey(statement, condition.key.value)) continue;
      context
          .Report(condition.key.span(),
                  fmt::format("ForAllValues is true for requests without `{}`, so this allows them",
                              condition.key.value))
          .Help(fmt::format("add `\"Null\": {{\"{}\": \"false\"}}` to the conditions",
                            condition.key.value));
    }
  }
}

}  // namespace

extern constinit const lint::Rule kForallvaluesWithoutNullCheck{
    .info = {.name = "forallvalues-without-null-check",
             .group = "conditions",
             .level = lint::Level::kWarning,
             .summary = "ForAllValues in an Allow lets requests without the key pass",
             .why = "ForAllValues asks whether all values of the request match. Of none, "
                    "all do: a request that does not carry the key at all is allowed.",
             .fix = "Add a Null condition that demands the key, or use ForAnyValue.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:eu-west-1:123456789012:table/games", "Condition": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": "${aws:userid}"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:eu-west-1:123456789012:table/games", "Condition": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": "${aws:userid}"}, "Null": {"dynamodb:LeadingKeys": "false"}}}
})"},
             .aliases = {.iam_policy_validator = "forallvalues_allow_without_null_check"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_condition-single-vs-multi-valued-context-keys.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kForAllValues}, .types = kGranting},
    .check_policy = Check,
};

}  // namespace whittle::rules
