// What can be wrong with a text before its grammar matters.
#include <charconv>

#include "text/json_errors.h"
#include "text/source.h"

namespace whittle::text {

namespace {

SyntaxError Error(std::string message, std::string help, size_t begin, size_t end) {
  return {std::move(message),
          std::move(help),
          {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)},
          false};
}

/// The code of the `\uXXXX` at `at`, which has its four digits; 0 where there is none.
unsigned EscapedCode(std::string_view text, size_t at) {
  unsigned code = 0;
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return 0;
  std::from_chars(text.data() + at + 2, text.data() + at + 6, code, 16);
  return code;
}

}  // namespace

std::optional<SyntaxError> CheckBytes(std::string_view text) {
  if (text.size() > kMaxSize) {
    return Error("the file is larger than 256 MiB", "lint the policies in it one by one", 0, 1);
  }
  if (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF") {
    return Error("the file is UTF-16", "save it as UTF-8", 0, 2);
  }
  if (const size_t at = text.find('\0'); at != std::string_view::npos) {
    // JSON begins with two ASCII characters, so that UTF-16 shows at once.
    if (at < 2 && text.size() >= 4) {
      return Error("the file is UTF-16 or UTF-32", "save it as UTF-8", 0, 2);
    }
    return Error("NUL byte in the text", "remove it", at, at + 1);
  }
  if (const size_t bad = FindInvalidUtf8(text); bad != std::string_view::npos) {
    return Error("byte that is not UTF-8", "save the file as UTF-8", bad, bad + 1);
  }
  const size_t first = text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
  if (text.find_first_not_of(" \t\r\n", first) == std::string_view::npos) {
    return Error("the file is empty", "write a policy into it, or remove it", 0, 0);
  }
  return std::nullopt;
}

std::optional<SyntaxError> CheckSurrogates(std::string_view text, Span string) {
  for (size_t at = string.begin + size_t{1}; at + 1 < string.end && text[at] != '"'; ++at) {
    if (text[at] != '\\') continue;
    const unsigned code = EscapedCode(text, at);
    if (code >= 0xD800 && code < 0xDC00) {
      const unsigned next = EscapedCode(text, at + 6);
      if (next >= 0xDC00 && next < 0xE000) {
        at += 11;
        continue;
      }
    }
    if (code >= 0xD800 && code < 0xE000) {
      return Error("half of a surrogate pair in a string",
                   "write both halves, such as `\\ud83d\\ude00`, or the character itself", at,
                   at + 6);
    }
    ++at;  // over the character that is escaped: it may be a backslash or a quote
  }
  return std::nullopt;
}

}  // namespace whittle::text
