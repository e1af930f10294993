// Statements that let somebody use every role: the families of iam:PassRole and
// iam:CreateServiceLinkedRole.
#pragma once

#include <cstdint>
#include <string_view>

#include "lint/context.h"

namespace whittle::rules {

/// How a statement reaches the one action that a family of rules is about.
enum class Reach : uint8_t { kNot, kExact, kWildcard, kNotAction };

/// What one rule of a family looks for.
struct Member {
  std::string_view action;  ///< one of iam's
  Reach reach;              ///< not kNot
  bool negated_resource;    ///< NotResource, instead of the resource `*`
  /// Whether a condition leaves so little that the statement is fine.
  bool (*narrowed)(const policy::Statement&);
};

/// Reports each Allow of an identity or session policy that is such a grant: its action, and the
/// resource beside it.
void CheckGrants(lint::PolicyContext& context, const Member& member);

}  // namespace whittle::rules
