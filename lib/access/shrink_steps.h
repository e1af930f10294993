// The steps of shrink. Not for other rooms.
#pragma once

#include "access/draft.h"
#include "catalog/catalog.h"
#include "text/arena.h"

namespace whittle::access {

/// Takes out list entries that another entry of the same list covers, the values of conditions
/// included. `arena` keeps what is written anew.
void DropCoveredEntries(DraftStatement& statement, text::Arena& arena);

/// Takes out values of a condition that another one covers: wildcards of StringLike, fields of
/// ARNs, blocks of addresses; and writes two halves of a block as the block.
void ShortenValues(const policy::Condition& condition, std::vector<policy::Text>& values,
                   text::Arena& arena);

/// Takes out statements, and entries of their lists, that other statements cover; statements that
/// match nothing; conditions that always hold. At least one statement stays.
void DropCoveredStatements(Draft& draft, const catalog::Catalog& catalog);

/// Joins statements that differ in one part only, a list of which either matches: actions,
/// resources, principals, the values of one condition.
void JoinStatements(Draft& draft);

/// Joins statements that differ in actions and resources where other statements match what the join
/// adds: each action of one on each resource of the other.
void JoinOverlapping(Draft& draft);

/// Writes the action lists with wildcards where that is shorter; exact for the actions that the
/// catalogue knows.
void UseActionWildcards(Draft& draft, const catalog::Catalog& catalog, text::Arena& arena);

}  // namespace whittle::access
