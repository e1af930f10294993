// The AWS CLI commands that put advice into force, and those that take it back.
#pragma once

#include <string>
#include <vector>

#include "advise/advise.h"

namespace whittle::report {

/// Commands, a line each. The narrowed policies are expected in files named by FileOf (`.json`),
/// the inline originals that go in such files with `.before.json`: as `whittle advise --write` puts
/// them.
struct ApplyCommands {
  std::vector<std::string> apply;
  std::vector<std::string> undo;
};

/// Empty for a policy without a role. A role that has to be made is made.
[[nodiscard]] ApplyCommands CommandsFor(const advise::Advice& advice);

/// The name of a policy's file, without an ending: with the role's name, so that no other has it.
[[nodiscard]] std::string FileOf(const advise::Advice& advice, const std::string& policy);

/// The inline policies of the role that are written over or taken away.
[[nodiscard]] std::vector<const advise::Original*> InlineThatGo(const advise::Advice& advice);

}  // namespace whittle::report
