#include <fmt/format.h>

#include "rules/conditions/conditions.h"
#include "rules/edits.h"
#include "rules/grammar/problems.h"
#include "text/spelling.h"

namespace whittle::rules {

namespace {

using Kind = catalog::KeyMatch::Kind;

void CheckFormat(lint::PolicyContext& context) {
  ForEachKey(context, [&](const auto&, const policy::Condition& condition, const auto& match) {
    if (match.kind != Kind::kMalformed) return;
    const auto near =
        context.catalog().SuggestConditionKeys(fmt::format("aws:{}", condition.key.value));
    context
        .Report(condition.key.span(),
                fmt::format("`{}` is no condition key: keys are `prefix:name`{}",
                            condition.key.value, text::DidYouMean(near)))
        .Fix(Respell(*condition.key.node, near), false);
  });
}

void CheckGlobal(lint::PolicyContext& context) {
  ForEachKey(context, [&](const auto&, const policy::Condition& condition, const auto& match) {
    if (match.kind != Kind::kUnknownGlobal) return;
    const auto near = context.catalog().SuggestConditionKeys(condition.key.value);
    context
        .Report(condition.key.span(), fmt::format("no global condition key `{}`{}",
                                                  condition.key.value, text::DidYouMean(near)))
        .RestsOnCatalog()
        .Fix(Respell(*condition.key.node, near), false);
  });
}

void CheckService(lint::PolicyContext& context) {
  ForEachKey(context, [&](const auto&, const policy::Condition& condition, const auto& match) {
    if (match.kind != Kind::kUnknownKey && match.kind != Kind::kUnknownService) return;
    const std::string_view prefix = condition.key.value.substr(0, condition.key.value.find(':'));
    const auto near = context.catalog().SuggestConditionKeys(condition.key.value);
    context
        .Report(condition.key.span(), fmt::format("`{}` has no condition key `{}`{}", prefix,
                                                  condition.key.value, text::DidYouMean(near)))
        .RestsOnCatalog()
        .Fix(Respell(*condition.key.node, near), false);
  });
}

void CheckTagKey(lint::PolicyContext& context) {
  ForEachKey(context, [&](const auto&, const policy::Condition& condition, const auto& match) {
    if (match.kind != Kind::kMissingField) return;
    std::string_view stem = condition.key.value;
    if (stem.back() == '/' || stem.back() == ':') stem.remove_suffix(1);
    context
        .Report(condition.key.span(),
                fmt::format("`{}` does not say which tag: the tag's key belongs behind it",
                            condition.key.value))
        .Help(fmt::format("write `{}/TAG-KEY`", stem));
  });
}

void CheckQualifier(lint::PolicyContext& context) {
  ForEachKey(context, [&](const auto&, const policy::Condition& condition, const auto& match) {
    if (!match.key || !condition.op.known() || condition.op.has_holes) return;
    if (condition.op.qualifier != policy::SetQualifier::kNone ||
        condition.op.base == policy::BaseOperator::kNull) {
      return;
    }
    if (!context.catalog().condition_key(*match.key).multivalued()) return;
    context
        .Report(condition.key.span(),
                fmt::format("`{}` has several values in a request; `{}` needs a qualifier",
                            condition.key.value, condition.op.spelling))
        .Help(fmt::format("write `ForAnyValue:{}` (one value matches) or `ForAllValues:{}` (every "
                          "value matches, or there is none)",
                          condition.op.spelling, condition.op.spelling));
  });
}

void CheckSingle(lint::PolicyContext& context) {
  ForEachKey(context, [&](const policy::Statement& statement, const policy::Condition& condition,
                          const auto& match) {
    if (!match.key || condition.op.qualifier != policy::SetQualifier::kForAllValues) return;
    if (context.catalog().condition_key(*match.key).multivalued()) return;
    context
        .Report(condition.key.span(),
                fmt::format("`{}` has one value, and ForAllValues is true when it is absent",
                            condition.key.value))
        .Help(
            statement.denies()
                ? "drop the qualifier: as it stands, the statement denies requests without the key"
                : "drop the qualifier: as it stands, requests without the key pass")
        .Fix(ChangeOperator(statement, condition,
                            condition.op.spelling.substr(condition.op.spelling.find(':') + 1)),
             false);
  });
}

}  // namespace

extern constinit const lint::Rule kInvalidConditionKeyFormat{
    .info = {.name = "invalid-condition-key-format",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "a condition key is not prefix:name",
             .why = "AWS refuses the policy.",
             .fix = "Write the key with its prefix, such as `aws:SourceIp`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringEquals": {"RequestedRegion": "eu-west-1"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}
})"},
             .aliases = {.access_analyzer = "INVALID_CONDITION_KEY_FORMAT",
                         .parliament = "UNKNOWN_CONDITION_FOR_ACTION",
                         .iam_policy_validator = "invalid_condition_key"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_condition-keys.html"},
    .needs = {.facts = {lint::Fact::kConditions}},
    .check_policy = CheckFormat,
};

extern constinit const lint::Rule kInvalidGlobalConditionKey{
    .info = {.name = "invalid-global-condition-key",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "a global condition key does not exist",
             .why = "AWS refuses the policy. A request never carries a key that does not exist, so "
                    "the condition cannot do what it says.",
             .fix = "Mend the spelling of the key.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestRegion": "eu-west-1"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}
})"},
             .aliases = {.access_analyzer = "INVALID_GLOBAL_CONDITION_KEY",
                         .parliament = "UNKNOWN_CONDITION_FOR_ACTION",
                         .iam_policy_validator = "invalid_condition_key"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_condition-keys.html"},
    .needs = {.facts = {lint::Fact::kConditions}},
    .check_policy = CheckGlobal,
};

