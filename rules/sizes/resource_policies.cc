#include <fmt/format.h>

#include "rules/grammar/problems.h"
#include "rules/resource_type.h"
#include "rules/sizes/measure.h"
#include "rules/sizes/padded.h"

namespace whittle::rules {

namespace {

/// What services document of their resource policies, in characters as saved.
struct Quota {
  std::string_view resource_type;
  size_t characters;
};
constexpr size_t kBucket = 20480;
constexpr Quota kQuotas[] = {
    {"AWS::S3::Bucket", kBucket},
    {"AWS::S3::AccessPoint", kBucket},
    {"AWS::S3::MultiRegionAccessPoint", kBucket},
    {"AWS::S3ObjectLambda::AccessPoint", kBucket},
    {"AWS::DynamoDB::Table", 20480},
    {"AWS::Lambda::Function", 20480},
    {"AWS::SecretsManager::Secret", 20480},
    {"AWS::KMS::Key", 32768},
};

void Check(lint::PolicyContext& context) {
  if (context.policy().type.type != policy::Type::kResource) return;
  if (UpperBound(context) <= kBucket) return;
  const std::string_view attached = AttachedTo(context);
  for (const Quota& quota : kQuotas) {
    if (quota.resource_type != attached) continue;
    // White space may count or not with the service and the way of saving it: only what is too long
    // either way is reported.
    const size_t size = CountWithoutWhitespace(context);
    if (size <= quota.characters) return;
    context.Report(context.policy().node->span(),
                   fmt::format("the policy has {} characters without white space; the policy of an "
                               "{} may have no more than {}",
                               size, attached, quota.characters));
    return;
  }
}

constexpr size_t kAround = 137;

template <size_t kSize>
constexpr auto BucketPolicy() {
  return Padded<kSize - kAround>(R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::logs", "Sid": ")",
                                 R"("}
})");
}
constexpr auto kLong = BucketPolicy<kBucket + 1>();
constexpr auto kFitting = BucketPolicy<kBucket>();

}  // namespace

extern constinit const lint::Rule kPolicySizeExceedsResourcePolicyQuota{
    .info = {.name = "policy-size-exceeds-resource-policy-quota",
             .group = "sizes",
             .level = lint::Level::kWarning,
             .summary = "a resource policy is longer than its service takes",
             .why = "The service refuses it: an S3 bucket, a DynamoDB table, a Lambda function and "
                    "a secret take 20 KB, a KMS key takes 32 KB.",
             .fix = "Shorten it: let wildcards or a condition on the organization stand for long "
                    "lists, or give access through access points or identity policies.",
             .bad = {View(kLong), policy::Type::kResource, "AWS::S3::Bucket"},
             .good = {View(kFitting), policy::Type::kResource, "AWS::S3::Bucket"},
             .aliases = {.access_analyzer = "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA"},
             .source =
                 "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html"},
    .needs = {.types = {policy::Type::kResource}},
    .check_policy = Check,
};

}  // namespace whittle::rules
