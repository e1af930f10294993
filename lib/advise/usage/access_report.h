// What AWS itself reports of a principal's use: last accessed data, and findings on unused access.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "advise/needs.h"
#include "catalog/catalog.h"
#include "text/tree.h"

namespace whittle::advise {

/// A report on one principal.
struct AccessReport {
  std::string principal;         ///< ARN; empty: the report does not say
  std::set<std::string> used;    ///< actions as AWS names them: `s3:ListAllMyBuckets`
  std::set<std::string> unused;  ///< actions, or `s3:*` for all of a service
  std::string tells;             ///< what the report is, for reasons
};

/// Reads `aws iam get-service-last-accessed-details` (service or action level): a service that was
/// never authenticated against is unused as a whole; of one that was, the tracked actions without a
/// time are. Attempts that were denied count as use there. Nothing where the tree is no such
/// report, or its job is not done.
/// Source: IAM user guide, "Refine permissions in AWS using last accessed information".
[[nodiscard]] std::vector<AccessReport> ReadLastAccessed(const text::Node& root);

/// Reads `aws accessanalyzer get-finding-v2` on unused permissions, or a list of such findings
/// (bare, or under `findings`). Archived and resolved ones do not count. Source: Access Analyzer
/// API reference, "UnusedPermissionDetails".
[[nodiscard]] std::vector<AccessReport> ReadUnusedFindings(const text::Node& root);

/// Whether a catalogue action is named by what a report says is unused.
[[nodiscard]] catalog::ActionSet UnusedActions(const AccessReport& report,
                                               const catalog::Catalog& catalog);

/// What the report says is needed, on any resource: it does not know which.
[[nodiscard]] std::vector<Requirement> ReportedNeeds(const AccessReport& report,
                                                     const catalog::Catalog& catalog);

}  // namespace whittle::advise
