// The result of the query of usage_sql.h.
#pragma once

#include <optional>

#include "advise/usage/usage_file.h"
#include "catalog/catalog.h"
#include "text/source.h"

namespace whittle::advise {

/// Reads a usage table as the engines print it: CSV with a header, a JSON list of rows, a row a
/// line, or what `aws athena get-query-results` prints. Nothing where the text is no such table; an
/// error where a row of it is broken. Actions and resources are told as those of a log's events.
[[nodiscard]] std::optional<UsageResult> ReadUsageTable(const text::Source& source,
                                                        const catalog::Catalog& catalog);

/// Reads a usage file or a usage table, told by content.
[[nodiscard]] UsageResult ReadAnyUsage(const text::Source& source, const catalog::Catalog& catalog);

}  // namespace whittle::advise
