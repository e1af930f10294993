// The tables of data/, as text, and how to read them. Not for other rooms.
#pragma once

#include <string_view>
#include <vector>

namespace whittle::advise {

extern const std::string_view kCloudTrailEventTable;   ///< data/cloudtrail-events.tsv
extern const std::string_view kCloudTrailFieldTable;   ///< data/cloudtrail-fields.tsv
extern const std::string_view kCloudTrailShownTable;   ///< data/cloudtrail-shown.tsv
extern const std::string_view kCloudTrailSourceTable;  ///< data/cloudtrail-sources.tsv
extern const std::string_view kEcsAgentTable;          ///< data/ecs-agent.tsv
extern const std::string_view kEcsTaskTable;           ///< data/ecs-task.tsv
extern const std::string_view kPassRoleTable;          ///< data/pass-role.tsv
extern const std::string_view kSsmAgentTable;          ///< data/ssm-agent.tsv

/// The rows of a table that have `columns` fields; comments and blank lines are passed over. Views
/// the table.
[[nodiscard]] std::vector<std::vector<std::string_view>> TableRows(std::string_view table,
                                                                   size_t columns);

}  // namespace whittle::advise
