// What the rules about grants share.
#pragma once

#include <string>
#include <string_view>

#include "lint/context.h"

namespace whittle::rules {

/// Policies that grant by themselves. The others only bound what is granted elsewhere, so that
/// width is no fault of theirs.
inline constexpr policy::TypeSet kGranting = {policy::Type::kIdentity, policy::Type::kResource};

/// The entry that is `*`, or null.
[[nodiscard]] inline const policy::Resource* FindStar(const policy::Statement& statement) {
  if (statement.resource.negated) return nullptr;
  for (const policy::Resource& resource : statement.resource.entries) {
    if (resource.all()) return &resource;
  }
  return nullptr;
}

/// Some condition of the statement names the resources: an ARN that a key of the service holds
/// (`ecs:cluster`). Also where conditions may exist that are not seen. Tags do not: who may tag
/// decides what they reach.
[[nodiscard]] bool NarrowsResources(const policy::Statement& statement);

/// Another statement of the policy plainly denies all of it, whatever the request: then it grants
/// nothing, and allow-always-denied says so.
[[nodiscard]] bool IsDenied(const lint::PolicyContext& context, const policy::Statement& statement);

/// A format as people write ARNs: `arn:aws:s3:::<BucketName>`.
[[nodiscard]] std::string Readable(std::string_view format);

/// The first ARN formats of the action, readable, joined with "or"; at most `most`.
[[nodiscard]] std::string FormatsOf(const catalog::Action& action, size_t most = 2);

}  // namespace whittle::rules
