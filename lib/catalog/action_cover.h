// Few patterns for many actions.
#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace whittle::catalog {

/// Action patterns that match exactly `actions` among those of the catalogue, in the order of the
/// first action that each matches. As few characters as a near-optimal search finds (each pattern
/// counts with the quotes and the comma that a JSON list puts around it); equal sets give equal
/// covers. Actions that AWS adds later may match, too: whoever shows the patterns says so, with the
/// catalogue's date. Milliseconds for the largest service.
[[nodiscard]] std::vector<std::string> CoverActions(const Catalog& catalog,
                                                    const ActionSet& actions);

/// What a list of patterns takes in minified JSON, separators included and brackets not.
[[nodiscard]] size_t ListCharacters(const std::vector<std::string>& patterns);

}  // namespace whittle::catalog
