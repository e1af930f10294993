#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <system_error>

#include "access/shrink.h"
#include "cli/catalog_file.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/output.h"
#include "cli/policy_files.h"
#include "text/json_writer.h"

namespace whittle::cli {

namespace {

constexpr OptionSpec kOptions[] = {
    {"action-wildcards",
     {},
     "also use wildcards for actions: exact for the actions of the catalogue's date"},
    {"minify", {}, "write JSON without white space"},
    {"keep-sids", {}, "keep each Sid and the Id"},
    {"quota", "N", "characters that one policy may have (default 6144); 0: no limit"},
    {"write", "DIR", "write the policies into a directory instead of to standard output"},
    {"policy-type", "TYPE", "what the policy is; auto, the default, tells by its content",
     kPolicyTypes},
    kCatalogOption,
};
constexpr CommandSpec kSpec{
    .name = "shrink",
    .arguments = "FILE|-",
    .summary = "Write the same policy in fewer characters, with proof.",
    .details =
        "Parts that add nothing go, statements are joined, lists of one become scalars. Each step "
        "is "
        "proved to change no request. An identity policy over the quota of a managed policy is "
        "split into several, which --write puts into files.\n\n"
        "Exit: 0; 2 usage error, unreadable input, or several policies without --write.\n\n"
        "Examples:\n"
        "  whittle shrink policy.json\n"
        "  whittle shrink --minify --action-wildcards policy.json\n"
        "  whittle shrink --write smaller/ policy.json",
    .options = kOptions,
};

/// `policy-2.json` of `dir/policy.json`.
std::string FileName(const std::string& path, size_t number, size_t count) {
  std::string stem = path == "-" ? "policy" : std::filesystem::path(path).stem().string();
  if (count > 1) stem += fmt::format("-{}", number + 1);
  return stem + ".json";
}

bool WriteFiles(const std::string& directory, const std::string& path,
                const std::vector<std::string>& texts) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) {
    fmt::print(stderr, "whittle: cannot make {}: {}\n", directory, error.message());
    return false;
  }
  for (size_t i = 0; i < texts.size(); ++i) {
    const std::string file =
        (std::filesystem::path(directory) / FileName(path, i, texts.size())).string();
    if (!WriteOutput(texts[i], file)) return false;
  }
  return true;
}

/// What was done, on stderr.
void Say(const std::string& path, const access::Shrunk& shrunk,
         const access::ShrinkOptions& options) {
  if (!shrunk.untouched.empty()) {
    fmt::print(stderr, "whittle: {}: left as it is: {}\n", path, shrunk.untouched);
  }
  fmt::print(
      stderr, "whittle: {}: {} characters, were {}{}\n", path, shrunk.after, shrunk.before,
      shrunk.policies.size() == 1 ? "" : fmt::format(", in {} policies", shrunk.policies.size()));
  if (options.action_wildcards) {
    fmt::print(stderr,
               "whittle: action wildcards are exact for the catalogue of {}; they take in what AWS "
               "adds later under such names\n",
               options.catalog->date());
  }
  if (options.quota != 0 && shrunk.longest > options.quota) {
    fmt::print(stderr, "whittle: {}: a policy is still longer than {} characters\n", path,
               options.quota);
  }
}

int Run(int argc, const char* const* argv) {
  int exit_code = kOk;
  const auto arguments = ParseArguments(kSpec, argc, argv, exit_code);
  if (!arguments) return exit_code;
  if (arguments->positional().size() != 1) {
    return UsageError("name one policy file, or `-`; see `whittle shrink --help`");
  }
  access::ShrinkOptions options;
  options.action_wildcards = arguments->Has("action-wildcards");
  options.keep_sids = arguments->Has("keep-sids");
  if (const std::string quota = arguments->Get("quota"); !quota.empty()) {
    const auto [end, error] =
        std::from_chars(quota.data(), quota.data() + quota.size(), options.quota);
    if (error != std::errc() || end != quota.data() + quota.size()) {
      return UsageError(fmt::format("--quota takes a number of characters, not `{}`", quota));
    }
  }
  const std::optional<policy::Type> type = PolicyTypeOf(*arguments);
  const LoadedCatalog catalog = LoadCatalog(*arguments);
  if (catalog.get() == nullptr) return kUsage;
  options.catalog = catalog.get();
  const std::string& path = arguments->positional()[0];
  PolicyFiles files;
  if (!files.Add(path, type)) return kUsage;
  if (files.policies().size() != 1) {
    return UsageError(fmt::format("{}: {} policies in it; shrink takes one at a time", path,
                                  files.policies().size()));
  }
  text::Arena arena;
  const access::Shrunk shrunk = access::Shrink(*files.policies()[0], options, arena);
  std::vector<std::string> texts;
  for (const text::Node& policy : shrunk.policies) {
    texts.push_back(text::WriteJson(
        policy, arguments->Has("minify") ? text::JsonStyle::kCompact : text::JsonStyle::kIndented));
  }
  const std::string directory = arguments->Get("write");
  if (directory.empty() && texts.size() > 1) {
    return UsageError(
        fmt::format("{}: {} characters do not fit into one policy of {}; --write DIR writes {} "
                    "policies, --quota 0 one",
                    path, shrunk.after, options.quota, texts.size()));
  }
  const bool written =
      directory.empty() ? WriteOutput(texts[0]) : WriteFiles(directory, path, texts);
  Say(path, shrunk, options);
  return written ? kOk : kUsage;
}

}  // namespace

Command ShrinkCommand() { return {&kSpec, Run}; }

}  // namespace whittle::cli
