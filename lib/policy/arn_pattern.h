// Patterns of ARNs, field by field.
#pragma once

#include <string_view>

namespace whittle::policy {

/// Whether every ARN that the resource pattern `narrow` matches is matched by `wide`. Wildcards
/// stay within their field; in the sixth, the resource, they match anything. `*` alone matches all.
/// Variables and placeholders count as the text that they are spelled with. Exact for ARNs of six
/// fields; one of fewer, which IAM may pad, covers none of six and is covered by none.
/// Source: IAM user guide, reference_policies_elements_resource.
[[nodiscard]] bool ArnCovers(std::string_view wide, std::string_view narrow);

/// Whether some ARN is matched by both, on the same terms; a short one may
/// always meet a whole one.
[[nodiscard]] bool ArnsIntersect(std::string_view a, std::string_view b);

}  // namespace whittle::policy
