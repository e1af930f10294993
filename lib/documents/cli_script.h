// Shell scripts that make roles with the AWS CLI. Not for other rooms.
#pragma once

#include "documents/finder.h"

namespace whittle::documents {

/// Whether a text that is no JSON looks like a script with `aws iam` commands in it.
[[nodiscard]] bool LooksLikeCliScript(std::string_view text);

/// Adds the roles that the script makes (create-role, attach-role-policy, put-role-policy,
/// put-role-permissions-boundary), the managed policies of create-policy, and the policies in its
/// here-documents. A document given as `file://PATH` is found in the here-document that writes
/// PATH; else it stands in Role::files.
/// Source: AWS CLI reference, the `iam` commands of those names.
void AddCliScript(Finder& finder);

}  // namespace whittle::documents
