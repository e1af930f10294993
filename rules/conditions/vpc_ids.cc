// Condition keys whose values have a fixed form.
#include <fmt/format.h>

#include <algorithm>

#include "rules/conditions/conditions.h"
#include "rules/grammar/problems.h"
#include "text/ascii.h"

namespace whittle::rules {

namespace {

using policy::OperatorFamily;

/// `vpc-` and 8 or 17 letters and digits.
bool IsId(std::string_view value, std::string_view prefix) {
  if (value.substr(0, prefix.size()) != prefix) return false;
  value.remove_prefix(prefix.size());
  return (value.size() == 8 || value.size() == 17) &&
         std::all_of(value.begin(), value.end(), text::IsLetterOrDigit);
}

/// Whether some id matches the value of a Like operator.
bool MayBeId(std::string_view value, std::string_view prefix) {
  for (const std::string_view rest : {"????????", "?????????????????"}) {
    if (policy::Intersect(value, std::string(prefix).append(rest), policy::Case::kSensitive)) {
      return true;
    }
  }
  return false;
}

void CheckIds(lint::PolicyContext& context, std::string_view key, std::string_view prefix,
              std::string_view what) {
  ForEachLiteral(context, OperatorFamily::kString,
                 [&](const policy::Condition& condition, const policy::Text& value) {
                   if (!IsKey(condition, key) || IsId(value.value, prefix)) return;
                   if (condition.op.takes_wildcards() && policy::HasWildcard(value.value) &&
                       MayBeId(value.value, prefix)) {
                     return;
                   }
                   context.Report(value.span(),
                                  fmt::format("`{}` is no {}: those are `{}` and 8 or 17 letters "
                                              "and digits",
                                              value.value, what, prefix));
                 });
}

void CheckVpc(lint::PolicyContext& context) {
  CheckIds(context, "aws:SourceVpc", "vpc-", "VPC id");
}
void CheckVpce(lint::PolicyContext& context) {
  CheckIds(context, "aws:SourceVpce", "vpce-", "id of a VPC endpoint");
}

/// S3 compares the ARN of the key, whatever the request names it by.
constexpr std::string_view kKmsKeys[] = {"s3:x-amz-server-side-encryption-aws-kms-key-id"};

/// Whether the ARN of a key can match the value. Under Arn operators each field by itself; else the
/// pattern as a whole.
bool MayBeKeyArn(const policy::Operator& op, const policy::Text& value) {
  constexpr std::string_view kKeyArn = "arn:aws*:kms:*:*:key/?*";
  constexpr auto kCase = policy::Case::kSensitive;
  if (!op.takes_wildcards() || !policy::HasWildcard(value.value)) {
    return policy::Matches(kKeyArn, value.value, kCase);
  }
  if (op.family() == OperatorFamily::kArn) {
    const policy::Arn arn(value);
    if (arn.complete() && !policy::Intersect(arn.resource(), "key/?*", kCase)) return false;
  }
  return policy::Intersect(value.value, kKeyArn, kCase);
}

void CheckKmsKey(lint::PolicyContext& context) {
  for (const OperatorFamily family : {OperatorFamily::kString, OperatorFamily::kArn}) {
    ForEachLiteral(
        context, family, [&](const policy::Condition& condition, const policy::Text& value) {
          for (const std::string_view key : kKmsKeys) {
            if (!IsKey(condition, key) || MayBeKeyArn(condition.op, value)) continue;
            context.Report(
                value.span(),
                fmt::format("`{}` is compared with the ARN of a KMS key, which `{}` is not",
                            condition.key.value, value.value));
          }
        });
  }
}

}  // namespace

extern constinit const lint::Rule kInvalidVpcFormat{
    .info = {.name = "invalid-vpc-format",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "a value of aws:SourceVpc is no VPC id",
             .why = "No request comes from such a VPC; AWS refuses the policy.",
             .fix = "Write the id of the VPC, such as `vpc-0a1b2c3d`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringNotEquals": {"aws:SourceVpc": "0a1b2c3d"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-0a1b2c3d"}}}
})"},
             .aliases = {.access_analyzer = "INVALID_VPC_FORMAT"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kStringOperator}},
    .check_policy = CheckVpc,
};

extern constinit const lint::Rule kInvalidVpceFormat{
    .info = {.name = "invalid-vpce-format",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "a value of aws:SourceVpce is no id of a VPC endpoint",
             .why = "No request comes through such an endpoint; AWS refuses the policy.",
             .fix = "Write the id of the endpoint, such as `vpce-0a1b2c3d`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpc-0a1b2c3d"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"}}}
})"},
             .aliases = {.access_analyzer = "INVALID_VPCE_FORMAT"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kStringOperator}},
    .check_policy = CheckVpce,
};

extern constinit const lint::Rule kInvalidKmsKeyValue{
    .info = {.name = "invalid-kms-key-value",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "a condition on a KMS key does not name a key ARN",
             .why = "The key is compared with the whole ARN of a KMS key, so the value never "
                    "matches; AWS refuses the policy.",
             .fix = "Write the ARN of the key: `arn:aws:kms:REGION:ACCOUNT:key/ID`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::b/*", "Condition": {"StringNotEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:123456789012:alias/logs"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::b/*", "Condition": {"StringNotEquals": {"s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"}}}
})"},
             .aliases = {.access_analyzer = "INVALID_KMS_KEY_VALUE"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kConditions}},
    .check_policy = CheckKmsKey,
};

}  // namespace whittle::rules
