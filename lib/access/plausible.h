// Filling wildcards in so that an example reads like a real name.
#pragma once

#include <string>

#include "access/atom.h"
#include "access/glob.h"

namespace whittle::access {

/// One string of the pattern, names as they stand: an ARN gets the partition `aws`, a region and an
/// account where it leaves them open; other runs become `example` between separators and nothing
/// elsewhere.
[[nodiscard]] std::u16string Plausible(Dimension dimension, LetterView pattern);

}  // namespace whittle::access
