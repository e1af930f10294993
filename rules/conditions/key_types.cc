// Operators that do not fit the type of their key.
#include <fmt/format.h>

#include "rules/conditions/conditions.h"
#include "rules/edits.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

using catalog::ValueType;
using policy::OperatorFamily;

/// Whether values of the key can be compared so. AWS takes strings and ARNs for one another, and
/// addresses, dates and numbers where their spelling is all that counts are no strings to it.
bool Fits(OperatorFamily family, ValueType type) {
  switch (type) {
    case ValueType::kString:
    case ValueType::kArn:
      return family == OperatorFamily::kString || family == OperatorFamily::kArn;
    case ValueType::kBool:
      return family == OperatorFamily::kBool;
    case ValueType::kNumeric:
      return family == OperatorFamily::kNumeric;
    case ValueType::kDate:
      // aws:EpochTime and its kin are numbers of seconds, too.
      return family == OperatorFamily::kDate || family == OperatorFamily::kNumeric;
    case ValueType::kIpAddress:
      return family == OperatorFamily::kIpAddress;
    case ValueType::kBinary:
      return family == OperatorFamily::kBinary;
  }
  return true;
}

std::string_view OperatorsFor(ValueType type) {
  switch (type) {
    case ValueType::kString:
      return "String operators";
    case ValueType::kArn:
      return "Arn operators";
    case ValueType::kBool:
      return "`Bool`";
    case ValueType::kNumeric:
      return "Numeric operators";
    case ValueType::kDate:
      return "Date operators";
    case ValueType::kIpAddress:
      return "`IpAddress` and `NotIpAddress`";
    case ValueType::kBinary:
      return "`BinaryEquals`";
  }
  return {};
}

std::string_view KindOf(ValueType type) {
  switch (type) {
    case ValueType::kString:
      return "a string";
    case ValueType::kArn:
      return "an ARN";
    case ValueType::kBool:
      return "true or false";
    case ValueType::kNumeric:
      return "a number";
    case ValueType::kDate:
      return "a date";
    case ValueType::kIpAddress:
      return "an IP address";
    case ValueType::kBinary:
      return "bytes";
  }
  return {};
}

void CheckType(lint::PolicyContext& context) {
  ForEachKey(context, [&](const auto&, const policy::Condition& condition, const auto& match) {
    if (!match.key || !condition.op.known()) return;
    const OperatorFamily family = condition.op.family();
    if (family == OperatorFamily::kNull) return;
    const ValueType type = context.catalog().condition_key(*match.key).type();
    if (Fits(family, type)) return;
    context
        .Report(condition.key.span(),
                fmt::format("`{}` is {}, which `{}` does not compare", condition.key.value,
                            KindOf(type), condition.op.spelling))
        .Help(fmt::format("use {}", OperatorsFor(type)));
  });
}

/// ArnLike in the place of StringLike, and ArnNotLike in that of StringNotLike.
std::string WithArns(const policy::Operator& op) {
  std::string name(op.spelling);
  const size_t at = name.find("String");
  return at == std::string::npos ? name : name.replace(at, 6, "Arn");
}

void CheckLikeOnArn(lint::PolicyContext& context) {
  ForEachKey(context, [&](const policy::Statement& statement, const policy::Condition& condition,
                          const auto& match) {
    if (condition.op.base != policy::BaseOperator::kStringLike &&
        condition.op.base != policy::BaseOperator::kStringNotLike) {
      return;
    }
    if (!match.key || !condition.op.known()) return;
    if (context.catalog().condition_key(*match.key).type() != ValueType::kArn) return;
    const bool negated = condition.op.negated();
    context
        .Report(condition.key.span(),
                fmt::format("`{}` is an ARN, and under `{}` a `*` crosses its colons",
                            condition.key.value, condition.op.spelling))
        .Help(fmt::format("use `{}`", negated ? "ArnNotLike" : "ArnLike"))
        .Fix(ChangeOperator(statement, condition, WithArns(condition.op)), false);
  });
}

}  // namespace

extern constinit const lint::Rule kTypeMismatch{
    .info = {.name = "type-mismatch",
             .group = "conditions",
             .level = lint::Level::kWarning,
             .summary = "an operator does not fit the type of its condition key",
             .why = "The values are compared as what they are not, so the condition does not do "
                    "what it says.",
             .fix = "Use an operator of the type of the key.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringEquals": {"aws:SecureTransport": "false"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
})"},
             .aliases = {.access_analyzer = "TYPE_MISMATCH",
                         .parliament = "MISMATCHED_TYPE",
                         .iam_policy_validator = "condition_type_mismatch type_mismatch"},
             .source = kOperatorsPage},
    .needs = {.facts = {lint::Fact::kConditions}},
    .check_policy = CheckType,
};

extern constinit const lint::Rule kStringLikeOperatorWithArnConditionKeys{
    .info = {.name = "string-like-operator-with-arn-condition-keys",
             .group = "conditions",
             .level = lint::Level::kSecurityWarning,
             .summary = "StringLike is used on a condition key that is an ARN",
             .why = "Under StringLike a `*` may reach over the colons into the next field; the ARN "
                    "operators match field by field.",
             .fix = "Use ArnLike or ArnNotLike.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringNotLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/admin-*"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/admin-*"}}}
})"},
             .aliases = {.access_analyzer = "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS"},
             .source = kOperatorsPage},
    .needs = {.facts = {lint::Fact::kStringOperator}},
    .check_policy = CheckLikeOnArn,
};

}  // namespace whittle::rules
