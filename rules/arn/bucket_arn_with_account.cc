#include <fmt/format.h>

#include "rules/arn/each_arn.h"

namespace whittle::rules {

namespace {

using policy::ArnField;

/// Whether the ARN is of a bucket, or of objects in one: S3's other resources, which do have a
/// Region and an account, begin with a word of their own.
bool IsBucket(const policy::Resource& resource) {
  if (!IsPlain(resource, ArnField::kService) || resource.arn.service() != "s3") return false;
  const std::string_view name = resource.arn.resource();
  const std::string_view head = name.substr(0, name.find('/'));
  if (head.empty() || head.find_first_of("*?${<[") != std::string_view::npos) return false;
  for (const std::string_view word : {"access-grants", "accesspoint", "async-request", "job",
                                      "storage-lens", "storage-lens-group"}) {
    if (head == word) return false;
  }
  return true;
}

void Check(lint::PolicyContext& context) {
  ForEachArn(context, [&](const policy::Resource& resource) {
    // `*` matches what is empty, too.
    const auto names = [&](ArnField field) {
      return IsPlain(resource, field) && !resource.arn.field(field).empty();
    };
    if ((!names(ArnField::kRegion) && !names(ArnField::kAccount)) || !IsBucket(resource)) return;
    context
        .Report(resource.text.span(),
                fmt::format("the ARNs of buckets and their objects have no Region and no account, "
                            "so `{}` is none",
                            resource.text.value))
        .Help(fmt::format("write `arn:{}:s3:::{}`; a condition on aws:ResourceAccount says whose "
                          "bucket it must be",
                          resource.arn.partition(), resource.arn.resource()));
  });
}

}  // namespace

extern constinit const lint::Rule kBucketArnWithAccount{
    .info = {.name = "bucket-arn-with-account",
             .group = "arn",
             .level = lint::Level::kWarning,
             .summary = "a bucket's ARN names a Region or an account",
             .why = "A bucket's name is the only one in all of AWS, and its ARN has nothing else: "
                    "with a Region or an account in it, it matches no bucket and no object.",
             .fix = "Leave both fields empty; a condition on aws:ResourceAccount says whose bucket "
                    "it must be.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3::123456789012:reports/*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}
})"},
             .source = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
                       "security_iam_service-with-iam.html"},
    .needs = {.facts = {lint::Fact::kArn}, .services = {"s3"}},
    .check_policy = Check,
};

}  // namespace whittle::rules
