// Whether AWS could ever see a request: what the catalogue says of its action.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/request.h"
#include "catalog/catalog.h"

namespace whittle::access {

/// Whether the action is called on resources of that name: its types' ARN formats, or `*` where it
/// takes none.
[[nodiscard]] bool ActionTakes(const catalog::Catalog& catalog, catalog::ActionId action,
                               std::string_view resource);

/// One resource of each kind that the action takes: `arn:aws:iam::111111111111:role/example`.
[[nodiscard]] std::vector<std::string> ResourcesOf(const catalog::Catalog& catalog,
                                                   catalog::ActionId action);

/// What must be so for the request to be possible though the catalogue does not say it: the action
/// takes the resource, the request carries the keys.
[[nodiscard]] std::vector<std::string> Assumptions(const catalog::Catalog& catalog,
                                                   const Request& request);

}  // namespace whittle::access
