#include "cli/output.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <system_error>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace whittle::cli {

namespace {

bool StdoutIsTerminal() {
#ifdef _WIN32
  return _isatty(_fileno(stdout)) != 0;
#else
  return isatty(STDOUT_FILENO) != 0;
#endif
}

bool IsSet(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

}  // namespace

bool WriteOutput(std::string_view text, const std::string& path) {
  std::FILE* out = path.empty() ? stdout : std::fopen(path.c_str(), "wb");
  bool ok = out != nullptr && std::fwrite(text.data(), 1, text.size(), out) == text.size();
  if (out != nullptr) ok = (path.empty() ? std::fflush(out) : std::fclose(out)) == 0 && ok;
  if (!ok) {
    fmt::print(stderr, "whittle: cannot write {}: {}\n", path.empty() ? "standard output" : path,
               std::generic_category().message(errno));
  }
  return ok;
}

bool WantsColor(std::string_view choice) {
  if (choice == "always") return true;
  if (choice == "never") return false;
  if (IsSet("NO_COLOR")) return false;
  if (IsSet("FORCE_COLOR") || IsSet("CLICOLOR_FORCE")) return true;
  const char* terminal = std::getenv("TERM");
  return StdoutIsTerminal() && !(terminal != nullptr && std::string_view(terminal) == "dumb");
}

std::string Today() {
  const std::time_t now = std::time(nullptr);
  std::tm day{};
#ifdef _WIN32
  gmtime_s(&day, &now);
#else
  gmtime_r(&now, &day);
#endif
  std::array<char, 16> text{};
  const size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%d", &day);
  return {text.data(), size};
}

}  // namespace whittle::cli
