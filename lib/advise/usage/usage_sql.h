// The query that makes a usage table of CloudTrail events where they lie.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"

namespace whittle::advise {

/// The engines whose SQL is written.
enum class SqlEngine : unsigned char {
  kAthena,  ///< Amazon Athena (engine 3), or Trino, over a table as CloudTrail's console makes it
  kDuckdb,  ///< DuckDB 1.3 or newer, over CloudTrail's files
};

struct SqlQuery {
  SqlEngine engine = SqlEngine::kDuckdb;
  /// One table for Athena (`logs`, `database.logs`); files, folders or globs for DuckDB.
  std::vector<std::string> from;
  /// First and last day or time, inclusive: `2024-07-01`, `2024-07-01T10:00:00Z`; empty: none.
  std::string first;
  std::string last;
  std::string where;  ///< a condition on the table's own columns, as it stands; empty: none
};

/// The columns of the table, in order. Each row stands for calls that are alike:
/// `principal` (sessions folded to their role), `event` (prefix:EventName), `actions` (as
/// data/cloudtrail-events.tsv writes them), `outcome` (allowed, denied, throttled, not-call), `log`
/// (management, data:read, data:write), `invoked_by`, `account`, `region`, `resources` (a JSON list
/// of the event's ARNs), `parameters` (a JSON object of the request parameters that may name a
/// resource or a role), `calls`, `first_seen`, `last_seen`. What does not matter for usage is
/// empty, so that there are few rows.
inline constexpr std::string_view kUsageColumns[] = {
    "principal", "event",     "actions",    "outcome", "log",        "invoked_by", "account",
    "region",    "resources", "parameters", "calls",   "first_seen", "last_seen"};

/// Writes the query. Its rules come from the tables that the reader of logs uses, so that its
/// result (usage_table.h) is what ReadLogs makes of the same events. Of the catalogue it uses the
/// names of parameters only. Shorter than Athena's limit of 262,144 bytes.
[[nodiscard]] std::string UsageSql(const SqlQuery& query, const catalog::Catalog& catalog);

/// Why the query cannot be written: a table's name that is none, a time that is none. Empty: it
/// can.
[[nodiscard]] std::string WhyNoSql(const SqlQuery& query);

}  // namespace whittle::advise
