// The kind of resource that a resource policy is attached to.
#pragma once

#include <string_view>

#include "lint/context.h"

namespace whittle::rules {

/// The CloudFormation name of the type of resource that the policy is attached to, as it was given
/// or as the policy's owner says; empty when that is not known.
[[nodiscard]] inline std::string_view AttachedTo(const lint::PolicyContext& context) {
  if (!context.policy().type.resource_type.empty()) return context.policy().type.resource_type;
  const std::string_view owner = context.document().owner.type;
  if (owner == "bucket") return "AWS::S3::Bucket";
  if (owner == "key") return "AWS::KMS::Key";
  if (owner == "function") return "AWS::Lambda::Function";
  return {};
}

}  // namespace whittle::rules
