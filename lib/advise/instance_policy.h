// The custom policy that takes the place of a container instance's wide one.
#pragma once

#include <string>
#include <vector>

#include "advise/host_needs.h"
#include "catalog/catalog.h"
#include "policy/policy.h"

namespace whittle::advise {

/// A narrowed policy for hosts of which nothing more is known.
struct InstancePolicy {
  std::string document;  ///< JSON, indented
  bool proved = false;   ///< it grants nothing new, and all that the agent needs
  std::vector<Permission> permissions;
};

/// Narrows `original` to what the ECS agent needs on these hosts, at the default level, without
/// facts or task definitions. The same input gives the same text.
[[nodiscard]] InstancePolicy NarrowForAgent(const policy::Policy& original, const Hosts& hosts,
                                            const catalog::Catalog& catalog);

}  // namespace whittle::advise
