#include "text/source.h"

#include <algorithm>
#include <cstring>

#include "text/utf8.h"

namespace whittle::text {

namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text) {
  starts_.push_back(0);
  const bool has_cr = text.find('\r') != std::string_view::npos;
  if (!has_cr) {
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    for (const char* at = begin; at != end;) {
      at = static_cast<const char*>(std::memchr(at, '\n', static_cast<size_t>(end - at)));
      if (at == nullptr) break;
      ++at;
      starts_.push_back(static_cast<uint32_t>(at - begin));
    }
    return;
  }
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if (text[i] == '\n' || text[i] == '\r') starts_.push_back(static_cast<uint32_t>(i + 1));
  }
}

Position LineIndex::Locate(uint32_t offset) const {
  offset = std::min(offset, static_cast<uint32_t>(text_.size()));
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<uint32_t>(after - starts_.begin());
  uint32_t at = starts_[line - 1];
  if (at == 0 && text_.substr(0, 3) == kBom) at = std::min<uint32_t>(3, offset);
  uint32_t column = 1;
  while (at < offset) {
    at += static_cast<uint32_t>(std::max<size_t>(1, Utf8Length(text_, at)));
    if (at <= offset) ++column;  // an offset inside a character is that character's column
  }
  return {line, column, offset};
}

uint32_t LineIndex::Utf16Column(uint32_t offset) const {
  offset = std::min(offset, static_cast<uint32_t>(text_.size()));
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  uint32_t at = *(after - 1);
  if (at == 0 && text_.substr(0, 3) == kBom) at = std::min<uint32_t>(3, offset);
  uint32_t column = 1;
  while (at < offset) {
    const size_t length = std::max<size_t>(1, Utf8Length(text_, at));
    at += static_cast<uint32_t>(length);
    if (at <= offset) column += length == 4 ? 2 : 1;
  }
  return column;
}

std::string_view LineIndex::Line(uint32_t line) const {
  if (line == 0 || line > starts_.size()) return {};
  const size_t begin = starts_[line - 1];
  const size_t end = line < starts_.size() ? starts_[line] : text_.size();
  std::string_view text = text_.substr(begin, end - begin);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  if (begin == 0 && text.substr(0, 3) == kBom) text.remove_prefix(3);
  return text;
}

}  // namespace whittle::text
