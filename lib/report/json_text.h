// Strings for RapidJSON's writers. Only for the JSON writers of this room.
#pragma once

#include <string>
#include <string_view>

#include "text/source.h"

namespace whittle::report {

/// Writes a string; bytes that are not UTF-8 become U+FFFD.
template <typename Writer>
void WriteString(Writer& writer, std::string_view text) {
  const auto write = [&writer](std::string_view valid) {
    // RapidJSON wants a pointer even to nothing.
    writer.String(valid.empty() ? "" : valid.data(), static_cast<unsigned>(valid.size()));
  };
  if (text::FindInvalidUtf8(text) == std::string_view::npos) {
    write(text);
  } else {
    write(text::ToValidUtf8(text));
  }
}

/// Writes a key and its string.
template <typename Writer>
void WriteMember(Writer& writer, std::string_view key, std::string_view value) {
  WriteString(writer, key);
  WriteString(writer, value);
}

}  // namespace whittle::report
