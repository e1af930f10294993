#include "advise/usage/usage_needs.h"

#include <algorithm>

#include "advise/data.h"
#include "advise/usage/arn_format.h"
#include "advise/usage/principal.h"
#include "policy/pattern.h"

namespace whittle::advise {

namespace {

constexpr std::string_view kSource =
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/"
    "cloudtrail-event-reference-record-contents.html";

std::string ReasonOf(const ActionUsage& seen) {
  std::string reason = seen.allowed != 0
                           ? "called " + std::to_string(seen.allowed) + " times"
                           : "tried " + std::to_string(seen.throttled) + " times, and throttled";
  if (seen.allowed == 1) reason = "called once";
  if (!seen.seen.last.empty()) reason += ", last on " + seen.seen.last.substr(0, 10);
  if (!seen.via_services.empty()) reason += ", through " + *seen.via_services.begin();
  return reason;
}

/// What data/cloudtrail-shown.tsv says of an action; empty: nothing.
std::string_view ShownAs(std::string_view action,
                         const std::vector<std::vector<std::string_view>>& rows) {
  for (const auto& row : rows) {
    if (policy::Matches(row[0], action, policy::Case::kInsensitive)) return row[1];
  }
  return {};
}

}  // namespace

ActionUsages UsagesOf(const Usage& usage, std::string_view name, std::string_view arn,
                      const Generaliser& general) {
  Usage joined;
  for (const auto& [principal, actions] : usage.principals) {
    if (!SamePrincipal(principal, arn.empty() ? name : arn)) continue;
    Usage one;
    one.principals[""] = actions;
    Join(one, general, joined);
  }
  return joined.principals.empty() ? ActionUsages() : std::move(joined.principals.begin()->second);
}

std::vector<Requirement> ObservedNeeds(const ActionUsages& actions,
                                       const catalog::Catalog& catalog) {
  std::vector<Requirement> needs;
  for (const auto& [name, seen] : actions) {
    const auto action = catalog.FindAction(name);
    if (!seen.needed() || !action) continue;
    Requirement need;
    need.kind = RequirementKind::kObserved;
    need.action = name;
    need.resources = PatternsOf(seen.resources, ShapeOf(action->id(), catalog));
    need.reason = ReasonOf(seen);
    need.source = kSource;
    // What was allowed is granted somewhere, perhaps by a policy that is not at hand.
    need.missed = false;
    needs.push_back(std::move(need));
  }
  return needs;
}

catalog::ActionSet ShownBy(const Usage& usage, const catalog::Catalog& catalog) {
  const auto rows = TableRows(kCloudTrailShownTable, 3);
  catalog::ActionSet shown;
  for (uint32_t service_id = 0; service_id < catalog.service_count(); ++service_id) {
    const catalog::Service service = catalog.service(service_id);
    const std::string prefix(service.prefix());
    // Most services stand nowhere in the table and are not in the log.
    std::vector<std::vector<std::string_view>> own;
    for (const auto& row : rows) {
      if (row[0].substr(0, row[0].find(':')) == prefix || row[0][0] == '*') own.push_back(row);
    }
    const bool seen = usage.services.count(prefix) != 0;
    const bool reads = usage.data_events.count(prefix + ":read") != 0;
    const bool writes = usage.data_events.count(prefix + ":write") != 0;
    const catalog::ActionRange actions = service.actions();
    for (catalog::ActionId id = actions.begin; id < actions.end; ++id) {
      const catalog::Action action = catalog.action(id);
      const std::string_view how = ShownAs(action.full_name(), own);
      if (how == "never" || action.level() == catalog::AccessLevel::kTagging) continue;
      const bool read = action.level() == catalog::AccessLevel::kRead ||
                        action.level() == catalog::AccessLevel::kList;
      const bool is_shown = how == "data" ? (read ? reads : writes) : how == "management" || seen;
      if (is_shown) shown.Append({id, id + 1});
    }
  }
  return shown;
}

catalog::ActionSet NeverShown(const catalog::Catalog& catalog) {
  catalog::ActionSet never;
  for (const auto& row : TableRows(kCloudTrailShownTable, 3)) {
    if (row[1] != "never") continue;
    never = catalog::ActionSet::Union(never, catalog.MatchActions(row[0]).actions);
  }
  return never;
}

std::string WindowNote(const Usage& usage) {
  if (usage.window.first.empty()) return {};
  std::string note = "the log spans " + usage.window.first.substr(0, 10) + " to " +
                     usage.window.last.substr(0, 10) + ": what runs more rarely, such as " +
                     "quarterly jobs and recovery, may not be in it";
  if (!usage.data_events.empty()) {
    note += "; it has data events, which may have been asked for on some resources only";
  }
  return note;
}

}  // namespace whittle::advise
