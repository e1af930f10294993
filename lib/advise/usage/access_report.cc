#include "advise/usage/access_report.h"

#include <string_view>

namespace whittle::advise {

using text::Node;

namespace {

bool IsThere(const Node* node) { return node != nullptr && node->kind() != text::NodeKind::kNull; }

std::string ActionOf(std::string prefix, std::string_view name) {
  prefix += ':';
  prefix += name;
  return prefix;
}

void ReadService(const Node& service, AccessReport& report) {
  const std::string prefix(service.TextOf("ServiceNamespace"));
  if (prefix.empty()) return;
  if (!IsThere(service.Get("LastAuthenticated"))) {
    report.unused.insert(prefix + ":*");
    return;
  }
  bool explained = false;
  for (const Node& action : service.ItemsOf("TrackedActionsLastAccessed")) {
    const std::string name(action.TextOf("ActionName"));
    if (name.empty()) continue;
    const bool used = IsThere(action.Get("LastAccessedTime"));
    explained = explained || used;
    (used ? report.used : report.unused).insert(ActionOf(prefix, name));
  }
  if (!explained) report.in_use.insert(prefix);
}

void ReadUnusedPermissions(const Node& unused, AccessReport& report) {
  const std::string prefix(unused.TextOf("serviceNamespace"));
  if (prefix.empty()) return;
  const std::span<const Node> actions = unused.ItemsOf("actions");
  if (actions.empty()) report.unused.insert(prefix + ":*");
  for (const Node& action : actions) {
    const std::string name(action.TextOf("action"));
    if (name.empty()) continue;
    report.unused.insert(name.find(':') == std::string::npos ? ActionOf(prefix, name) : name);
  }
}

void ReadFinding(const Node& finding, std::vector<AccessReport>& reports) {
  const std::string_view status = finding.TextOf("status");
  if (status == "ARCHIVED" || status == "RESOLVED") return;
  const std::string_view type = finding.TextOf("findingType");
  AccessReport report;
  report.principal = finding.TextOf("resource");
  report.tells = "Access Analyzer's finding on unused access";
  report.limits =
      "Access Analyzer looks at the days that its analyzer was made for, 90 unless someone chose "
      "otherwise: what runs more rarely counts as unused there";
  bool idle = type == "UnusedIAMRole";
  for (const Node& detail : finding.ItemsOf("findingDetails")) {
    if (!detail.is_object()) continue;
    idle = idle || detail.Get("unusedIamRoleDetails") != nullptr;
    if (const Node* unused = detail.Get("unusedPermissionDetails")) {
      ReadUnusedPermissions(*unused, report);
    }
  }
  if (idle) {
    report.unused.insert("*");
    report.limits =
        "Access Analyzer finds that nobody used this role at all: consider to delete it; " +
        report.limits;
  } else if (report.unused.empty() && type == "UnusedPermission") {
    report.limits =
        "a finding on unused permissions is there without its details: get them with `aws "
        "accessanalyzer get-finding-v2`";
  } else if (report.unused.empty()) {
    return;
  }
  reports.push_back(std::move(report));
}

}  // namespace

std::vector<AccessReport> ReadLastAccessed(const Node& root) {
  const Node* services = root.Get("ServicesLastAccessed");
  const std::string_view status = root.TextOf("JobStatus");
  if (services == nullptr || (!status.empty() && status != "COMPLETED")) return {};
  AccessReport report;
  report.tells = "last accessed data";
  report.limits =
      "last accessed data reach back 400 days at most, or to when AWS began to track the action";
  std::set<std::string_view> principals;
  for (const Node& service : services->items()) {
    ReadService(service, report);
    const std::string_view entity = service.TextOf("LastAuthenticatedEntity");
    if (!entity.empty()) principals.insert(entity);
  }
  if (principals.size() == 1) report.principal = *principals.begin();
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

catalog::ActionSet PerhapsUsed(const AccessReport& report, const catalog::Catalog& catalog) {
  catalog::ActionSet used;
  for (const std::string& prefix : report.in_use) {
    used = catalog::ActionSet::Union(used, catalog.MatchActions(prefix + ":*").actions);
  }
  return catalog::ActionSet::Difference(used, UnusedActions(report, catalog));
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
