#include "advise/usage/read_logs.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "advise/usage/collect.h"
#include "text/byte_stream.h"
#include "text/json_stream.h"

namespace whittle::advise {

namespace {

/// After so many events of a file a thread says how far it is.
constexpr uint64_t kEventsPerReport = 20000;

}  // namespace

bool IsLogName(std::string_view path) {
  if (path.ends_with(".gz")) path.remove_suffix(3);
  return path.ends_with(".json") || path.ends_with(".ndjson") || path.ends_with(".jsonl");
}

LogResult ReadLogs(const std::vector<std::string>& paths, const LogOptions& options,
                   const catalog::Catalog& catalog) {
  LogResult result;
  const Generaliser general = GeneraliserOf(catalog);
  std::vector<std::string> errors(paths.size());
  std::atomic<size_t> next{0};
  std::mutex mutex;
  LogProgress progress{0, paths.size(), 0};
  const auto report = [&](uint64_t bytes, size_t files) {
    const std::lock_guard<std::mutex> lock(mutex);
    progress.bytes += bytes;
    progress.files_done += files;
    if (options.progress) options.progress(progress);
  };
  const auto work = [&] {
    Collector collector(catalog);
    const text::ByteStream* current = nullptr;
    uint64_t reported = 0;
    EventReader reader([&](const Event& event) {
      collector.Add(event);
      if (collector.usage().events.read % kEventsPerReport != 0) return;
      report(current->consumed() - reported, 0);
      reported = current->consumed();
    });
    for (size_t i = next++; i < paths.size(); i = next++) {
      text::ByteStream stream(paths[i]);
      current = &stream;
      reported = 0;
      const text::JsonStreamResult read = text::ReadJsonStream(stream, kEventLists, reader);
      collector.usage().events.unreadable += read.bad_lines;
      errors[i] = read.error;
      report(stream.consumed() - reported, 1);
    }
    collector.usage().events.unreadable += reader.unreadable();
    const std::lock_guard<std::mutex> lock(mutex);
    Join(collector.usage(), general, result.usage);
  };
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const size_t jobs = std::min<size_t>(options.jobs == 0 ? cores : options.jobs, paths.size());
  std::vector<std::thread> threads;
  for (size_t i = 1; i < jobs; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  for (size_t i = 0; i < paths.size(); ++i) {
    if (!errors[i].empty()) result.errors.emplace_back(paths[i], std::move(errors[i]));
  }
  return result;
}

}  // namespace whittle::advise
