// Batch forms: JSON lines in, one JSON object a line out, in order.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "text/json.h"

namespace whittle::cli {

/// One line of a batch, read.
class BatchLine {
 public:
  explicit BatchLine(std::string_view text)
      : source_("line", std::string(text)), json_(text::ReadJson(source_)) {}

  /// Why it is no JSON object; empty: it is one.
  [[nodiscard]] std::string Problem() const;
  /// The `id` as it is spelled; `null` where there is none.
  [[nodiscard]] std::string_view Id() const;
  [[nodiscard]] const text::Node& root() const { return json_.tree.root; }
  [[nodiscard]] text::Arena& arena() { return json_.tree.arena; }

 private:
  text::Source source_;
  text::JsonResult json_;
};

/// What a command says of one line: `text` is the answer, or the error when `failed`.
struct BatchAnswer {
  std::string text;
  bool failed = false;
};

/// Answers each line of a file (`-`: standard input) that is not blank and writes the answers to
/// stdout; a line that cannot be read gives `{"id", "error"}` in its place. Returns the exit code:
/// 2 when a line or the file could not be read.
[[nodiscard]] int RunBatch(const std::string& path,
                           const std::function<BatchAnswer(BatchLine& line)>& answer);

}  // namespace whittle::cli
