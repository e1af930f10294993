#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

#include "rules/grammar/problems.h"
#include "rules/redundancy/groups.h"
#include "text/tree_edit.h"

namespace whittle::rules {

namespace {

/// Takes entries out of the list that they stand in.
template <typename Entry>
std::vector<text::Edit> RemoveEntries(std::string_view text, const policy::Clause<Entry>& clause,
                                      std::span<const uint32_t> indices) {
  const auto items = clause.value->items();
  std::vector<uint32_t> places;
  for (const uint32_t index : indices) {
    const text::Node* node = clause.entries[index].text.node;
    // What an intrinsic makes stands deeper.
    if (node < items.data() || node >= items.data() + items.size()) return {};
    places.push_back(static_cast<uint32_t>(node - items.data()));
  }
  return text::RemoveItems(text, *clause.value, places);
}

/// Reports the groups of one list.
template <typename Entry>
void CheckClause(lint::PolicyContext& context, const policy::Clause<Entry>& clause,
                 policy::Case letter_case, std::string_view what) {
  if (clause.entries.size() < 2) return;
  std::vector<ListEntry> entries;
  entries.reserve(clause.entries.size());
  for (uint32_t i = 0; i < clause.entries.size(); ++i) {
    const policy::Text& text = clause.entries[i].text;
    // What a placeholder or a choice makes is not known.
    if (text.known() && text.choice == 0) entries.push_back({text.value, i});
  }
  for (const CoverGroup& group : FindCoverGroups(std::move(entries), letter_case)) {
    const auto& covered = clause.entries[group.needless.back()].text;
    lint::FindingBuilder finding =
        context.Report(clause.entries[group.members[0]].text.span(),
                       fmt::format("{} {} cover each other: `{}` adds nothing",
                                   group.members.size(), what, covered.value));
    for (size_t i = 1; i < group.members.size(); ++i) {
      finding.Related(clause.entries[group.members[i]].text.span());
    }
    finding.Fix(RemoveEntries(context.text(), clause, group.needless), true);
  }
}

/// Whether the entries, in their order, match actions in the order of the catalogue, each its own.
bool AreInOrder(std::span<const lint::ResolvedAction> actions) {
  catalog::ActionId end = 0;
  for (const lint::ResolvedAction& action : actions) {
    for (const catalog::ActionRange& range : action.match.actions.ranges()) {
      if (range.begin < end) return false;
      end = range.end;
    }
  }
  return true;
}

/// Whether no two entries match the same action of the catalogue.
bool AreDisjoint(std::span<const lint::ResolvedAction> actions) {
  if (AreInOrder(actions)) return true;  // as people keep long lists
  std::vector<catalog::ActionRange> ranges;
  ranges.reserve(actions.size());
  for (const lint::ResolvedAction& action : actions) {
    const auto own = action.match.actions.ranges();
    ranges.insert(ranges.end(), own.begin(), own.end());
  }
  std::sort(ranges.begin(), ranges.end(),
            [](const auto& a, const auto& b) { return a.begin < b.begin; });
  for (size_t i = 1; i < ranges.size(); ++i) {
    if (ranges[i].begin < ranges[i - 1].end) return false;
  }
  return true;
}

bool IsUnmatched(const lint::ResolvedAction& action) {
  return !action.unknown && action.match.kind != catalog::ActionMatch::Kind::kMatched;
}

/// Whether one of the entries covers what the catalogue does not know, `unmatched`. The other way
/// round only another such entry comes in question: what covers known actions matches them.
bool IsCovered(const lint::ResolvedAction& unmatched, std::span<const lint::ResolvedAction> all) {
  const std::string_view narrow = unmatched.entry->text.value;
  return std::any_of(all.begin(), all.end(), [&](const lint::ResolvedAction& other) {
    const policy::Text& wide = other.entry->text;
    return &other != &unmatched && !other.unknown &&
           (wide.has_wildcard || wide.value.size() == narrow.size()) &&
           policy::Covers(wide.value, narrow, policy::Case::kInsensitive);
  });
}

/// Whether no entry covers another, told without comparing all of them: one that covers another
/// matches all of its actions.
bool SurelyApart(std::span<const lint::ResolvedAction> actions) {
  constexpr ptrdiff_t kFew = 8;
  return std::count_if(actions.begin(), actions.end(), IsUnmatched) <= kFew &&
         AreDisjoint(actions) &&
         std::none_of(actions.begin(), actions.end(), [&](const lint::ResolvedAction& action) {
           return IsUnmatched(action) && IsCovered(action, actions);
         });
}

void CheckActions(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    if (statement.action.entries.size() < 2 || SurelyApart(context.Actions(statement))) continue;
    CheckClause(context, statement.action, policy::Case::kInsensitive, "actions");
  }
}

void CheckResources(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    CheckClause(context, statement.resource, policy::Case::kSensitive, "resources");
  }
}

}  // namespace

extern constinit const lint::Rule kRedundantAction{
    .info = {.name = "redundant-action",
             .group = "redundancy",
             .level = lint::Level::kSuggestion,
             .summary = "an action of a list is covered by another",
             .why = "It adds nothing, and whoever reads the list may think that removing it takes "
                    "the permission away.",
             .fix = "Remove the entries that another covers.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": ["iam:Delete*", "iam:DeleteRole"], "Resource": "*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": ["iam:Delete*", "iam:DetachRolePolicy"], "Resource": "*"}
})"},
             .aliases = {.access_analyzer = "REDUNDANT_ACTION"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kActionList}},
    .check_policy = CheckActions,
};

extern constinit const lint::Rule kRedundantResource{
    .info = {.name = "redundant-resource",
             .group = "redundancy",
             .level = lint::Level::kSuggestion,
             .summary = "a resource of a list is covered by another",
             .why = "It adds nothing, and whoever reads the list may think that removing it takes "
                    "the resource away.",
             .fix = "Remove the entries that another covers.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": ["arn:aws:iam::*:role/app*", "arn:aws:iam::*:role/app-web"]}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": ["arn:aws:iam::*:role/app*", "arn:aws:iam::*:role/web"]}
})"},
             .aliases = {.access_analyzer = "REDUNDANT_RESOURCE"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kResourceList}},
    .check_policy = CheckResources,
};

}  // namespace whittle::rules
