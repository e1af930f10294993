// Findings as people and programs read them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lint/linter.h"

namespace whittle::report {

/// How a lint report may be written.
enum class Format : uint8_t { kText, kConcise, kJson };

/// Reads "text", "concise", "json".
[[nodiscard]] std::optional<Format> ParseFormat(std::string_view name);

struct Style {
  bool color = false;        ///< ANSI colours, for text and concise
  std::string_view version;  ///< whittle's own, for json
};

/// The whole report as text for a terminal: each finding with its code frame, then a summary.
[[nodiscard]] std::string Text(const lint::Report& report, const Style& style);

/// One line a finding: `file:line:column: level[rule] message`.
[[nodiscard]] std::string Concise(const lint::Report& report, const Style& style);

/// The JSON document that docs/json.md describes. Always valid UTF-8.
[[nodiscard]] std::string Json(const lint::Report& report, const Style& style);

/// By format.
[[nodiscard]] std::string Write(const lint::Report& report, Format format, const Style& style);

}  // namespace whittle::report
