// Patterns over a list of names. Not for other rooms.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/set_cover.h"

namespace whittle::catalog {

/// A pattern, and the names that it matches.
struct NamePattern {
  std::string text;
  Bits matched;
};

/// The patterns that match names of `wanted` only, of the forms `name`, `pre*suf` and
/// `pre*mid*suf` (each part may be empty), without those that are longer than another and match no
/// more. `names` are letters, digits and the like without wildcards, sorted without letter case;
/// all matching is without letter case, and patterns are spelled as the names are.
[[nodiscard]] std::vector<NamePattern> PatternsWithin(std::span<const std::string_view> names,
                                                      const Bits& wanted);

}  // namespace whittle::catalog
