// Edits of a source's text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace whittle::text {

/// Puts `text` in the place of the bytes of `span`.
struct Edit {
  Span span;
  std::string text;
};

/// The text with all edits applied; the rest is untouched. Edits may come in any order; one that
/// overlaps an earlier one (by place) is left out.
[[nodiscard]] std::string ApplyEdits(std::string_view text, std::vector<Edit> edits);

}  // namespace whittle::text
