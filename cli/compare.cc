#include <fmt/format.h>

#include <array>

#include "access/compare.h"
#include "cli/catalog_file.h"
#include "cli/commands.h"
#include "cli/compare_batch.h"
#include "cli/output.h"
#include "report/compare_report.h"
#include "text/files.h"

namespace whittle::cli {

namespace {

constexpr std::array<std::string_view, 2> kFormats = {"text", "json"};
constexpr OptionSpec kOptions[] = {
    {"format", "F", "text or json", kFormats},
    {"batch", "FILE", "compare the pairs of JSON lines in FILE (`-`: standard input)"},
    {"catalog", "FILE", "newer AWS data, made by tools/refresh-catalog --output"},
};
constexpr CommandSpec kSpec{
    .name = "compare",
    .arguments = "OLD NEW",
    .summary = "Say what a change to policies allows and takes away, with proof.",
    .details = "Exit: 0 nothing new is allowed (proved); 1 something is, or it is unknown; 2 usage.",
    .options = kOptions,
};

int Run(int argc, const char* const* argv) {
  int exit_code = kOk;
  const auto arguments = ParseArguments(kSpec, argc, argv, exit_code);
  if (!arguments) return exit_code;
  const LoadedCatalog catalog = LoadCatalog(*arguments);
  if (catalog.get() == nullptr) return kUsage;
  access::CompareOptions options;
  options.catalog = catalog.get();
  if (arguments->Has("batch")) return CompareBatch(arguments->Get("batch"), options);
  return UsageError("name an old and a new policy; see `whittle compare --help`");
}

}  // namespace

Command CompareCommand() { return {&kSpec, Run}; }

}  // namespace whittle::cli
