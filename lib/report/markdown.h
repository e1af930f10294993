// Texts as Markdown (GitHub's) shows them unchanged. Not for other rooms.
#pragma once

#include <string>
#include <string_view>

namespace whittle::report {

/// A code span that holds the text, backticks included.
[[nodiscard]] std::string Code(std::string_view text);

/// A code block; `language` may be empty.
[[nodiscard]] std::string CodeBlock(std::string_view language, std::string_view text);

/// A sentence: its own code spans stay, and what Markdown or HTML would take for markup outside of
/// them does not: `<REGION>`, `*`.
[[nodiscard]] std::string Prose(std::string_view text);

/// The Markdown text as it may stand in a cell of a table.
[[nodiscard]] std::string Cell(std::string_view markdown);

}  // namespace whittle::report
