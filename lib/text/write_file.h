// Replacing a file's text.
#pragma once

#include <string>
#include <string_view>

namespace whittle::text {

/// Puts `text` in the place of what the file holds: whole or not at all, whatever fails. A link
/// stays a link and what it leads to is written; permissions stay. The file must exist, be
/// writable, and still hold `expected`. Returns what went wrong, or nothing.
[[nodiscard]] std::string ReplaceFile(const std::string& path, std::string_view expected,
                                      std::string_view text);

}  // namespace whittle::text
