#include "text/source.h"

#include <algorithm>

#include "text/utf8.h"

namespace whittle::text {

namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

/// Bytes of a block, and of the chunks in which its lines are counted.
constexpr uint32_t kBlock = 512;
constexpr uint32_t kChunk = 64;

/// Most bytes that are counted to find a column.
constexpr uint32_t kMarkDistance = 4096;

/// 1 for the last byte of a line's end: a LF, or a CR that no LF follows.
uint8_t Ends(char c, char next) {
  return static_cast<uint8_t>(
      static_cast<uint8_t>(c == '\n') |
      (static_cast<uint8_t>(c == '\r') & static_cast<uint8_t>(next != '\n')));
}

/// Over kChunk bytes, and the one behind them is there, too. A counter of a byte suffices, of which
/// compilers keep sixteen at once.
uint8_t CountChunk(const char* begin) {
  uint8_t count = 0;
  for (size_t i = 0; i < kChunk; ++i) {
    count = static_cast<uint8_t>(count + Ends(begin[i], begin[i + 1]));
  }
  return count;
}

/// The same where no CR is.
uint8_t CountFeeds(const char* begin) {
  uint8_t count = 0;
  for (size_t i = 0; i < kChunk; ++i) {
    count = static_cast<uint8_t>(count + static_cast<uint8_t>(begin[i] == '\n'));
  }
  return count;
}

}  // namespace

LineIndex::LineIndex(std::string_view text)
    : text_(text), has_returns_(text.find('\r') != std::string_view::npos) {
  blocks_.reserve(text.size() / kBlock + 1);
  Block block{0, 0};
  for (size_t begin = 0; begin < text.size(); begin += kBlock) {
    blocks_.push_back(block);
    size_t end = std::min<size_t>(begin + kBlock, text.size());
    const uint32_t ends = CountEnds(begin, end);
    if (ends == 0) continue;
    block.lines_before += ends;
    while (!EndsLine(end - 1)) --end;
    block.line_start = static_cast<uint32_t>(end);
  }
  if (blocks_.empty()) blocks_.push_back(block);
  line_count_ = block.lines_before + 1;
  MarkLongLines();
}

size_t LineIndex::BlockOf(uint32_t offset) const {
  return std::min<size_t>(offset / kBlock, blocks_.size() - 1);
}

bool LineIndex::EndsLine(size_t at) const {
  return Ends(text_[at], at + 1 < text_.size() ? text_[at + 1] : '\0') != 0;
}

uint32_t LineIndex::CountEnds(size_t begin, size_t end) const {
  uint32_t count = 0;
  size_t at = begin;
  for (; at + kChunk <= end && at + kChunk < text_.size(); at += kChunk) {
    count += has_returns_ ? CountChunk(text_.data() + at) : CountFeeds(text_.data() + at);
  }
  for (; at < end; ++at) count += EndsLine(at) ? 1 : 0;
  return count;
}

uint32_t LineIndex::StartAt(uint32_t offset) const {
  const size_t block = BlockOf(offset);
  const size_t begin = block * kBlock;
  for (size_t at = offset; at > begin; --at) {
    if (EndsLine(at - 1)) return static_cast<uint32_t>(at);
  }
  return blocks_[block].line_start;
}

uint32_t LineIndex::StartOf(uint32_t line) const {
  if (line <= 1) return 0;
  if (line > line_count_) return static_cast<uint32_t>(text_.size());
  // In the last block before which fewer lines end than before this one.
  const auto behind =
      std::partition_point(blocks_.begin(), blocks_.end(),
                           [line](const Block& block) { return block.lines_before < line - 1; });
  uint32_t missing = line - 1 - (behind - 1)->lines_before;
  auto at = static_cast<size_t>(behind - 1 - blocks_.begin()) * kBlock;
  while (missing > 0) missing -= EndsLine(at++) ? 1 : 0;
  return static_cast<uint32_t>(at);
}

void LineIndex::MarkLongLines() {
  uint32_t marked = 0;  // the last line that was looked at
  for (size_t i = 0; i < blocks_.size(); ++i) {
    const Block& block = blocks_[i];
    const uint32_t line = block.lines_before + 1;
    // A line of more bytes than kMarkDistance has a block that begins at most so far from its end.
    if (i * kBlock - block.line_start < kMarkDistance - kBlock || line == marked) continue;
    marked = line;
    const uint32_t end = StartOf(line + 1);
    Mark mark{TextStart(block.line_start), {}};
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
  offset = std::min(offset, static_cast<uint32_t>(text_.size()));
  const size_t block = BlockOf(offset);
  return blocks_[block].lines_before + CountEnds(block * kBlock, offset) + 1;
}

Position LineIndex::Locate(uint32_t offset) const {
  offset = std::min(offset, static_cast<uint32_t>(text_.size()));
  return {LineOf(offset), ColumnsAt(StartAt(offset), offset).code_points + 1, offset};
}

uint32_t LineIndex::Utf16Column(uint32_t offset) const {
  offset = std::min(offset, static_cast<uint32_t>(text_.size()));
  return ColumnsAt(StartAt(offset), offset).utf16_units + 1;
}

Span LineIndex::LineSpan(uint32_t line) const {
  if (line == 0 || line > line_count_) return {};
  const uint32_t begin = TextStart(StartOf(line));
  uint32_t end = StartOf(line + 1);
  if (end > begin && text_[end - 1] == '\n') --end;
  if (end > begin && text_[end - 1] == '\r') --end;
  return {begin, end};
}

std::string_view LineIndex::Line(uint32_t line) const {
  const Span span = LineSpan(line);
  return text_.substr(span.begin, span.size());
}

}  // namespace whittle::text
