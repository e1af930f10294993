// What AWS account ids look like.
#pragma once

#include <string_view>

namespace whittle::policy {

/// Whether the text is the id of an account: twelve digits.
/// Source: AWS Account Management reference guide, "View AWS account identifiers".
[[nodiscard]] constexpr bool IsAccountId(std::string_view text) {
  return text.size() == 12 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace whittle::policy
