// Recognising the same policy in another spelling.
#pragma once

#include <cstdint>

#include "policy/policy.h"

namespace whittle::policy {

/// A hash that is equal for policies that differ only in the order of statements, elements and list
/// entries, in Sid and Id, in a one-element list against its entry, in entries given twice, and in
/// the letter case of actions, operators and condition keys. The Version counts, since variables
/// hang on it. Problems, holes and open lists enter as spelled.
[[nodiscard]] uint64_t CanonicalHash(const Policy& policy);

}  // namespace whittle::policy
