// Which actions hand a role to a service, by the table data/pass-role.tsv. Not for other rooms.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace whittle::advise {

/// The services that take the role which a call of an action hands over, as iam:PassedToService
/// names them; by the action's full name. Views the table.
using RoleTakers = std::map<std::string_view, std::vector<std::string_view>>;

[[nodiscard]] RoleTakers ReadRoleTakers();

}  // namespace whittle::advise
