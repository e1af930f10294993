#include "report/frame.h"

#include <algorithm>
#include <vector>

#include "text/utf8.h"

namespace whittle::report {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// A line as columns: one entry a code point, ready to print.
std::vector<std::string> Columns(std::string_view line) {
  std::vector<std::string> columns;
  for (size_t at = 0; at < line.size();) {
    const size_t length = text::Utf8Length(line, at);
    const auto byte = static_cast<unsigned char>(line[at]);
    if (length == 0) {
      columns.emplace_back(kReplacement);
      ++at;
      continue;
    }
    // C1 controls (U+0080 to U+009F) move the cursor as well as C0 does.
    const bool c1 = byte == 0xC2 && static_cast<unsigned char>(line[at + 1]) < 0xA0;
    if (byte == '\t') {
      columns.emplace_back(" ");
    } else if (byte < 0x20 || byte == 0x7F || c1) {
      columns.emplace_back(kReplacement);
    } else {
      columns.emplace_back(line.substr(at, length));
    }
    at += length;
  }
  return columns;
}

/// Longest stretch of a line that is shown.
constexpr size_t kWidth = 110;

struct Window {
  size_t begin;
  size_t end;
};

/// What to show of `size` columns so that [from, to) is in it.
Window Around(size_t size, size_t from, size_t to) {
  if (size <= kWidth) return {0, size};
  const size_t length = std::min(to - from, kWidth / 2);
  const size_t lead = (kWidth - length) / 2;
  size_t begin = from > lead ? from - lead : 0;
  begin = std::min(begin, size - kWidth);
  return {begin, begin + kWidth};
}

void AppendLine(const text::LineIndex& lines, uint32_t number, size_t from, size_t to,
                size_t gutter, std::string_view note, std::string_view color, const Paint& paint,
                std::string& out) {
  const auto columns = Columns(lines.Line(number));
  from = std::min(from, columns.size());
  to = std::max(std::min(to, columns.size()), from);
  const Window window = Around(columns.size(), from, std::max(to, from + 1));
  const std::string label = std::to_string(number);
  out += std::string(gutter - label.size(), ' ');
  out += paint.Blue();
  out += label;
  out += " | ";
  out += paint.Off();
  if (window.begin > 0) out += "…";
  for (size_t i = window.begin; i < window.end; ++i) out += columns[i];
  if (window.end < columns.size()) out += "…";
  out += '\n';
  out += std::string(gutter, ' ');
  out += paint.Blue();
  out += " | ";
  out += paint.Off();
  out += std::string(from - window.begin + (window.begin > 0 ? 1 : 0), ' ');
  out += color;
  out += std::string(std::max<size_t>(1, std::min(to, window.end) - from), '^');
  if (!note.empty()) {
    out += ' ';
    out += note;
  }
  out += paint.Off();
  out += '\n';
}

}  // namespace

std::string Printable(std::string_view text) {
  std::string out;
  for (const std::string& column : Columns(text)) out += column;
  return out;
}

void AppendFrame(const text::LineIndex& lines, text::Span span, std::string_view note,
                 std::string_view mark_color, const Paint& paint, std::string& out) {
  const text::Position begin = lines.Locate(span.begin);
  const text::Position end = lines.Locate(span.end);
  const size_t gutter = std::to_string(end.line).size();
  constexpr size_t kToTheEnd = SIZE_MAX;
  const bool one_line = begin.line == end.line;
  AppendLine(lines, begin.line, begin.column - 1, one_line ? end.column - 1 : kToTheEnd, gutter,
             one_line ? note : std::string_view(), mark_color, paint, out);
  if (one_line) return;
  if (end.line > begin.line + 1) {
    out += std::string(gutter, ' ');
    out += paint.Blue();
    out += " ⋮";
    out += paint.Off();
    out += '\n';
  }
  const std::string_view last = lines.Line(end.line);
  const size_t indent = std::min(last.find_first_not_of(" \t"), size_t{end.column} - 1);
  AppendLine(lines, end.line, indent, end.column - 1, gutter, note, mark_color, paint, out);
}

}  // namespace whittle::report
