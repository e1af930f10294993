// What the operating system says. Not for other rooms.
#pragma once

#include <cerrno>
#include <string>
#include <system_error>

namespace whittle::text {

/// The message of errno; a plain one where it is 0.
[[nodiscard]] inline std::string ErrnoMessage() {
  return errno == 0 ? "cannot be read" : std::generic_category().message(errno);
}

}  // namespace whittle::text
