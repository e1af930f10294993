// A request with the policies that meet it, as one JSON object: a line of `simulate --batch`.
#pragma once

#include <string>

#include "access/policy_set.h"
#include "access/request.h"
#include "text/arena.h"
#include "text/tree.h"

namespace whittle::access {

/// What to decide, or why it cannot be read. The policies live in the arena.
struct Simulation {
  PolicySet set;
  Request request;
  std::string error;  ///< empty: it could be read
};

/// Reads `{"identityPolicies": [policy], "resourcePolicy"?, "sessionPolicy"?,
/// "permissionBoundaries"?: [policy], "endpointPolicies"?: [policy], "serviceControlPolicies"?:
/// [{"orgIdentifier", "policies": [policy]}], "resourceControlPolicies"?: the same, "request":
/// {"action", "resource": {"resource": ARN or "*", "accountId"}, "principal": ARN, service or
/// {"type": "Anonymous"}, "contextVariables": {key: text or [text]}}}`. Other fields are ignored;
/// null counts as absent. Any tree is safe.
[[nodiscard]] Simulation ReadSimulation(const text::Node& line, text::Arena& arena);

}  // namespace whittle::access
