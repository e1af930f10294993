#include "text/edit.h"

#include <algorithm>

namespace whittle::text {

std::string ApplyEdits(std::string_view text, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  std::string out;
  uint32_t done = 0;
  for (const Edit& edit : edits) {
    if (edit.span.begin < done || edit.span.end > text.size()) continue;
    out += text.substr(done, edit.span.begin - done);
    out += edit.text;
    done = edit.span.end;
  }
  out += text.substr(done);
  return out;
}

}  // namespace whittle::text
