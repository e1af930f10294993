// `whittle compare --batch`: JSON lines in, one answer a line out.
#pragma once

#include <string>

#include "access/compare.h"

namespace whittle::cli {

/// Reads lines from a file (`-`: standard input) and writes an answer for each, in order. A line
/// that cannot be read gives `{"id", "error"}`; the exit code is then kUsage at the end.
int CompareBatch(const std::string& path, const access::CompareOptions& options);

}  // namespace whittle::cli
