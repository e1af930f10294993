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
  std::set<std::string> unused;  ///< actions, `s3:*` for all of a service, or `*`
  /// Services in use by actions that the report does not name: `s3`.
  std::set<std::string> in_use;
  std::string tells;   ///< what the report is, for reasons
  std::string limits;  ///< what it cannot tell, as a note
};

/// Reads `aws iam get-service-last-accessed-details` (service or action level): a service that was
/// never authenticated against is unused as a whole; of one that was, the tracked actions without a
/// time are, and nothing is known of the others. Attempts that were denied count as use there. The
/// principal is the one that all services name; a report on a group or a policy names several, so
/// that its principal is not known. Nothing where the tree is no such report, or its job is not
/// done.
/// Source: IAM user guide, "Refine permissions in AWS using last accessed information".
[[nodiscard]] std::vector<AccessReport> ReadLastAccessed(const text::Node& root);

/// Reads `aws accessanalyzer get-finding-v2` on unused permissions and unused roles, or a list of
/// such findings (bare, or under `findings`, as list-findings-v2 prints it: without the details of
/// unused permissions). Archived and resolved ones do not count. Source: Access Analyzer API
/// reference, "UnusedPermissionDetails", "UnusedIamRoleDetails", "FindingSummaryV2".
[[nodiscard]] std::vector<AccessReport> ReadUnusedFindings(const text::Node& root);

/// Whether a catalogue action is named by what a report says is unused.
[[nodiscard]] catalog::ActionSet UnusedActions(const AccessReport& report,
                                               const catalog::Catalog& catalog);

/// What the report says is needed, on any resource: it does not know which.
[[nodiscard]] std::vector<Requirement> ReportedNeeds(const AccessReport& report,
                                                     const catalog::Catalog& catalog);

/// Actions that some report shows in use, though it does not say which of them: all of such a
/// service but those that the report calls unused. They are never unobserved.
[[nodiscard]] catalog::ActionSet PerhapsUsed(const AccessReport& report,
                                             const catalog::Catalog& catalog);

}  // namespace whittle::advise
