// A request that tells two sets of policies apart, and how it is looked for.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "access/request.h"
#include "catalog/catalog.h"
#include "policy/policy.h"

namespace whittle::access {

/// A request that one side allows and the other does not, confirmed by the evaluator.
struct Witness {
  Request request;
  bool has_principal = false;                    ///< the policies speak of principals
  uint32_t document = 0;                         ///< which of the side's policies allows it
  const policy::Statement* statement = nullptr;  ///< the Allow of the side that allows it
  const policy::Statement* denied_by = nullptr;  ///< the other side's Deny; null: nothing allows
  bool known_action = true;                      ///< the catalogue has the action
  std::vector<std::string> assumes;  ///< what must be so for such a request to be possible
};

/// How much is looked for, and how much work it may take.
struct CompareOptions {
  const catalog::Catalog* catalog = &catalog::Catalog::BuiltIn();
  bool list_all = true;         ///< all differences, by statement and list entry; else one
  size_t most_witnesses = 100;  ///< for each direction
  uint64_t budget = 2000000;    ///< steps of some 20 ns
};

}  // namespace whittle::access
