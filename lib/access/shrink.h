// The same policy in fewer characters.
//
// Every step is proved: what goes is covered by what stays, what is joined is a union of the same
// requests. Allows may lean on the policy's own denies, since a Deny always wins; what is denied
// stays denied wherever the policy is attached. Source of the steps: AWS CDK's merge of statements,
// and knowledge of covers from the comparison engine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "policy/policy.h"
#include "text/arena.h"
#include "text/tree.h"

namespace whittle::access {

/// Characters of a managed policy that IAM takes, white space apart. Source: IAM user guide,
/// reference_iam-quotas.
inline constexpr size_t kManagedPolicyQuota = 6144;

struct ShrinkOptions {
  const catalog::Catalog* catalog = &catalog::Catalog::BuiltIn();
  /// Also write action lists with wildcards, exact for the actions that the catalogue knows.
  bool action_wildcards = false;
  bool keep_sids = false;
  /// Identity policies that stay longer than this are split into several. 0: never.
  size_t quota = kManagedPolicyQuota;
};

/// What became of a policy. The nodes may hold nodes of the policy's own tree.
struct Shrunk {
  std::vector<text::Node> policies;  ///< one, or several when it had to be split
  size_t before = 0;                 ///< characters as minified JSON
  size_t after = 0;                  ///< of all policies together
  size_t longest = 0;                ///< of the longest one
  /// Nothing but the spelling of the JSON could change, and why: the policy has faults, or parts
  /// that are not seen.
  std::string untouched;
};

/// Shrinks a policy. Equal policies give equal results, and to shrink the result changes nothing
/// more. What cannot be proved stays as it is. The work is bounded. `arena` keeps new nodes.
[[nodiscard]] Shrunk Shrink(const policy::Policy& policy, const ShrinkOptions& options,
                            text::Arena& arena);

}  // namespace whittle::access
