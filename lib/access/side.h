// The policies of one side of a comparison, as boxes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "access/space.h"
#include "policy/policy.h"

namespace whittle::access {

/// What policies grant together: a request is allowed when no statement of any of them denies it,
/// some policy allows it, and each limit does, too. The policies must outlive what is made of it.
struct Grants {
  std::vector<const policy::Policy*> policies;  ///< attached side by side: a union
  /// A permissions boundary, a session policy, each level of SCPs: one entry for each, itself a
  /// union. Source: IAM user guide, reference_policies_evaluation-logic.
  std::vector<std::vector<const policy::Policy*>> limits;
};

/// Grants as boxes: the union and each limit is a layer.
struct Side {
  struct Layer {
    std::vector<const Box*> allows;
    std::vector<uint64_t> identities;  ///< of the certain allows, sorted
  };
  std::vector<Box> boxes;  ///< of all statements
  std::vector<Layer> layers;
  std::vector<const Box*> denies;
  std::vector<uint64_t> deny_identities;  ///< of the certain ones, sorted
  bool open = false;                      ///< statements may exist that are not seen
  bool all_certain = true;

  [[nodiscard]] static Side Make(Space& space, const Grants& grants);
};

}  // namespace whittle::access
