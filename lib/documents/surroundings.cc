// What the AWS CLI and the API put around a policy.
// Source: AWS CLI reference, the pages of get-role-policy, get-policy-version, describe-policy,
// get-bucket-policy, get-queue-attributes and their kin.
#include <algorithm>
#include <array>

#include "documents/finder.h"

namespace whittle::documents {

using text::Node;

namespace {

/// A member that names the owner, and what it then is.
struct OwnerKey {
  std::string_view key;
  std::string_view type;
};

Owner OwnerOf(const Node& holder) {
  static constexpr std::array<OwnerKey, 10> kKeys = {{{"RoleName", "role"},
                                                      {"UserName", "user"},
                                                      {"GroupName", "group"},
                                                      {"Bucket", "bucket"},
                                                      {"FunctionName", "function"},
                                                      {"repositoryName", "repository"},
                                                      {"KeyId", "key"},
                                                      {"QueueUrl", "queue"},
                                                      {"PolicyName", "policy"},
                                                      {"policyName", "policy"}}};
  Owner owner;
  for (const OwnerKey& candidate : kKeys) {
    const std::string_view name = holder.TextOf(candidate.key);
    if (name.empty()) continue;
    owner.type = candidate.type;
    owner.name = name;
    break;
  }
  for (const std::string_view key : {"Arn", "arn", "ResourceArn", "resourceArn", "ARN"}) {
    if (!owner.address.empty()) break;
    owner.address = holder.TextOf(key);
  }
  return owner;
}

/// AWS Organizations says the type beside the content.
std::optional<policy::Type> OrganizationsType(const Node& holder) {
  std::string_view type = holder.TextOf("Type");
  if (const Node* summary = holder.Get("PolicySummary")) type = summary->TextOf("Type");
  const auto parsed = policy::ParseType(type);
  if (parsed == policy::Type::kScp || parsed == policy::Type::kRcp) return parsed;
  return std::nullopt;
}

}  // namespace

bool HoldsPolicy(std::string_view key) {
  static constexpr std::array<std::string_view, 22> kKeys = {"PolicyDocument",
                                                             "policyDocument",
                                                             "AssumeRolePolicyDocument",
                                                             "Policy",
                                                             "policy",
                                                             "policyText",
                                                             "PolicyText",
                                                             "ResourcePolicy",
                                                             "resourcePolicy",
                                                             "Document",
                                                             "Content",
                                                             "KeyPolicy",
                                                             "BucketPolicy",
                                                             "QueuePolicy",
                                                             "TopicPolicy",
                                                             "AccessPolicies",
                                                             "FileSystemPolicy",
                                                             "PolicyInJson",
                                                             "RepositoryPolicyText",
                                                             "ResourcePolicyInJson",
                                                             "newPolicyDocument",
                                                             "existingPolicyDocument"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

Surroundings Describe(const Node& holder, std::string_view key) {
  Surroundings around;
  around.hint.source = policy::TypeSource::kPlace;
  around.owner = OwnerOf(holder);
  around.name = holder.TextOf("PolicyName");
  if (key == "AssumeRolePolicyDocument") {
    around.hint.type = policy::Type::kTrust;
  } else if (const auto type = OrganizationsType(holder)) {
    around.hint.type = type;
  } else if (key == "PolicyDocument" && holder.Get("PolicyName") != nullptr) {
    // An inline policy, as get-role-policy and its kin print it. Some services name their resource
    // policies so, too: content decides.
    around.hint.path = policy::Type::kIdentity;
  } else if (key == "Document" && holder.Get("VersionId") != nullptr &&
             holder.Get("IsDefaultVersion") != nullptr) {
    around.hint.type = policy::Type::kIdentity;
  }
  return around;
}

}  // namespace whittle::documents
