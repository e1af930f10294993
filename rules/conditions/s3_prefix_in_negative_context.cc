#include <fmt/format.h>

#include "rules/conditions/conditions.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  ForEachCondition(
      context, policy::OperatorFamily::kString,
      [&](const policy::Statement& statement, const policy::Condition& condition) {
        if (!IsKey(condition, "s3:prefix")) return;
        const bool denies = statement.denies() && !condition.op.negated();
        const bool allows = statement.allows() && condition.op.negated();
        if (!denies && !allows) return;
        context
            .Report(condition.key.span(),
                    fmt::format("a shorter `{}` escapes this {} and lists the same objects",
                                condition.key.value, denies ? "Deny" : "exception"))
            .Help(denies ? "deny with StringNotLike all but the prefixes that may be listed"
                         : "allow with StringLike only the prefixes that may be listed");
      });
}

}  // namespace

extern constinit const lint::Rule kS3PrefixInNegativeContext{
    .info =
        {.name = "s3-prefix-in-negative-context",
         .group = "conditions",
         .level = lint::Level::kSecurityWarning,
         .summary = "a prefix of S3 keys is excluded, which does not hide the objects",
         .why = "Whoever lists with a shorter prefix, `priv` instead of `private/`, sees the "
                "same objects.",
         .fix = "Say which prefixes may be listed: Allow with StringLike, or Deny with "
                "StringNotLike.",
         .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::b", "Condition": {"StringLike": {"s3:prefix": "private/*"}}}
})"},
         .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::b", "Condition": {"StringNotLike": {"s3:prefix": "public/*"}}}
})"},
         .aliases = {.access_analyzer = "S3_PREFIX_IN_NEGATIVE_CONTEXT"},
         .source =
             ""
             "https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html"},
    .needs = {.facts = {lint::Fact::kStringOperator}},
    .check_policy = Check,
};

}  // namespace whittle::rules
