// AWS's Regions.
#pragma once

#include <span>
#include <string_view>

namespace whittle::catalog {

/// The code of every Region that AWS has opened or announced by name, sorted; of all partitions.
/// Source: https://docs.aws.amazon.com/general/latest/gr/rande.html and AWS's endpoints data.
[[nodiscard]] std::span<const std::string_view> Regions();

/// Whether the text is the code of one, in lower case.
[[nodiscard]] bool IsRegion(std::string_view text);

}  // namespace whittle::catalog
