// Values that are not of the type that their operator compares.
#include <fmt/format.h>

#include "policy/value.h"
#include "rules/conditions/conditions.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

using policy::OperatorFamily;

/// Reports literal values under operators of the family that `valid` refuses.
template <typename Valid>
void CheckValues(lint::PolicyContext& context, OperatorFamily family, std::string_view wanted,
                 Valid valid) {
  ForEachLiteral(
      context, family, [&](const policy::Condition& condition, const policy::Text& value) {
        if (valid(value)) return;
        context.Report(value.span(), fmt::format("`{}` compares {}; `{}` is none",
                                                 condition.op.spelling, wanted, value.value));
      });
}

bool IsBool(const policy::Text& value) { return policy::ParseBool(value.value).has_value(); }

void CheckBool(lint::PolicyContext& context) {
  CheckValues(context, OperatorFamily::kBool, "`true` and `false`", IsBool);
  CheckValues(context, OperatorFamily::kNull, "`true` and `false`", IsBool);
}

void CheckNumber(lint::PolicyContext& context) {
  CheckValues(context, OperatorFamily::kNumeric, "numbers", [](const policy::Text& value) {
    // JSON's own numbers may have an exponent.
    return value.node->kind() == text::NodeKind::kNumber ||
           policy::ParseNumber(value.value).has_value();
  });
}

void CheckDate(lint::PolicyContext& context) {
  CheckValues(context, OperatorFamily::kDate, "dates",
              [](const policy::Text& value) { return policy::ParseDate(value.value).has_value(); });
}

void CheckBinary(lint::PolicyContext& context) {
  CheckValues(context, OperatorFamily::kBinary, "base64 text", [](const policy::Text& value) {
    return policy::DecodeBase64(value.value).has_value();
  });
}

void CheckIp(lint::PolicyContext& context) {
  CheckValues(
      context, OperatorFamily::kIpAddress, "IP addresses and CIDR blocks",
      [](const policy::Text& value) { return policy::ParseIpRange(value.value).has_value(); });
}

void CheckEpoch(lint::PolicyContext& context) {
  ForEachLiteral(
      context, OperatorFamily::kDate,
      [&](const policy::Condition& condition, const policy::Text& value) {
        const auto date = policy::ParseDate(value.value);
        if (!date || date->form == policy::DateForm::kW3c) return;
        if (date->form == policy::DateForm::kYear) {
          context.Report(
              value.span(),
              fmt::format("`{}` may be read as a year or as seconds of 1970", value.value));
        } else if (!IsKey(condition, "aws:EpochTime")) {
          context.Report(value.span(),
                         fmt::format("`{}` is a date in seconds since 1970, which may not be read "
                                     "as it is meant",
                                     value.value));
        }
      });
}

void CheckSameType(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Condition& condition : statement.conditions) {
      if (condition.values.size() < 2) continue;
      const text::NodeKind first = condition.values[0].node->kind();
      for (const policy::Text& value : condition.values) {
        const text::NodeKind kind = value.node->kind();
        // What an intrinsic makes is not seen.
        if (kind == first || !value.node->is_scalar() || !condition.values[0].node->is_scalar()) {
          continue;
        }
        context
            .Report(condition.value->span(),
                    fmt::format("the values of `{}` are of several JSON types: {} and {}",
                                condition.key.value, text::Describe(first), text::Describe(kind)))
            .Related(value.span());
        break;
      }
    }
  }
}

void CheckOneBoolean(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    if (statement.conditions.empty()) continue;
    const auto keys = context.Keys(statement);
    for (size_t i = 0; i < statement.conditions.size(); ++i) {
      const policy::Condition& condition = statement.conditions[i];
      if (!condition.op.known() || condition.op.family() != OperatorFamily::kBool) continue;
      // Of the alternatives of a choice only one is there.
      if (condition.values.size() < 2 || condition.values[1].choice != 0) continue;
      if (keys[i] && keys[i]->key && context.catalog().condition_key(*keys[i]->key).multivalued()) {
        continue;
      }
      context.Report(condition.value->span(),
                     fmt::format("`{}` is true or false; it takes one value, not {}",
                                 condition.key.value, condition.values.size()));
    }
  }
}

}  // namespace

extern constinit const lint::Rule kTypeMismatchBoolean{
    .info = {.name = "type-mismatch-boolean",
             .group = "conditions",
             .level = lint::Level::kWarning,
             .summary = "a Bool or Null value is neither true nor false",
             .why = "Such a value never matches, so the condition does not do what it says.",
             .fix = "Write `true` or `false`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "no"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
})"},
             .aliases = {.access_analyzer = "TYPE_MISMATCH_BOOLEAN",
                         .parliament = "MISMATCHED_TYPE",
                         .iam_policy_validator = "condition_type_mismatch"},
             .source = kOperatorsPage},
    .needs = {.facts = {lint::Fact::kConditions}},
    .check_policy = CheckBool,
};

