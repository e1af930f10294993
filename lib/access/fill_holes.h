// A policy with values in the place of its holes.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "policy/policy.h"
#include "text/arena.h"

namespace whittle::access {

/// Values by a hole's expression.
using HoleValues = std::map<std::string, std::string, std::less<>>;

/// The policy with each hole of its elements and conditions filled in; `x` where `values` has none.
/// Shares all else with `policy`, which must outlive the result; allocates in `arena`.
[[nodiscard]] const policy::Policy* FillHoles(const policy::Policy& policy,
                                              const HoleValues& values, text::Arena& arena);

}  // namespace whittle::access
