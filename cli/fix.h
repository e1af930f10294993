// `lint --fix`, `--unsafe-fixes` and `--diff`.
#pragma once

#include <string>

#include "cli/options.h"
#include "lint/fix.h"

namespace whittle::cli {

/// What the command line asks for.
struct FixRequest {
  bool write = false;  ///< --fix
  bool diff = false;   ///< --diff
  lint::FixKind kind = lint::FixKind::kSafe;

  [[nodiscard]] bool wanted() const { return write || diff; }
};

/// Reads the options; returns what is wrong with them, or nothing.
[[nodiscard]] std::string ReadFixRequest(const Arguments& arguments, FixRequest& request);

/// What was done.
struct FixResult {
  size_t files = 0;  ///< that change
  size_t fixes = 0;
  std::string diff;        ///< of all files, with --diff
  std::string stdin_text;  ///< what standard input becomes
  bool failed = false;     ///< a file could not be written; stderr says which and why
};

/// Fixes the files of a report: writes them (but for standard input), or only says how they would
/// change.
[[nodiscard]] FixResult FixFiles(const lint::Linter& linter, const text::FileList& files,
                                 const lint::Report& report, const documents::ReadOptions& options,
                                 const FixRequest& request);

}  // namespace whittle::cli
