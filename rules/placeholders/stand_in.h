// Words that stand for a value which somebody was to fill in.
#pragma once

#include <string_view>

namespace whittle::rules {

/// Whether a text that stands where a Region or an account belongs is a word for people to replace:
/// `REGION`, `account-id`, `[ACCOUNT]`, `XXXXXXXXXXXX`. Only for texts that are neither: no Region
/// and no account is spelled so.
[[nodiscard]] bool IsStandIn(std::string_view text);

}  // namespace whittle::rules
