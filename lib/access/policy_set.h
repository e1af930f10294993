// The policies that meet when a request is decided.
// Source: IAM user guide, reference_policies_evaluation-logic_policy-eval-denyallow.
#pragma once

#include <string>
#include <vector>

#include "policy/policy.h"

namespace whittle::access {

/// Policies attached at one place of an organization: the root, a unit, or the account.
struct OrganizationLevel {
  std::string name;
  std::vector<const policy::Policy*> policies;
};

/// All policies that bear on requests of one principal against one resource. What each policy is
/// follows from its place here, not from its own guess. The ASTs must outlive whatever is made of
/// the set.
struct PolicySet {
  /// The user's, its groups' or the role's: one union.
  std::vector<const policy::Policy*> identity;
  /// The resource's policy, a role's trust policy included; null: none.
  const policy::Policy* resource = nullptr;
  /// Empty: no boundary, no limit.
  std::vector<const policy::Policy*> boundaries;
  /// Policies passed when the session was made; empty: no limit. Sessions only.
  std::vector<const policy::Policy*> session;
  /// Of the requester's account. Empty: not in an organization, no limit. Leave them out for the
  /// management account, which they do not reach.
  std::vector<OrganizationLevel> scps;
  /// Of the resource's account. RCPFullAWSAccess is attached to every level by AWS itself.
  std::vector<OrganizationLevel> rcps;
  /// Of the VPC endpoint that the request comes through; empty: no limit.
  std::vector<const policy::Policy*> endpoint;
};

}  // namespace whittle::access