extern constinit const lint::Rule kTypeMismatchNumber{
    .info = {.name = "type-mismatch-number",
             .group = "conditions",
             .level = lint::Level::kWarning,
             .summary = "a Numeric value is not a number",
             .why = "Such a value never matches, so the condition does not do what it says.",
             .fix = "Write a decimal number.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NumericGreaterThan": {"aws:MultiFactorAuthAge": "1h"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NumericGreaterThan": {"aws:MultiFactorAuthAge": "3600"}}}
})"},
             .aliases = {.access_analyzer = "TYPE_MISMATCH_NUMBER",
                         .parliament = "MISMATCHED_TYPE",
                         .iam_policy_validator = "condition_type_mismatch"},
             .source = kOperatorsPage},
    .needs = {.facts = {lint::Fact::kNumericOperator}},
    .check_policy = CheckNumber,
};

extern constinit const lint::Rule kTypeMismatchDate{
    .info = {.name = "type-mismatch-date",
             .group = "conditions",
             .level = lint::Level::kWarning,
             .summary = "a Date value is not a date",
             .why = "Such a value never matches, so the condition does not do what it says.",
             .fix = "Write a date such as `2027-01-31` or `2027-01-31T12:00:00Z`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"DateGreaterThan": {"aws:CurrentTime": "31.01.2027"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"DateGreaterThan": {"aws:CurrentTime": "2027-01-31"}}}
})"},
             .aliases = {.access_analyzer = "TYPE_MISMATCH_DATE",
                         .parliament = "MISMATCHED_TYPE",
                         .iam_policy_validator = "condition_type_mismatch"},
             .source = kOperatorsPage},
    .needs = {.facts = {lint::Fact::kDateOperator}},
    .check_policy = CheckDate,
};

extern constinit const lint::Rule kTypeMismatchString{
    .info = {.name = "type-mismatch-string",
             .group = "conditions",
             .level = lint::Level::kWarning,
             .summary = "a BinaryEquals value is not base64",
             .why = "BinaryEquals compares bytes, which the policy holds in base64; other text "
                    "never matches.",
             .fix = "Encode the bytes in base64.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"BinaryEquals": {"id.example.com:blob": "Administrators!"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"BinaryEquals": {"id.example.com:blob": "QWRtaW5pc3RyYXRvcnMh"}}}
})"},
             .aliases = {.access_analyzer = "TYPE_MISMATCH_STRING",
                         .parliament = "MISMATCHED_TYPE",
                         .iam_policy_validator = "condition_type_mismatch"},
             .source = kOperatorsPage},
    .needs = {.facts = {lint::Fact::kBinaryOperator}},
    .check_policy = CheckBinary,
};

extern constinit const lint::Rule kTypeMismatchIpRange{
    .info = {.name = "type-mismatch-ip-range",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "an IpAddress value is neither an address nor a CIDR block",
             .why = "AWS refuses the policy.",
             .fix = "Write an address such as `203.0.113.7` or a block such as `203.0.113.0/24`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.*"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}
})"},
             .aliases = {.access_analyzer = "TYPE_MISMATCH_IP_RANGE",
                         .parliament = "MISMATCHED_TYPE",
                         .iam_policy_validator = "condition_type_mismatch invalid_ip_format"},
             .source = kOperatorsPage},
    .needs = {.facts = {lint::Fact::kIpAddressOperator}},
    .check_policy = CheckIp,
};

extern constinit const lint::Rule kInvalidDateValue{
    .info = {.name = "invalid-date-value",
             .group = "conditions",
             .level = lint::Level::kWarning,
             .summary = "a date may be read otherwise than it is meant",
             .why = "A number under a Date operator is a year to one reader and seconds since 1970 "
                    "to another.",
             .fix = "Write the whole date, such as `2027-01-31`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"DateGreaterThan": {"aws:CurrentTime": "2027"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"DateGreaterThan": {"aws:CurrentTime": "2027-01-01"}}}
})"},
             .aliases = {.access_analyzer = "INVALID_DATE_VALUE"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kDateOperator}},
    .check_policy = CheckEpoch,
};

extern constinit const lint::Rule kInvalidConditionDataType{
    .info = {.name = "invalid-condition-data-type",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "the values of a condition key are of several JSON types",
             .why = "AWS refuses the policy.",
             .fix = "Write all values as strings, or all as numbers or booleans.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NumericEquals": {"aws:MultiFactorAuthAge": ["60", 90]}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NumericEquals": {"aws:MultiFactorAuthAge": ["60", "90"]}}}
})"},
             .aliases = {.access_analyzer = "INVALID_CONDITION_DATA_TYPE"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kConditions}},
    .check_policy = CheckSameType,
};

extern constinit const lint::Rule kInvalidConditionMultipleBoolean{
    .info = {.name = "invalid-condition-multiple-boolean",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "a boolean condition key has several values",
             .why = "A key that is true or false matches both values or only one: AWS refuses a "
                    "list of them.",
             .fix = "Write the one value that is meant, or remove the condition.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": ["false", "true"]}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
})"},
             .aliases = {.access_analyzer = "INVALID_CONDITION_MULTIPLE_BOOLEAN"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kBoolOperator}},
    .check_policy = CheckOneBoolean,
};

}  // namespace whittle::rules
