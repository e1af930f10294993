#include "text/code_points.h"

#include <algorithm>

namespace whittle::text {

namespace {

bool Continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

CodePointIndex::CodePointIndex(std::string_view text) : text_(text) {
  const auto ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(text.begin(), text.end(), ascii)) return;
  size_t count = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    if (Continues(text[at])) continue;
    if (count % kStep == 0) marks_.push_back(static_cast<uint32_t>(at));
    ++count;
  }
}

uint32_t CodePointIndex::ToByte(size_t index) const {
  if (marks_.empty()) return static_cast<uint32_t>(std::min(index, text_.size()));
  if (index / kStep >= marks_.size()) return static_cast<uint32_t>(text_.size());
  size_t at = marks_[index / kStep];
  for (size_t left = index % kStep; left > 0 && at < text_.size(); --left) {
    ++at;
    while (at < text_.size() && Continues(text_[at])) ++at;
  }
  return static_cast<uint32_t>(at);
}

}  // namespace whittle::text
