#include "report/frame.h"

#include <algorithm>
#include <vector>

#include "text/utf8.h"

namespace whittle::report {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// Whether a character moves the cursor or turns the direction of what follows: C1 controls,
/// line and paragraph separators, and the bidirectional overrides that can disguise a text.
bool Misleads(std::string_view character) {
  return ("\xC2\x80" <= character && character < "\xC2\xA0") ||
         ("\xE2\x80\xA8" <= character && character <= "\xE2\x80\xAE") ||
         ("\xE2\x81\xA6" <= character && character <= "\xE2\x81\xA9");
}

/// Appends the character at line[at] as it may be printed; returns its length in bytes.
size_t AppendCharacter(std::string_view line, size_t at, std::string& out) {
  const size_t length = text::Utf8Length(line, at);
  const auto byte = static_cast<unsigned char>(line[at]);
  const std::string_view character = line.substr(at, std::max<size_t>(1, length));
  if (byte == '\t') {
    out += ' ';
  } else if (length == 0 || byte < 0x20 || byte == 0x7F || (length > 1 && Misleads(character))) {
    out += kReplacement;
  } else {
    out += character;
  }
  return character.size();
}

/// A line as columns: one entry a code point, ready to print.
std::vector<std::string> Columns(std::string_view line) {
  std::vector<std::string> columns;
  for (size_t at = 0; at < line.size();) at += AppendCharacter(line, at, columns.emplace_back());
  return columns;
}

/// Longest stretch of a line that is shown, in columns.
constexpr size_t kWidth = 110;
/// Bytes of a line on either side of a place that are looked at: never fewer than kWidth columns.
constexpr size_t kReach = 4 * kWidth;

/// What of a line is looked at, so that a line of megabytes costs no more than a short one.
struct Stretch {
  size_t begin;
  size_t end;
};

Stretch Around(std::string_view line, size_t at) {
  const auto is_inside = [&](size_t i) {
    return i < line.size() && (static_cast<unsigned char>(line[i]) & 0xC0U) == 0x80U;
  };
  size_t begin = at > kReach ? at - kReach : 0;
  for (int i = 0; i < 3 && begin > 0 && begin < at && is_inside(begin); ++i) ++begin;
  size_t end = line.size() - at > kReach ? at + kReach : line.size();
  for (int i = 0; i < 3 && end < line.size() && is_inside(end); ++i) ++end;
  return {begin, end};
}

/// Which of `size` columns to show so that as much of [from, to) as may be is among them.
Stretch Window(size_t size, size_t from, size_t to) {
  if (size <= kWidth) return {0, size};
  const size_t length = std::min(to - from, kWidth / 2);
  const size_t lead = (kWidth - length) / 2;
  size_t begin = from > lead ? from - lead : 0;
  begin = std::min(begin, size - kWidth);
  return {begin, begin + kWidth};
}

/// Appends a line with the bytes [from_byte, to_byte) of it marked.
void AppendLine(std::string_view line, uint32_t number, size_t from_byte, size_t to_byte,
                size_t gutter, std::string_view note, std::string_view color, const Paint& paint,
                std::string& out) {
  from_byte = std::min(from_byte, line.size());
  const Stretch near = Around(line, from_byte);
  to_byte = std::min(to_byte, near.end);
  const auto columns = Columns(line.substr(near.begin, near.end - near.begin));
  const size_t from = Columns(line.substr(near.begin, from_byte - near.begin)).size();
  const size_t marked =
      to_byte > from_byte ? Columns(line.substr(from_byte, to_byte - from_byte)).size() : 0;
  const size_t to = std::max(from + marked, from + 1);
  const Stretch window = Window(columns.size(), from, to);
  const bool cut_before = near.begin > 0 || window.begin > 0;
  const bool cut_after = near.end < line.size() || window.end < columns.size();
  const std::string label = std::to_string(number);
  out.append(gutter - label.size(), ' ');
  out += paint.Blue();
  out += label;
  out += " | ";
  out += paint.Off();
  if (cut_before) out += "…";
  for (size_t i = window.begin; i < window.end; ++i) out += columns[i];
  if (cut_after) out += "…";
  out += '\n';
  out.append(gutter, ' ');
  out += paint.Blue();
  out += " | ";
  out += paint.Off();
  out.append(from - window.begin + (cut_before ? 1 : 0), ' ');
  out += color;
  out.append(std::max<size_t>(1, std::min(to, window.end) - from), '^');
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
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) at += AppendCharacter(text, at, out);
  return out;
}

void AppendFrame(const text::LineIndex& lines, text::Span span, std::string_view note,
                 std::string_view mark_color, const Paint& paint, std::string& out) {
  const uint32_t first = lines.LineOf(span.begin);
  const uint32_t last = lines.LineOf(span.end);
  const size_t gutter = std::to_string(last).size();
  const auto append = [&](uint32_t number, size_t from, size_t to, std::string_view with_note) {
    AppendLine(lines.Line(number), number, from, to, gutter, with_note, mark_color, paint, out);
  };
  const auto byte_in = [&](uint32_t number, uint32_t offset) -> size_t {
    const uint32_t begin = lines.LineSpan(number).begin;
    return offset > begin ? offset - begin : 0;
  };
  if (first == last) {
    append(first, byte_in(first, span.begin), byte_in(first, span.end), note);
    return;
  }
  append(first, byte_in(first, span.begin), SIZE_MAX, {});
  if (last > first + 1) {
    out.append(gutter, ' ');
    out += paint.Blue();
    out += " ⋮";
    out += paint.Off();
    out += '\n';
  }
  const size_t end = byte_in(last, span.end);
  append(last, std::min(lines.Line(last).find_first_not_of(" \t"), end), end, note);
}

}  // namespace whittle::report
