// Paths as code hosts want them.
#pragma once

#include <string>
#include <string_view>

namespace whittle::report {

/// The path from the place where whittle ran, as repositories spell it: without `./` in front, with
/// `/` between parts. Absolute paths stay.
[[nodiscard]] std::string RepositoryPath(std::string_view path);

/// A URI reference to a path: relative, or `file:///…` for an absolute one. Percent codes stand for
/// every byte but letters, digits, `-._~/`, so any bytes may be given.
/// Source: RFC 3986, sections 2.3 and 4.2; RFC 8089.
[[nodiscard]] std::string UriOf(std::string_view path);

/// Whether a path is absolute: `/x`, `C:\x`, `C:/x`.
[[nodiscard]] bool IsAbsolutePath(std::string_view path);

}  // namespace whittle::report
