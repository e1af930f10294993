#include "advise/usage/access_report.h"

#include <string_view>

namespace whittle::advise {

using text::Node;

namespace {

void ReadService(const Node& service, bool by_action, AccessReport& report) {
  const std::string prefix(service.TextOf("ServiceNamespace"));
  if (prefix.empty()) return;
  const std::string_view entity = service.TextOf("LastAuthenticatedEntity");
  if (!entity.empty()) report.principal = entity;
  if (service.Get("LastAuthenticated") == nullptr) {
    report.unused.insert(prefix + ":*");
    return;
  }
  const Node* tracked = service.Get("TrackedActionsLastAccessed");
  if (!by_action || tracked == nullptr) return;
  for (const Node& action : tracked->items()) {
    const std::string name(action.TextOf("ActionName"));
    if (name.empty()) continue;
    const bool used = action.Get("LastAccessedTime") != nullptr;
    (used ? report.used : report.unused).insert(prefix + ":" + name);
  }
}

void ReadFinding(const Node& finding, std::vector<AccessReport>& reports) {
  const Node* details = finding.Get("findingDetails");
  const std::string_view status = finding.TextOf("status");
  if (details == nullptr || status == "ARCHIVED" || status == "RESOLVED") return;
  AccessReport report;
  report.principal = finding.TextOf("resource");
  report.tells = "Access Analyzer's finding on unused access";
  for (const Node& detail : details->items()) {
    if (!detail.is_object()) continue;
    const Node* unused = detail.Get("unusedPermissionDetails");
    if (unused == nullptr) continue;
    const std::string prefix(unused->TextOf("serviceNamespace"));
    if (prefix.empty()) continue;
    const Node* actions = unused->Get("actions");
    if (actions == nullptr || actions->items().empty()) {
      report.unused.insert(prefix + ":*");
      continue;
    }
    for (const Node& action : actions->items()) {
      const std::string name(action.TextOf("action"));
      if (name.empty()) continue;
      report.unused.insert(name.find(':') == std::string::npos ? prefix + ":" + name : name);
    }
  }
  if (!report.unused.empty()) reports.push_back(std::move(report));
}

}  // namespace

std::vector<AccessReport> ReadLastAccessed(const Node& root) {
  const Node* services = root.Get("ServicesLastAccessed");
  const std::string_view status = root.TextOf("JobStatus");
  if (services == nullptr || (!status.empty() && status != "COMPLETED")) return {};
  AccessReport report;
  report.tells = "last accessed data";
  const bool by_action = root.TextOf("JobType") != "SERVICE_LEVEL";
  for (const Node& service : services->items()) ReadService(service, by_action, report);
  return {report};
}

std::vector<AccessReport> ReadUnusedFindings(const Node& root) {
  std::vector<AccessReport> reports;
  const Node* list = root.Get("findings");
  const std::span<const Node> items = list != nullptr ? list->items() : root.items();
  for (const Node& finding : items) ReadFinding(finding, reports);
  ReadFinding(root, reports);
  return reports;
}

catalog::ActionSet UnusedActions(const AccessReport& report, const catalog::Catalog& catalog) {
  catalog::ActionSet unused;
  for (const std::string& pattern : report.unused) {
    unused = catalog::ActionSet::Union(unused, catalog.MatchActions(pattern).actions);
  }
  return unused;
}

std::vector<Requirement> ReportedNeeds(const AccessReport& report,
                                       const catalog::Catalog& catalog) {
  std::vector<Requirement> needs;
  for (const std::string& name : report.used) {
    const auto action = catalog.FindAction(name);
    if (!action) continue;
    Requirement need;
    need.kind = RequirementKind::kObserved;
    need.action = action->full_name();
    need.resources = {"*"};
    need.reason = report.tells + " shows it in use";
    need.source =
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html";
    need.missed = false;
    needs.push_back(std::move(need));
  }
  return needs;
}

}  // namespace whittle::advise
