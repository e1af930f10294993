// Proofs that two policies mean the same.
#pragma once

#include "policy/policy.h"

namespace whittle::access {

/// Whether it is proved that both statements match the same requests with the same effect: they are
/// alike but for Sid, the order of things, and list entries that another entry plainly covers.
/// False says nothing. Near-linear in the size of the statements.
[[nodiscard]] bool PlainlySame(const policy::Statement& a, const policy::Statement& b);

/// The same of policies, statement by statement. A Version counts where a policy variable hangs on
/// it.
[[nodiscard]] bool PlainlySame(const policy::Policy& a, const policy::Policy& b);

}  // namespace whittle::access
