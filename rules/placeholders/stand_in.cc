#include "rules/placeholders/stand_in.h"

#include <algorithm>
#include <string>

#include "text/ascii.h"

namespace whittle::rules {

namespace {

using text::IsDigit;
using text::IsLower;
using text::IsUpper;

bool Any(std::string_view text, bool (*is)(char)) {
  return std::any_of(text.begin(), text.end(), is);
}

}  // namespace

bool IsStandIn(std::string_view text) {
  if (Any(text, IsUpper) && !Any(text, IsLower)) return true;
  if (text.find_first_of("[](){}<>") != std::string_view::npos) return true;
  if (Any(text, IsDigit)) return false;  // a slip of the pen: `eu-west1`
  std::string lower(text);
  for (char& c : lower) c = text::ToLower(c);
  for (const std::string_view word : {"region", "account", "acct", "your", "replace"}) {
    if (lower.find(word) != std::string::npos) return true;
  }
  return false;
}

}  // namespace whittle::rules
