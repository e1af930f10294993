// Differences between two texts, for people and for `patch`.
#pragma once

#include <string>
#include <string_view>

namespace whittle::text {

/// A unified diff with three lines of context; empty when the texts are equal. `name` stands in its
/// heads as `a/name` and `b/name`, without a first slash of its own. Lines end with LF. Few
/// differences cost little; where there are very many, all between the first and the last is one
/// change, so the time stays linear.
[[nodiscard]] std::string UnifiedDiff(std::string_view name, std::string_view before,
                                      std::string_view after);

}  // namespace whittle::text
