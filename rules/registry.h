// All rules.
#pragma once

#include "lint/rule.h"

namespace whittle::rules {

/// Every rule, sorted by name.
[[nodiscard]] lint::RuleList All();

}  // namespace whittle::rules
