// The ECS agent's own configuration as facts. Not for other rooms.
#pragma once

#include <optional>
#include <string_view>

#include "advise/facts.h"

namespace whittle::advise {

/// Reads lines of `NAME=value`, comments and blank lines among them; nothing where another line
/// stands there, or no setting. A setting that is left out has the agent's default.
/// Source: Amazon ECS developer guide, "Amazon ECS container agent configuration".
[[nodiscard]] std::optional<Facts> ReadEcsConfig(std::string_view text);

}  // namespace whittle::advise
