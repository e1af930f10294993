// Code frames: lines of a source with a span marked.
#pragma once

#include <string>
#include <string_view>

#include "text/source.h"

namespace whittle::report {

/// ANSI codes, or nothing.
class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}
  [[nodiscard]] std::string_view Bold() const { return on_ ? "\033[1m" : ""; }
  [[nodiscard]] std::string_view Dim() const { return on_ ? "\033[2m" : ""; }
  [[nodiscard]] std::string_view Red() const { return on_ ? "\033[1;31m" : ""; }
  [[nodiscard]] std::string_view Magenta() const { return on_ ? "\033[1;35m" : ""; }
  [[nodiscard]] std::string_view Yellow() const { return on_ ? "\033[1;33m" : ""; }
  [[nodiscard]] std::string_view Blue() const { return on_ ? "\033[1;34m" : ""; }
  [[nodiscard]] std::string_view Green() const { return on_ ? "\033[32m" : ""; }
  [[nodiscard]] std::string_view Off() const { return on_ ? "\033[0m" : ""; }

 private:
  bool on_;
};

/// Appends the frame of `span`: its first line with carets below, and, for a span of several
/// lines, its last one. Control characters show as U+FFFD, tabs as blanks; long lines are cut to
/// what surrounds the span.
void AppendFrame(const text::LineIndex& lines, text::Span span, std::string_view note,
                 std::string_view mark_color, const Paint& paint, std::string& out);

/// `text` as it may go to a terminal: valid UTF-8, control characters replaced.
[[nodiscard]] std::string Printable(std::string_view text);

}  // namespace whittle::report
