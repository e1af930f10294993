// Condition keys that tie a request to a fixed place or party.
#pragma once

#include <vector>

#include "access/space.h"

namespace whittle::access {

/// Boxes of the requests that are not the public's, judged by what `boxes` say of those keys: where
/// a fixed value or a narrow range is named, in an Allow or in a Deny, requests with that value
/// come from there.
[[nodiscard]] std::vector<Box> TrustedBoxes(Space& space, const std::vector<Box>& boxes);

}  // namespace whittle::access