extern constinit const lint::Rule kInvalidServiceConditionKey{
    .info = {.name = "invalid-service-condition-key",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "a service has no such condition key",
             .why = "AWS refuses the policy. A request never carries a key that does not exist, so "
                    "the condition cannot do what it says.",
             .fix = "Mend the spelling of the key.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "s3:ListBucket", "Resource": "*", "Condition": {"StringNotLike": {"s3:prefixes": "home/*"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "s3:ListBucket", "Resource": "*", "Condition": {"StringNotLike": {"s3:prefix": "home/*"}}}
})"},
             .aliases = {.access_analyzer = "INVALID_SERVICE_CONDITION_KEY",
                         .parliament = "UNKNOWN_CONDITION_FOR_ACTION",
                         .iam_policy_validator = "invalid_condition_key"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_condition-keys.html"},
    .needs = {.facts = {lint::Fact::kConditions}},
    .check_policy = CheckService,
};

extern constinit const lint::Rule kMissingTagKeyInCondition{
    .info = {.name = "missing-tag-key-in-condition",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "a tag condition key does not say which tag",
             .why = "aws:ResourceTag, aws:RequestTag and aws:PrincipalTag are followed by a slash "
                    "and the tag's key; AWS refuses the policy.",
             .fix = "Write the tag's key behind a slash.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalTag": "blue"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalTag/team": "blue"}}}
})"},
             .aliases = {.access_analyzer = "MISSING_TAG_KEY_IN_CONDITION",
                         .parliament = "UNKNOWN_CONDITION_FOR_ACTION",
                         .iam_policy_validator = "invalid_condition_key"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_condition-keys.html"},
    .needs = {.facts = {lint::Fact::kConditions}},
    .check_policy = CheckTagKey,
};

extern constinit const lint::Rule kMissingQualifier{
    .info = {.name = "missing-qualifier",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "a multivalued key stands under an operator without a qualifier",
             .why = "A multivalued key needs ForAllValues or ForAnyValue; without one the condition"
                    " does not do what it says, and AWS refuses the policy.",
             .fix = "Put ForAnyValue: or ForAllValues: before the operator.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:TagRole", "Resource": "*", "Condition": {"StringEquals": {"aws:TagKeys": "team"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:TagRole", "Resource": "*", "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": "team"}}}
})"},
             .aliases = {.access_analyzer = "MISSING_QUALIFIER"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_condition-single-vs-multi-valued-context-keys.html"},
    .needs = {.facts = {lint::Fact::kConditions}},
    .check_policy = CheckQualifier,
};

extern constinit const lint::Rule kForallvaluesWithSingleValuedKey{
    .info =
        {.name = "forallvalues-with-single-valued-key",
         .group = "conditions",
         .level = lint::Level::kSecurityWarning,
         .summary = "ForAllValues stands before a single-valued key",
         .why = "ForAllValues is true when the request does not carry the key at all: an Allow "
                "that was meant to be restricted is open to such requests.",
         .fix = "Drop the qualifier.",
         .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"ForAllValues:StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}
})"},
         .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}
})"},
         .aliases = {.access_analyzer = "FORALLVALUES_WITH_SINGLE_VALUED_KEY",
                     .parliament = "SINGLE_VALUE_CONDITION_TOO_PERMISSIVE",
                     .iam_policy_validator =
                         "set_operator_on_single_valued_key forallvalues_allow_without_null_check"},
         .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                   "reference_policies_condition-single-vs-multi-valued-context-keys.html"},
    .needs = {.facts = {lint::Fact::kForAllValues}},
    .check_policy = CheckSingle,
};

}  // namespace whittle::rules
