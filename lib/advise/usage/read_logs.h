// Reads CloudTrail logs from files, on all cores.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "advise/usage/usage.h"
#include "catalog/catalog.h"

namespace whittle::advise {

/// How far a run is.
struct LogProgress {
  size_t files_done = 0;
  size_t files = 0;
  uint64_t bytes = 0;  ///< taken so far, as they lie on the disk
};

struct LogOptions {
  unsigned jobs = 0;  ///< threads; 0: as many as there are cores
  /// Called now and then, by one thread at a time.
  std::function<void(const LogProgress&)> progress;
};

struct LogResult {
  Usage usage;
  std::vector<std::pair<std::string, std::string>> errors;  ///< path, why it was not read whole
};

/// Whether a walk through a folder should read the file: `.json`, `.ndjson`, `.jsonl`, with `.gz`
/// or without.
[[nodiscard]] bool IsLogName(std::string_view path);

/// Reads the events of the files (`{"Records": […]}`, a list, one event or one a line, gzipped or
/// not), each by one thread, in memory that does not grow with their size. What can be read of a
/// damaged file counts. The result does not depend on the number of threads.
[[nodiscard]] LogResult ReadLogs(const std::vector<std::string>& paths, const LogOptions& options,
                                 const catalog::Catalog& catalog);

}  // namespace whittle::advise
