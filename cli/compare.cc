#include <fmt/format.h>

#include <array>

#include "access/compare.h"
#include "cli/catalog_file.h"
#include "cli/commands.h"
#include "cli/compare_batch.h"
#include "cli/output.h"
#include "cli/policy_files.h"
#include "report/compare_report.h"

namespace whittle::cli {

namespace {

constexpr std::array<std::string_view, 2> kFormats = {"text", "json"};
constexpr std::array<std::string_view, 9> kTypes = {
    "auto", "identity", "resource", "trust", "boundary", "session", "scp", "rcp", "endpoint"};
constexpr OptionSpec kOptions[] = {
    {"format", "F", "text (the default) or json", kFormats},
    {"policy-type", "TYPE", "what the policies are; auto, the default, tells by their content",
     kTypes},
    {"boundary", "FILE", "a permissions boundary that limits both sides"},
    {"scp",
     "FILE",
     "a level of service control policies that limits both sides; repeatable",
     {},
     true},
    {"allow-unknown", {}, "exit 0 when it cannot be decided"},
    {"batch", "FILE", "compare the pairs of JSON lines in FILE (`-`: standard input)"},
    {"catalog", "FILE", "newer AWS data, made by tools/refresh-catalog --output"},
};
constexpr CommandSpec kSpec{
    .name = "compare",
    .arguments = "OLD NEW",
    .summary = "Say what a change to policies allows and takes away, with proof.",
    .details =
        "Each difference comes with a request that shows it, decided by the evaluator. All "
        "policies of a file count together.\n\n"
        "Exit: 0 the new policy allows nothing new, proved; 1 it does, or that is unknown; 2 usage "
        "error or unreadable input.\n\nExamples:\n"
        "  whittle compare old.json new.json\n"
        "  whittle compare --format json old.json - < new.json",
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
  const auto& words = arguments->positional();
  if (words.size() != 2) {
    return UsageError("name an old and a new policy; see `whittle compare --help`");
  }
  std::optional<policy::Type> type;
  if (const std::string name = arguments->Get("policy-type", "auto"); name != "auto") {
    type = policy::ParseType(name);
  }
  PolicyFiles old_files;
  PolicyFiles new_files;
  if (!old_files.Add(words[0], type) || !new_files.Add(words[1], type)) return kUsage;
  std::vector<PolicyFiles> limits;
  std::vector<std::vector<const policy::Policy*>> limiting;
  const auto limit = [&](const std::string& path, policy::Type kind) {
    if (!limits.emplace_back().Add(path, kind)) return false;
    limiting.push_back(limits.back().policies());
    return true;
  };
  if (arguments->Has("boundary") && !limit(arguments->Get("boundary"), policy::Type::kBoundary)) {
    return kUsage;
  }
  for (const std::string& path : arguments->All("scp")) {
    if (!limit(path, policy::Type::kScp)) return kUsage;
  }
  const access::Comparison comparison =
      access::Compare({old_files.policies(), limiting}, {new_files.policies(), limiting}, options);
  const std::string text =
      arguments->Get("format") == "json"
          ? report::CompareJson(comparison)
          : report::CompareText(comparison,
                                {words[0], words[1], old_files.names(), new_files.names()});
  if (!WriteOutput(text)) return kUsage;
  const bool fine =
      comparison.within == access::Truth::kYes ||
      (comparison.within == access::Truth::kUnknown && arguments->Has("allow-unknown"));
  return fine ? kOk : kFound;
}

}  // namespace

Command CompareCommand() { return {&kSpec, Run}; }

}  // namespace whittle::cli
