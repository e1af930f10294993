// The steps of shrink. Not for other rooms.
#pragma once

#include "access/draft.h"
#include "catalog/catalog.h"
#include "text/arena.h"

namespace whittle::access {

/// Takes out list entries that another entry of the same list covers, and conditions' values given
/// twice.
void DropCoveredEntries(DraftStatement& statement);

/// Takes out statements, and entries of their lists, that other statements cover; statements that
/// match nothing; conditions that always hold. At least one statement stays.
void DropCoveredStatements(Draft& draft, const catalog::Catalog& catalog);

/// Joins statements that differ in one part only, a list of which either matches: actions,
/// resources, principals, the values of one condition.
void JoinStatements(Draft& draft);

/// Writes the action lists with wildcards where that is shorter; exact for the actions that the
/// catalogue knows.
void UseActionWildcards(Draft& draft, const catalog::Catalog& catalog, text::Arena& arena);

}  // namespace whittle::access
