#include "catalog/match.h"

#include <string>

#include "catalog/fold.h"

namespace whittle::catalog {

bool GlobMatches(std::string_view pattern, std::string_view text) {
  size_t p = 0;
  size_t t = 0;
  size_t star = std::string_view::npos;
  size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || Fold(pattern[p]) == Fold(text[t]))) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      ++resume;
      // On to where what follows the star may begin.
      if (p < pattern.size() && pattern[p] != '?' && pattern[p] != '*') {
        const char next = Fold(pattern[p]);
        while (resume < text.size() && Fold(text[resume]) != next) ++resume;
      }
      t = resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool FieldMatches(std::string_view pattern, std::string_view key) {
  std::string glob;
  while (!pattern.empty()) {
    const size_t open = pattern.find("${");
    glob += pattern.substr(0, open);
    if (open == std::string_view::npos) break;
    glob += "?*";
    const size_t close = pattern.find('}', open);
    if (close == std::string_view::npos) break;
    pattern.remove_prefix(close + 1);
  }
  return GlobMatches(glob, key);
}

}  // namespace whittle::catalog
