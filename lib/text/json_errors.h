// Says in the user's terms why a text is not JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "text/json.h"

namespace whittle::text {

/// Where the reader stopped.
struct Stop {
  size_t start = 0;           ///< where the value begins to be looked for: after a BOM
  size_t previous_begin = 0;  ///< the last token that was read; both are `start` when none was
  size_t previous = 0;        ///< its end
  size_t offset = 0;          ///< where the reader gave up, at or after the culprit's start
  bool too_deep = false;
  bool wants_name = false;               ///< a member's name was due
  bool missing_colon = false;            ///< the last token is a key, and no `:` follows
  size_t open = std::string_view::npos;  ///< offset of the innermost open bracket
};

/// The diagnostic for a text that RapidJSON refused. Spans index `text`.
[[nodiscard]] SyntaxError Diagnose(std::string_view text, const Stop& stop);

/// What is wrong with the bytes of a text whatever their grammar (size, UTF-16, NUL, bad UTF-8,
/// emptiness), if anything.
[[nodiscard]] std::optional<SyntaxError> CheckBytes(std::string_view text);

/// The first of the control characters 0x1A to 0x1F of a text that RapidJSON took: where it looks
/// at sixteen bytes at once it takes them for text (it compares with 0x19 where 0x1F is meant).
[[nodiscard]] std::optional<SyntaxError> CheckControls(std::string_view text);

/// The first lone surrogate escape in the raw text of a string, as a span of `text`.
[[nodiscard]] std::optional<SyntaxError> CheckSurrogates(std::string_view text, Span string);

/// End of the template placeholder (`${x}`, `{{ x }}`, `{% x %}`, `<% x %>`, `<NAME>` …) that
/// begins at `at`, at most the end of the line; npos when there is none.
[[nodiscard]] size_t PlaceholderEnd(std::string_view text, size_t at);

}  // namespace whittle::text
