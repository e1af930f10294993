// The AWS CLI commands that put advice into force, and those that take it back.
#pragma once

#include <string>
#include <vector>

#include "advise/advise.h"

namespace whittle::report {

/// Commands, a line each. The narrowed policies are expected in files named after them
/// (`NAME.json`), the originals that are written over in `NAME.before.json`: as `whittle advise
/// --write` puts them.
struct ApplyCommands {
  std::vector<std::string> apply;
  std::vector<std::string> undo;
};

/// Empty for a policy without a role.
[[nodiscard]] ApplyCommands CommandsFor(const advise::Advice& advice);

}  // namespace whittle::report
