// Which fixes are safe. Not for other rooms.
#pragma once

#include <span>

#include "catalog/catalog.h"
#include "documents/document.h"
#include "lint/finding.h"

namespace whittle::lint {

/// Looks at the fixes of a file's findings: applies each in memory, reads the result again, and
/// takes away those that would break the file. `safe` stays only where the policy is proved to mean
/// the same afterwards. The work is bounded by a multiple of the file's size; fixes beyond it are
/// not offered in this run.
void JudgeFixes(const documents::File& file, const documents::ReadOptions& options,
                const catalog::Catalog& catalog, std::span<Finding> findings);

/// Whether `after` is read as a file with the same documents, no new errors or repeated keys, and,
/// where a catalogue is given, policies that are proved with it to mean the same.
[[nodiscard]] bool KeepsDocuments(const documents::File& before, const documents::File& after,
                                  const catalog::Catalog* same_meaning);

}  // namespace whittle::lint
