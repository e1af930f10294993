// Edits that mend a list or an object and leave all around as it is: comments, order, white space.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "text/edit.h"
#include "text/tree.h"

namespace whittle::text {

/// Takes the items at `indices` (sorted) out of a list, with the commas (in YAML the dashes) that
/// go with them. Empty when nothing would be left, or when something else than white space stands
/// between the items, such as a comment or an escape of the text around. `text` is the file's.
[[nodiscard]] std::vector<Edit> RemoveItems(std::string_view text, const Node& list,
                                            std::span<const uint32_t> indices);

/// Takes one member out of an object, on the same terms.
[[nodiscard]] std::vector<Edit> RemoveMember(std::string_view text, const Node& object,
                                             const Member& member);

/// Puts a member before the first one of an object that has some, spaced as that one is.
/// `key` and `value` are plain words.
[[nodiscard]] std::vector<Edit> InsertFirstMember(std::string_view text, const Node& object,
                                                  std::string_view key, std::string_view value);

/// Puts `value` in the place of a string's text, inside whatever quotes it has. Empty when the
/// string is not written byte for byte, or when `value` holds more than letters, digits and
/// `:*?/._-+`.
[[nodiscard]] std::vector<Edit> ReplaceText(const Node& string, std::string_view value);

/// Puts `value` in the place of text()[begin, end) of the string, on the same terms.
[[nodiscard]] std::vector<Edit> ReplacePart(const Node& string, size_t begin, size_t end,
                                            std::string_view value);

}  // namespace whittle::text
