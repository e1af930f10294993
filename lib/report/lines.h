// The line indices of a report's files.
#pragma once

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "lint/linter.h"
#include "report/frame.h"
#include "text/source.h"

namespace whittle::report {

/// Line indices, each made when its file is first asked for.
class Lines {
 public:
  explicit Lines(const lint::Report& report) : report_(report), indices_(report.files.size()) {}

  [[nodiscard]] const text::LineIndex& Of(uint32_t file) {
    auto& index = indices_[file];
    if (index == nullptr) {
      index = std::make_unique<text::LineIndex>(report_.files[file]->source->text());
    }
    return *index;
  }

  /// `file:line:column` of a place's start, as it may go to a terminal.
  [[nodiscard]] std::string Where(const lint::Place& place) {
    const text::Position at = Of(place.file).Locate(place.span.begin);
    return fmt::format("{}:{}:{}", Printable(report_.files[place.file]->source->name()), at.line,
                       at.column);
  }

 private:
  const lint::Report& report_;
  std::vector<std::unique_ptr<text::LineIndex>> indices_;
};

}  // namespace whittle::report
