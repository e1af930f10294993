// Wildcards over catalogue names. Not for other rooms.
#pragma once

#include <string_view>

namespace whittle::catalog {

/// Whether `text` matches the pattern (`*` any run, `?` one character), letter case apart. Linear
/// but for the backtracking to the last star; never exponential.
[[nodiscard]] bool GlobMatches(std::string_view pattern, std::string_view text);

/// Whether `key` is `pattern` with its `${…}` parts filled in by at least one character.
[[nodiscard]] bool FieldMatches(std::string_view pattern, std::string_view key);

}  // namespace whittle::catalog
