// ARN formats of the catalogue, held against the ARN patterns of policies.
#pragma once

#include <string_view>

#include "catalog/catalog.h"
#include "policy/policy.h"

namespace whittle::catalog {

/// Whether the Resource entry can match an ARN of the format, such as
/// `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. Services are compared without letter case,
/// the part behind the account exactly. A `${…}` part of the format stands for any text; S3's
/// bucket, DynamoDB's table and ECS's cluster names for text without a slash. Partition, region and
/// account are not compared: AWS's formats leave them empty where real ARNs carry them (EC2
/// snapshots, for one), and rules of their own look at them. What is not known matches: holes,
/// policy variables, entries that are no ARN, and ARNs over IAM's length of 2,048.
/// O(|entry|·|format|) at worst; most pairs part at their first letters.
[[nodiscard]] bool MayMatch(const policy::Resource& resource, std::string_view format);

/// Whether the entry matches every ARN of the format in the entry's partition: each part that the
/// format leaves open is `*`, or is under one. False for what is not known.
[[nodiscard]] bool CoversFormat(const policy::Resource& resource, std::string_view format);

/// Whether the entry may match a resource of one of the action's types, or covers an ARN on which
/// AWS's own managed policies grant the action: those know better than the published tables.
[[nodiscard]] bool MayMatch(const policy::Resource& resource, const Action& action);

/// Whether the entry is all of the action's service, or all of one type there: `arn:aws:sns:*:*:*`,
/// `arn:aws:iam::*:role/*`. List calls are known to be decided on an ARN like
/// `arn:aws:iam::123456789012:role/`, whatever the tables say, which such an entry matches.
[[nodiscard]] bool IsWholeType(const policy::Resource& resource, const Action& action);

}  // namespace whittle::catalog
