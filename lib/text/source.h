// The text of one file and the way from bytes to lines and columns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace whittle::text {

/// The text of one file, whole and unchanged. Spans index it. Not movable, so views into it stay.
class Source {
 public:
  /// `name` is the path as people gave it, for messages.
  Source(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {}
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::string_view Slice(Span span) const {
    return text().substr(span.begin, span.end - span.begin);
  }

 private:
  std::string name_;
  std::string text_;
};

/// A place for people: 1-based line, 1-based column in Unicode code points (not graphemes; a byte
/// that is no UTF-8 counts as one), and the byte offset.
struct Position {
  uint32_t line = 1;
  uint32_t column = 1;
  uint32_t offset = 0;
};

/// Index of the lines of a text. Lines end with LF, CRLF or a lone CR. A BOM has no width.
/// Building is linear; Locate is logarithmic, however long the lines are.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  [[nodiscard]] Position Locate(uint32_t offset) const;
  /// 1-based column in UTF-16 units, as editors and SARIF count by default.
  [[nodiscard]] uint32_t Utf16Column(uint32_t offset) const;
  [[nodiscard]] uint32_t line_count() const { return line_count_; }
  /// The 1-based line that holds an offset.
  [[nodiscard]] uint32_t LineOf(uint32_t offset) const;
  /// The bytes of a 1-based line, without its end and without a BOM.
  [[nodiscard]] Span LineSpan(uint32_t line) const;
  /// Their text.
  [[nodiscard]] std::string_view Line(uint32_t line) const;

 private:
  /// How far a place is from the start of its line.
  struct Columns {
    uint32_t code_points = 0;
    uint32_t utf16_units = 0;
  };
  /// A place inside a long line whose columns are known: counting goes on from there, so that many
  /// places of one long line cost no more than those of many short ones.
  struct Mark {
    uint32_t offset;
    Columns columns;
  };
  /// A stretch of text of fixed size: places in it are found from its begin.
  struct Block {
    uint32_t lines_before;  ///< lines that end before it
    uint32_t line_start;    ///< of the line that holds its first byte
  };
  void MarkLongLines();
  [[nodiscard]] size_t BlockOf(uint32_t offset) const;
  /// Whether the byte is the last of a line's end.
  [[nodiscard]] bool EndsLine(size_t at) const;
  /// How many lines end in [begin, end).
  [[nodiscard]] uint32_t CountEnds(size_t begin, size_t end) const;
  /// Start of the line that holds the offset.
  [[nodiscard]] uint32_t StartAt(uint32_t offset) const;
  /// Start of a 1-based line; the end of the text for the one behind the last.
  [[nodiscard]] uint32_t StartOf(uint32_t line) const;
  /// Counts on from `at` to `offset`; an offset inside a character counts as the character's start.
  [[nodiscard]] Columns Count(Columns columns, uint32_t at, uint32_t offset) const;
  [[nodiscard]] Columns ColumnsAt(uint32_t line_start, uint32_t offset) const;
  /// First byte of the line's text: a BOM is passed over.
  [[nodiscard]] uint32_t TextStart(uint32_t line_start) const;

  std::string_view text_;
  bool has_returns_;  ///< a CR stands somewhere
  std::vector<Block> blocks_;
  uint32_t line_count_ = 1;
  std::vector<Mark> marks_;  ///< sorted; none where all lines are short
};

/// Returns the text with every byte that is not part of well-formed UTF-8 replaced by U+FFFD, so
/// that what is printed is always valid.
[[nodiscard]] std::string ToValidUtf8(std::string_view text);

/// Offset of the first byte that is not part of well-formed UTF-8 (surrogates and overlong forms
/// are not); npos when there is none.
[[nodiscard]] size_t FindInvalidUtf8(std::string_view text);

}  // namespace whittle::text
