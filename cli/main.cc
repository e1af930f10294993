#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <string>
#include <string_view>

#include "catalog/catalog.h"
#include "cli/commands.h"
#include "text/spelling.h"

namespace whittle::cli {
namespace {

auto Commands() {
  return std::array{LintCommand(),    AdviseCommand(),   GenerateCommand(), UsageCommand(),
                    CompareCommand(), SimulateCommand(), ExpandCommand(),   ShrinkCommand(),
                    CatalogCommand(), RulesCommand(),    ExplainCommand()};
}

void PrintHelp(std::FILE* out) {
  fmt::print(out,
             "Usage: whittle COMMAND [OPTION…] [ARGUMENT…]\n\n"
             "The linter and least-privilege advisor for AWS IAM policies.\n\nCommands:\n");
  for (const Command& command : Commands()) {
    fmt::print(out, "  {:<10} {}\n", command.spec->name, command.spec->summary);
  }
  fmt::print(out,
             "\nOptions:\n  --version  show the version and the catalogue's date\n"
             "  --help     show this; `whittle COMMAND --help` says more\n\n"
             "Try: whittle lint policy.json\n");
}

int Main(int argc, const char* const* argv) {
  if (argc < 2) {
    PrintHelp(stderr);
    return kUsage;
  }
  const std::string_view word = argv[1];
  for (const Command& command : Commands()) {
    if (word == command.spec->name) return command.run(argc - 2, argv + 2);
  }
  if (word == "--version") {
    fmt::print("whittle {} (catalogue of {})\n", WHITTLE_VERSION,
               catalog::Catalog::BuiltIn().date());
    return kOk;
  }
  if (word == "--help" || word == "-h" || word == "help") {
    PrintHelp(stdout);
    return kOk;
  }
  text::Nearest nearest(word);
  for (const Command& command : Commands()) nearest.Consider(command.spec->name);
  return UsageError(fmt::format("unknown command `{}`{}\nsee `whittle --help`", word,
                                text::DidYouMean(nearest.Take())));
}

}  // namespace
}  // namespace whittle::cli

int main(int argc, char** argv) { return whittle::cli::Main(argc, argv); }
