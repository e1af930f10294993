#include "report/paths.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/ascii.h"

namespace whittle::report {

namespace {

bool IsUnreserved(char c) {
  return text::IsLetterOrDigit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

bool HasDrive(std::string_view path) {
  return path.size() >= 3 && text::IsLetter(path[0]) && path[1] == ':' &&
         (path[2] == '/' || path[2] == '\\');
}

}  // namespace

bool IsAbsolutePath(std::string_view path) {
  return (!path.empty() && path[0] == '/') || HasDrive(path);
}

std::string RepositoryPath(std::string_view path) {
  std::string result(path);
#ifdef _WIN32
  std::replace(result.begin(), result.end(), '\\', '/');
#endif
  size_t begin = 0;
  while (result.compare(begin, 2, "./") == 0) {
    begin = std::min(result.find_first_not_of('/', begin + 1), result.size());
  }
  return result.substr(begin);
}

std::string UriOf(std::string_view path) {
  std::string uri;
  std::string plain = RepositoryPath(path);
  if (HasDrive(plain)) {
    std::replace(plain.begin(), plain.end(), '\\', '/');
    uri = fmt::format("file:///{}:", plain[0]);
    plain.erase(0, 2);
  } else if (IsAbsolutePath(plain)) {
    uri = "file://";
  }
  for (const char c : plain) {
    if (IsUnreserved(c) || c == '/') {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

}  // namespace whittle::report
