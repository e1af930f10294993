// Where output goes.
#pragma once

#include <string>
#include <string_view>

namespace whittle::cli {

/// Writes to stdout, or to a file when `path` is not empty. Says on stderr what goes wrong and
/// returns false.
[[nodiscard]] bool WriteOutput(std::string_view text, const std::string& path = {});

/// Whether stdout should have colours: `choice` is auto, always or never. Auto looks at NO_COLOR,
/// CLICOLOR_FORCE, FORCE_COLOR and whether stdout is a terminal.
[[nodiscard]] bool WantsColor(std::string_view choice);

/// Today as `2026-11-24`, UTC.
[[nodiscard]] std::string Today();

}  // namespace whittle::cli
