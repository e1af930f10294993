// The commands. Each takes the arguments after its name and returns the exit code.
#pragma once

#include <span>

#include "cli/options.h"

namespace whittle::cli {

struct Command {
  const CommandSpec* spec;
  int (*run)(int argc, const char* const* argv);
};

[[nodiscard]] Command LintCommand();
[[nodiscard]] Command RulesCommand();
[[nodiscard]] Command ExplainCommand();
[[nodiscard]] Command CatalogCommand();
[[nodiscard]] Command ExpandCommand();
[[nodiscard]] Command ShrinkCommand();
[[nodiscard]] Command AdviseCommand();
[[nodiscard]] Command GenerateCommand();
[[nodiscard]] Command CompareCommand();
[[nodiscard]] Command SimulateCommand();
[[nodiscard]] Command UsageCommand();

}  // namespace whittle::cli
