// The catalogue's actions as the engine needs them.
#pragma once

#include "access/elements.h"
#include "access/space.h"
#include "catalog/action_set.h"

namespace whittle::access {

/// The actions of the catalogue that an Action or NotAction atom holds for, read as `mode` says
/// where something is not known.
[[nodiscard]] catalog::ActionSet KnownActions(const catalog::Catalog& catalog, const Atom& atom,
                                              Mode mode);

}  // namespace whittle::access
