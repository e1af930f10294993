// Principals as typed strings: `AWS arn:…`, `Service ec2.amazonaws.com`, `Federated …`,
// `CanonicalUser …`. A space parts kind and name, so that an ARN's fields stay its fields.
#pragma once

#include <vector>

#include "access/atom.h"

namespace whittle::access {

/// Adds the patterns of the requesters that one entry of Principal names:
/// - `*` and {"AWS": "*"}: everyone, of every kind;
/// - an account's number or root ARN: every principal of the account (it delegates to all);
/// - a role: itself and each of its sessions; a user: itself and its federated sessions;
/// - anything else: exactly that, since principals take no wildcards; {"Federated": "*"} is every
///   provider.
/// Under NotPrincipal (`negated`) it is not said whether a role or user that is listed takes its
/// sessions with it, so those count as unsure.
/// Source: IAM user guide, reference_policies_elements_principal; AWS's CheckNoNewAccess samples.
void AppendPrincipalGlobs(const policy::Principal& entry, bool negated, Names& names,
                          std::vector<Pattern>& patterns);

}  // namespace whittle::access
