#include "advise/usage/evidence.h"

#include <algorithm>
#include <utility>

#include "advise/split.h"
#include "advise/usage/collect.h"
#include "advise/usage/principal.h"
#include "advise/usage/usage_file.h"
#include "advise/usage/usage_needs.h"
#include "advise/usage/usage_table.h"
#include "text/json.h"

namespace whittle::advise {

namespace {

void AddUsage(Usage usage, const catalog::Catalog& catalog, Evidence& evidence) {
  if (!evidence.usage) {
    evidence.usage = std::move(usage);
  } else {
    Join(usage, GeneraliserOf(catalog), *evidence.usage);
  }
}

std::string_view AccountOf(std::string_view arn) {
  const auto fields = Split(arn, ':');
  return fields.size() > 5 ? fields[4] : std::string_view();
}

/// Whether the log holds calls of anyone in the account, so that those of this principal would be
/// in it, too.
bool HasAccount(const Usage& usage, std::string_view account) {
  if (account.empty()) return false;
  return std::any_of(usage.principals.begin(), usage.principals.end(),
                     [&](const auto& one) { return AccountOf(one.first) == account; });
}

/// What the log says; returns whether it would have shown the subject's calls.
bool AddLogged(const Usage& usage, const Subject& subject, const catalog::Catalog& catalog,
               Needs& needs, std::vector<std::string>& notes) {
  std::string_view name = subject.name;
  std::string_view arn = subject.arn;
  if (name.empty() && arn.empty()) {
    if (usage.principals.size() != 1) {
      notes.push_back("the usage speaks of " + std::to_string(usage.principals.size()) +
                      " principals and this policy of none: give the role that has it");
      return false;
    }
    name = arn = usage.principals.begin()->first;
  }
  const ActionUsages actions = UsagesOf(usage, name, arn, GeneraliserOf(catalog));
  if (actions.empty() && !HasAccount(usage, AccountOf(arn))) {
    notes.push_back("the usage holds no call of " + std::string(name) +
                    " and none of its account: it says nothing about it");
    return false;
  }
  auto observed = ObservedNeeds(actions, catalog);
  needs.requirements.insert(needs.requirements.end(), std::make_move_iterator(observed.begin()),
                            std::make_move_iterator(observed.end()));
  if (actions.empty()) notes.emplace_back("the log shows no call at all of this principal");
  if (std::string note = WindowNote(usage); !note.empty()) notes.push_back(std::move(note));
  return true;
}

/// Of actions that may be in use, those of services of which no action was observed: one that was
/// explains the service's use.
catalog::ActionSet Unexplained(catalog::ActionSet used, const Needs& needs,
                               const catalog::Catalog& catalog) {
  for (const Requirement& need : needs.requirements) {
    if (need.kind != RequirementKind::kObserved || used.empty()) continue;
    const std::string service = need.action.substr(0, need.action.find(':'));
    used = catalog::ActionSet::Difference(used, catalog.MatchActions(service + ":*").actions);
  }
  return used;
}

}  // namespace

std::string AddEvidence(const text::Source& source, const catalog::Catalog& catalog,
                        Evidence& evidence) {
  std::optional<UsageResult> usage = ReadUsageTable(source, catalog);
  const text::JsonResult json = usage ? text::JsonResult() : text::ReadJson(source);
  if (json.error) return json.error->message;
  const text::Node& root = json.tree.root;
  if (!usage && root.Get("usageVersion") != nullptr) usage = ReadUsage(source);
  if (usage) {
    if (usage->error.empty()) AddUsage(std::move(usage->usage), catalog, evidence);
    return usage->error;
  }
  std::vector<AccessReport> reports = ReadLastAccessed(root);
  if (reports.empty()) reports = ReadUnusedFindings(root);
  if (reports.empty()) {
    return "this is no usage file or usage table, no finished get-service-last-accessed-details "
           "and no finding on "
           "unused access";
  }
  for (AccessReport& report : reports) evidence.reports.push_back(std::move(report));
  return {};
}

void AddEvidenceNeeds(const Evidence& evidence, const Subject& subject,
                      const catalog::Catalog& catalog, Needs& needs,
                      std::vector<std::string>& notes) {
  if (evidence.empty()) return;
  catalog::ActionSet shown;
  bool any = false;
  if (evidence.usage && AddLogged(*evidence.usage, subject, catalog, needs, notes)) {
    shown = ShownBy(*evidence.usage, catalog);
    any = true;
  }
  catalog::ActionSet perhaps_used;
  for (const AccessReport& report : evidence.reports) {
    const bool named = !report.principal.empty();
    if (named &&
        (subject.name.empty() ||
         !SamePrincipal(report.principal, subject.arn.empty() ? subject.name : subject.arn))) {
      continue;
    }
    if (!named && !subject.only) {
      notes.push_back(report.tells + " names nobody: choose one role with --role");
      continue;
    }
    for (Requirement& need : ReportedNeeds(report, catalog)) {
      needs.requirements.push_back(std::move(need));
    }
    shown = catalog::ActionSet::Union(
        shown, catalog::ActionSet::Difference(UnusedActions(report, catalog), NeverShown(catalog)));
    perhaps_used = catalog::ActionSet::Union(perhaps_used, PerhapsUsed(report, catalog));
    if (std::find(notes.begin(), notes.end(), report.limits) == notes.end()) {
      notes.push_back(report.limits);
    }
    any = true;
  }
  // A use that nothing names may be one of any action there, in a log's gap.
  shown = catalog::ActionSet::Difference(shown, Unexplained(perhaps_used, needs, catalog));
  if (any) needs.observable = std::move(shown);
}

}  // namespace whittle::advise
