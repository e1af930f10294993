// The usage file: docs/usage.md.
#pragma once

#include <string>

#include "advise/usage/usage.h"
#include "text/source.h"

namespace whittle::advise {

/// The version that is written, and the newest that is read.
inline constexpr int kUsageVersion = 1;

/// The usage as JSON, sorted, indented. Equal usages give equal text.
[[nodiscard]] std::string WriteUsage(const Usage& usage);

/// A usage, or why the text is none.
struct UsageResult {
  Usage usage;
  std::string error;
};

/// Reads what WriteUsage wrote. Unknown members are passed over; a newer version is an error.
[[nodiscard]] UsageResult ReadUsage(const text::Source& source);

}  // namespace whittle::advise
