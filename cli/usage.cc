#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "advise/usage/collect.h"
#include "advise/usage/read_logs.h"
#include "advise/usage/usage_file.h"
#include "advise/usage/usage_sql.h"
#include "advise/usage/usage_table.h"
#include "cli/catalog_file.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "text/files.h"

namespace whittle::cli {

namespace {

constexpr std::string_view kEngines[] = {"athena", "duckdb"};

constexpr OptionSpec kOptions[] = {
    {"jobs", "N", "threads, each with a file of its own; 0, the default, means one per core"},
    {"output", "FILE", "write the usage there instead of to stdout"},
    {"sql", "ENGINE", "print a query for athena or duckdb instead; PATH is its table or its files",
     kEngines},
    {"from", "TIME", "with --sql: only events of this day or time and later"},
    {"to", "TIME", "with --sql: only events of this day or time and earlier"},
    {"where", "SQL", "with --sql: a condition on the table's columns, such as its partitions"},
    kCatalogOption,
};

constexpr CommandSpec kSpec{
    .name = "usage",
    .arguments = "PATH…|- | merge FILE…",
    .summary = "Make a usage file of CloudTrail logs, or join usage files.",
    .details =
        "PATHs are CloudTrail's files (.json, .ndjson, gzipped or not), what `aws cloudtrail "
        "lookup-events` prints, or folders of them, read as streams. The usage file says which "
        "principal called which actions on what; `whittle advise --usage` reads it.\n\nWith --sql "
        "nothing is read: the query makes the same of the logs where they lie, and its result, as "
        "CSV or JSON, is read like a usage file.\n\nExit: 0; 2 usage error or input that could not "
        "be read whole: what could be read is still written.\n\nExamples:\n"
        "  whittle usage AWSLogs/ > usage.json\n"
        "  whittle usage merge monday.json tuesday.json > usage.json\n"
        "  whittle usage --sql duckdb 's3://logs/AWSLogs/**/*.json.gz' | duckdb -csv > table.csv\n"
        "  whittle usage --sql athena --from 2024-07-01 cloudtrail_logs > query.sql",
    .options = kOptions,
};

uint64_t SizeOf(const std::vector<std::string>& paths) {
  uint64_t size = 0;
  for (const std::string& path : paths) {
    std::error_code error;
    const auto one = std::filesystem::file_size(path, error);
    if (!error) size += one;
  }
  return size;
}

int Merge(const std::vector<std::string>& paths, const Arguments& arguments,
          const catalog::Catalog& catalog) {
  if (paths.empty()) return UsageError("name the usage files to join");
  const advise::Generaliser general = advise::GeneraliserOf(catalog);
  advise::Usage usage;
  for (const std::string& path : paths) {
    const text::ReadResult read = text::ReadFile(path);
    if (read.source == nullptr) return UsageError(fmt::format("{}: {}", path, read.error));
    const advise::UsageResult one = advise::ReadAnyUsage(*read.source, catalog);
    if (!one.error.empty()) return UsageError(fmt::format("{}: {}", path, one.error));
    advise::Join(one.usage, general, usage);
  }
  return WriteOutput(advise::WriteUsage(usage), arguments.Get("output")) ? kOk : kUsage;
}

int Collect(const Arguments& arguments, unsigned jobs, const catalog::Catalog& catalog) {
  const text::FileList list = text::ListFiles(arguments.positional(), advise::IsLogName);
  std::vector<std::string> paths;
  for (const text::FileEntry& file : list.files) paths.push_back(file.path);
  ProgressBar bar(SizeOf(paths));
  advise::LogOptions options;
  options.jobs = jobs;
  if (bar.shown()) {
    options.progress = [&bar](const advise::LogProgress& progress) { bar.Show(progress.bytes); };
  }
  const advise::LogResult result = advise::ReadLogs(paths, options, catalog);
  const auto complain = [](const auto& errors) {
    for (const auto& [path, message] : errors) {
      fmt::print(stderr, "whittle: {}: {}\n", path, message);
    }
  };
  complain(list.errors);
  complain(result.errors);
  if (result.usage.events.unreadable != 0) {
    fmt::print(stderr, "whittle: {} lines are no JSON and were passed over\n",
               result.usage.events.unreadable);
  }
  if (paths.empty()) return UsageError("no log files there (.json, .ndjson, .jsonl, .gz)");
  if (!WriteOutput(advise::WriteUsage(result.usage), arguments.Get("output"))) return kUsage;
  return list.errors.empty() && result.errors.empty() ? kOk : kUsage;
}

int PrintSql(const Arguments& arguments, const catalog::Catalog& catalog) {
  advise::SqlQuery query;
  query.engine =
      arguments.Get("sql") == "athena" ? advise::SqlEngine::kAthena : advise::SqlEngine::kDuckdb;
  query.from = arguments.positional();
  query.first = arguments.Get("from");
  query.last = arguments.Get("to");
  query.where = arguments.Get("where");
  if (const std::string why = advise::WhyNoSql(query); !why.empty()) return UsageError(why);
  return WriteOutput(advise::UsageSql(query, catalog), arguments.Get("output")) ? kOk : kUsage;
}

int Run(int argc, const char* const* argv) {
  int exit_code = kOk;
  const auto arguments = ParseArguments(kSpec, argc, argv, exit_code);
  if (!arguments) return exit_code;
  if (arguments->positional().empty()) {
    return UsageError("name CloudTrail logs or folders of them; see `whittle usage --help`");
  }
  const LoadedCatalog catalog = LoadCatalog(*arguments);
  if (catalog.get() == nullptr) return kUsage;
  if (!arguments->Get("sql").empty()) return PrintSql(*arguments, *catalog.get());
  for (const std::string_view option : {"from", "to", "where"}) {
    if (!arguments->Get(option).empty()) {
      return UsageError(fmt::format("--{} goes with --sql only", option));
    }
  }
  if (arguments->positional()[0] == "merge") {
    const std::vector<std::string> paths(arguments->positional().begin() + 1,
                                         arguments->positional().end());
    return Merge(paths, *arguments, *catalog.get());
  }
  unsigned jobs = 0;
  if (const std::string error = ReadJobs(*arguments, jobs); !error.empty()) {
    return UsageError(error);
  }
  return Collect(*arguments, jobs, *catalog.get());
}

}  // namespace

Command UsageCommand() { return {&kSpec, Run}; }

}  // namespace whittle::cli
