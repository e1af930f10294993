// What services decide in ways of their own. Not for other rooms.
#pragma once

#include <optional>

#include "access/evaluate.h"
#include "access/statement_match.h"
#include "catalog/catalog.h"

namespace whittle::access {

/// An outcome that no policy changes:
///  * sts:GetCallerIdentity needs no permission (AWS STS API reference, GetCallerIdentity).
///  * AWS's managed policies and roles under `/aws-reserved/` belong to AWS: the account cannot
///    change them (IAM user guide, access_policies_managed-vs-inline).
///  * `alias/aws/…` of KMS likewise (AWS KMS API reference, CreateAlias).
/// S3 Block Public Access is a setting, no policy, and is not asked here.
[[nodiscard]] std::optional<Outcome> ServiceRule(const SplitRequest& request,
                                                 const catalog::Catalog& catalog);

/// Whether identity policies of the resource's own account count only as far as the resource's
/// policy delegates to the account: KMS keys (AWS KMS developer guide, key-policies; aliases have
/// no policy) and roles that are to be assumed (IAM user guide, id_roles_terms-and-concepts).
[[nodiscard]] bool NeedsDelegation(const SplitRequest& request);

/// Whether resource control policies reach the action's service. A service that the catalogue does
/// not know counts as reached.
/// Source: AWS Organizations user guide, orgs_manage_policies_rcps.
[[nodiscard]] bool RcpsReach(const SplitRequest& request, const catalog::Catalog& catalog);

/// Whether service control policies reach the requester: principals of an account other than
/// service-linked roles. Source: AWS Organizations user guide, orgs_manage_policies_scps.
[[nodiscard]] bool ScpsReach(const Requester& who);

}  // namespace whittle::access
