#include <algorithm>
#include <array>

#include "text/ascii.h"
#include "text/json_errors.h"

namespace whittle::text {

namespace {

struct Form {
  std::string_view open;
  std::string_view close;
};

constexpr std::array<Form, 6> kForms = {
    {{"${", "}"}, {"{{", "}}"}, {"{%", "%}"}, {"<%", "%>"}, {"%{", "}"}, {"#{", "}"}}};

bool IsNameChar(char c) { return IsLetterOrDigit(c) || c == '_'; }

}  // namespace

size_t PlaceholderEnd(std::string_view text, size_t at) {
  const std::string_view line = text.substr(at, std::min(text.find('\n', at), text.size()) - at);
  for (const Form& form : kForms) {
    if (!line.starts_with(form.open)) continue;
    const size_t close = line.find(form.close, form.open.size());
    return at + (close == std::string_view::npos ? line.size() : close + form.close.size());
  }
  if (line.size() < 2 || !IsNameChar(line[1])) return std::string_view::npos;
  if (line[0] == '<') {
    const size_t close = line.find('>');
    return close == std::string_view::npos ? close : at + close + 1;
  }
  if (line[0] == '$') {
    const auto end = std::find_if_not(line.begin() + 1, line.end(), IsNameChar);
    return at + static_cast<size_t>(end - line.begin());
  }
  return std::string_view::npos;
}

}  // namespace whittle::text
