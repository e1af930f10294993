// What the values of a task definition name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace whittle::advise {

/// An image in a private ECR registry.
struct EcrImage {
  std::string account;
  std::string region;
  std::string repository;
};

/// Reads `ACCOUNT.dkr.ecr[-fips].REGION.amazonaws.com[.cn]/REPOSITORY[:tag|@digest]` and the
/// dual-stack form `ACCOUNT.dkr-ecr[-fips].REGION.on.aws/…`; nothing for other images.
/// Source: Amazon ECR user guide, "Amazon ECR endpoints".
[[nodiscard]] std::optional<EcrImage> ReadEcrImage(std::string_view image);

/// `arn:aws:s3:::bucket` of an object's ARN.
[[nodiscard]] std::string BucketOf(std::string_view object);

/// Whether the text is an ARN of six fields or more with that service.
[[nodiscard]] bool IsArnOf(std::string_view text, std::string_view service);

/// The ARN of a secret as a policy must name it: without `:json-key:stage:version`, and with
/// `-??????` for the six characters that Secrets Manager adds, where they are not there.
/// Source: AWS Secrets Manager user guide, "Permissions policy examples".
[[nodiscard]] std::string SecretArn(std::string_view value);

/// The partition of a Region: `aws-cn` for `cn-north-1`, `aws-us-gov` for `us-gov-west-1`, else
/// `aws`.
[[nodiscard]] std::string_view PartitionOf(std::string_view region);

}  // namespace whittle::advise
