#include "text/source.h"

#include <algorithm>
#include <cstring>

#include "text/utf8.h"

namespace whittle::text {

namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

/// Most bytes that are counted to find a column.
constexpr uint32_t kMarkDistance = 4096;

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text) {
  constexpr size_t kUsualLine = 32;
  starts_.reserve(text.size() / kUsualLine + 2);
  starts_.push_back(0);
  bool has_long_lines = false;
  const auto add = [&](size_t start) {
    has_long_lines = has_long_lines || start - starts_.back() > kMarkDistance;
    starts_.push_back(static_cast<uint32_t>(start));
  };
  const bool has_cr = text.find('\r') != std::string_view::npos;
  if (has_cr) {
    for (size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
      if (text[i] == '\n' || text[i] == '\r') add(i + 1);
    }
  } else {
    const char* const begin = text.data();
    const char* const end = begin + text.size();
    for (const char* at = begin; at != end;) {
      at = static_cast<const char*>(std::memchr(at, '\n', static_cast<size_t>(end - at)));
      if (at == nullptr) break;
      ++at;
      add(static_cast<size_t>(at - begin));
    }
  }
  if (has_long_lines || text.size() - starts_.back() > kMarkDistance) MarkLongLines();
}

void LineIndex::MarkLongLines() {
  const auto size = static_cast<uint32_t>(text_.size());
  for (size_t line = 0; line < starts_.size(); ++line) {
    const uint32_t end = line + 1 < starts_.size() ? starts_[line + 1] : size;
    Mark mark{TextStart(starts_[line]), {}};
    while (end - mark.offset > kMarkDistance) {
      uint32_t next = mark.offset + kMarkDistance;
      // Marks stand between characters, so that counting can go on from them; a character that
      // began before ends within three bytes.
      const uint32_t latest = std::min(next + 3, end);
      while (next < latest && (static_cast<uint8_t>(text_[next]) & 0xC0U) == 0x80U) ++next;
      mark = {next, Count(mark.columns, mark.offset, next)};
      marks_.push_back(mark);
    }
  }
}

LineIndex::Columns LineIndex::Count(Columns columns, uint32_t at, uint32_t offset) const {
  while (at < offset) {
    const size_t length = std::max<size_t>(1, Utf8Length(text_, at));
    at += static_cast<uint32_t>(length);
    if (at > offset) break;
    columns.code_points += 1;
    columns.utf16_units += length == 4 ? 2 : 1;
  }
  return columns;
}

LineIndex::Columns LineIndex::ColumnsAt(uint32_t line_start, uint32_t offset) const {
  const auto after =
      std::upper_bound(marks_.begin(), marks_.end(), offset,
                       [](uint32_t wanted, const Mark& mark) { return wanted < mark.offset; });
  if (after != marks_.begin() && (after - 1)->offset >= line_start) {
    return Count((after - 1)->columns, (after - 1)->offset, offset);
  }
  return Count({}, TextStart(line_start), offset);
}

uint32_t LineIndex::TextStart(uint32_t line_start) const {
  return line_start == 0 && text_.substr(0, kBom.size()) == kBom
             ? static_cast<uint32_t>(kBom.size())
             : line_start;
}

uint32_t LineIndex::LineOf(uint32_t offset) const {
  return static_cast<uint32_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) -
                               starts_.begin());
}

Position LineIndex::Locate(uint32_t offset) const {
  offset = std::min(offset, static_cast<uint32_t>(text_.size()));
  const uint32_t line = LineOf(offset);
  return {line, ColumnsAt(starts_[line - 1], offset).code_points + 1, offset};
}

uint32_t LineIndex::Utf16Column(uint32_t offset) const {
  offset = std::min(offset, static_cast<uint32_t>(text_.size()));
  return ColumnsAt(starts_[LineOf(offset) - 1], offset).utf16_units + 1;
}

Span LineIndex::LineSpan(uint32_t line) const {
  if (line == 0 || line > starts_.size()) return {};
  const uint32_t begin = TextStart(starts_[line - 1]);
  uint32_t end = line < starts_.size() ? starts_[line] : static_cast<uint32_t>(text_.size());
  if (end > begin && text_[end - 1] == '\n') --end;
  if (end > begin && text_[end - 1] == '\r') --end;
  return {begin, end};
}

std::string_view LineIndex::Line(uint32_t line) const {
  const Span span = LineSpan(line);
  return text_.substr(span.begin, span.size());
}

}  // namespace whittle::text
