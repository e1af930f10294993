// ARNs held against the resource types of actions. Not for other rooms.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "policy/policy.h"

namespace whittle::advise {

/// An ARN as a Resource entry, with its variables and holes; the text and the arena must outlive
/// it.
[[nodiscard]] policy::Resource ResourceOf(std::string_view arn, text::Arena& arena);

/// Whether the ARN, or pattern, is of one of the action's resource types. One that leaves out a
/// Region or an account that the type's format has is of another type, and so is one that has both
/// where the format has neither: `arn:aws:s3:::job/1` is an object and no job of S3 Batch
/// Operations, `arn:aws:s3:eu-west-1:111122223333:job/1` a job and no object.
[[nodiscard]] bool Accepts(const catalog::Action& action, const policy::Resource& resource);

/// The resource types that a call of the action always names and that none of the ARNs is of. A
/// policy without them denies the call.
[[nodiscard]] std::vector<std::string_view> LackingTypes(const catalog::Action& action,
                                                         const std::vector<std::string>& arns);

/// The ARNs of the resource types that a call of the action must name, or else may, with
/// placeholders: `arn:aws:s3:::<BUCKET_NAME>`. Empty where the action takes only `*`.
[[nodiscard]] std::vector<std::string> PlaceholdersOf(const catalog::Action& action,
                                                      std::string_view partition);

}  // namespace whittle::advise
