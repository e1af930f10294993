// The feature tables of data/, as text. Not for other rooms.
#pragma once

#include <string_view>

namespace whittle::advise {

/// data/ecs-agent.tsv.
extern const std::string_view kEcsAgentTable;

}  // namespace whittle::advise
