// Which policies are there for an agent on a host, and which for other software.
#pragma once

#include <string_view>

#include "advise/needs.h"
#include "catalog/catalog.h"
#include "policy/policy.h"

namespace whittle::advise {

/// Names of feature tables, as Unneeded::table has them.
inline constexpr std::string_view kEcsAgent = "ecs-agent";
inline constexpr std::string_view kSsmAgent = "ssm-agent";

/// Whether a policy allows what only an agent on a host calls: ecs:RegisterContainerInstance or
/// ecs:Poll, ssm:UpdateInstanceInformation. `ecs:*` says nothing of an agent: people and pipelines
/// have it; it counts where `any_wildcard` is true.
[[nodiscard]] bool ServesEcsAgent(const policy::Policy& policy, bool any_wildcard = false);
[[nodiscard]] bool ServesSsmAgent(const policy::Policy& policy);

/// Whether an Allow of the policy names the action, by its name or a wildcard; `ecs:*` counts where
/// `any_wildcard` is true, `*` never.
[[nodiscard]] bool Allows(const policy::Policy& policy, std::string_view action,
                          bool any_wildcard = false);

/// What of `needs` speaks of this policy. A feature table calls an action unneeded only in a policy
/// that is there for the agent: one that serves it, or that grants nothing that the table does not
/// know. What it says of grants on everything, and to which resources it scopes, it says of
/// policies that serve the agent. Other software on the host, such as the CloudWatch agent, has
/// policies of its own.
[[nodiscard]] Needs NeedsFor(const policy::Policy& policy, const Needs& needs,
                             const catalog::Catalog& catalog);

/// The AWS managed policy that grants less and does for hosts of today; empty: none is known.
/// AmazonSSMManagedInstanceCore is no narrower form of AmazonEC2RoleforSSM: it adds
/// ssm:GetParameter.
/// Source: AWS Systems Manager user guide, "Configure instance permissions required for Systems
/// Manager".
[[nodiscard]] std::string_view NarrowerManagedPolicy(std::string_view name);

}  // namespace whittle::advise
