// Statements that say the same.
#pragma once

#include "policy/policy.h"

namespace whittle::rules {

/// Whether two statements differ at most in their Sids, in the order of lists and in the letter
/// case that IAM does not see. False where a part of either is not known.
[[nodiscard]] bool SaysTheSame(const policy::Statement& first, const policy::Statement& second);

}  // namespace whittle::rules
