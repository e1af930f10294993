// Well-formed UTF-8 (Unicode 15, table 3-7).
#pragma once

#include <cstddef>
#include <string_view>

namespace whittle::text {

/// Length in bytes, 1 to 4, of the well-formed character at text[at]; 0 when there is none.
[[nodiscard]] size_t Utf8Length(std::string_view text, size_t at);

}  // namespace whittle::text
