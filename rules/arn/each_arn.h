// The ARNs of a policy's Resource and NotResource elements.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/context.h"
#include "policy/pattern.h"
#include "text/tree_edit.h"

namespace whittle::rules {

/// AWS's partitions.
inline constexpr std::string_view kPartitions[] = {
    "aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"};

[[nodiscard]] inline bool IsPartition(std::string_view text) {
  for (const std::string_view partition : kPartitions) {
    if (partition == text) return true;
  }
  return false;
}

/// Calls `visit` with each entry that is meant to be an ARN and whose fields are known.
template <typename Visit>
void ForEachArn(lint::PolicyContext& context, Visit visit) {
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Resource& resource : statement.resource.entries) {
      if (resource.all() || resource.arn.opaque()) continue;
      visit(resource);
    }
  }
}

[[nodiscard]] inline bool HasArnPrefix(const policy::Resource& resource) {
  return resource.arn.field(policy::ArnField::kPrefix) == "arn";
}

/// A complete ARN whose field is known and not left to a wildcard.
[[nodiscard]] inline bool IsPlain(const policy::Resource& resource, policy::ArnField field) {
  return HasArnPrefix(resource) && resource.arn.complete() && !resource.arn.unknown(field) &&
         !policy::HasWildcard(resource.arn.field(field));
}

/// Writes the one name that was meant in a field; nothing when there are several, or none.
[[nodiscard]] inline std::vector<text::Edit> RespellField(const policy::Resource& resource,
                                                          policy::ArnField field,
                                                          const std::vector<std::string>& near) {
  if (near.size() != 1) return {};
  return text::ReplacePart(*resource.text.node, resource.arn.begin(field), resource.arn.end(field),
                           near[0]);
}

}  // namespace whittle::rules
