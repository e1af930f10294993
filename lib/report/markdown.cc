#include "report/markdown.h"

#include <algorithm>

namespace whittle::report {

namespace {

/// The longest run of backticks in the text.
size_t LongestRun(std::string_view text) {
  size_t longest = 0;
  size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

std::string Code(std::string_view text) {
  const std::string fence(LongestRun(text) + 1, '`');
  // A backtick at an end would be taken for one of the fence.
  const bool ticks = !text.empty() && (text.front() == '`' || text.back() == '`');
  const std::string_view room = ticks || text.empty() ? " " : "";
  return (fence + std::string(room)).append(text).append(room).append(fence);
}

std::string CodeBlock(std::string_view language, std::string_view text) {
  const std::string fence(std::max<size_t>(LongestRun(text) + 1, 3), '`');
  const std::string_view end = !text.empty() && text.back() == '\n' ? "" : "\n";
  return (fence + std::string(language) + "\n").append(text).append(end) + fence + "\n";
}

std::string Prose(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t open = text.find('`');
    for (const char c : text.substr(0, open)) {
      if (c == '<') {
        out += "&lt;";
      } else {
        if (c == '*' || c == '\\' || c == '[') out += '\\';
        out += c == '\n' ? ' ' : c;
      }
    }
    if (open == std::string_view::npos) return out;
    text.remove_prefix(open);
    const size_t close = text.find('`', 1);
    if (close == std::string_view::npos) {  // no span: a backtick
      out += "\\`";
      text.remove_prefix(1);
      continue;
    }
    out += text.substr(0, close + 1);
    text.remove_prefix(close + 1);
  }
  return out;
}

std::string Cell(std::string_view markdown) {
  std::string out;
  for (const char c : markdown) {
    if (c == '|') out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

}  // namespace whittle::report
