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

/// Reports the groups among those entries of one list that come in question.
template <typename Entry, typename InQuestion>
void CheckClause(lint::PolicyContext& context, const policy::Clause<Entry>& clause,
                 policy::Case letter_case, std::string_view what, InQuestion in_question) {
  std::vector<ListEntry> entries;
  for (uint32_t i = 0; i < clause.entries.size(); ++i) {
    if (!in_question(i)) continue;
    if (entries.empty()) entries.reserve(clause.entries.size() - i);
    const policy::Text& text = clause.entries[i].text;
    // What a placeholder or a choice makes is not known.
    if (text.known() && text.choice == 0) entries.push_back({text.value, i});
  }
  if (entries.size() < 2) return;
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

/// Marks the entries that match an action which another matches, too.
void MarkOverlapping(std::span<const lint::ResolvedAction> actions, std::vector<char>& marks) {
  if (AreInOrder(actions)) return;  // as people keep long lists
  struct Matched {
    catalog::ActionRange range;
    uint32_t index;
  };
  std::vector<Matched> matched;
  matched.reserve(actions.size());
  for (uint32_t i = 0; i < actions.size(); ++i) {
    for (const catalog::ActionRange& range : actions[i].match.actions.ranges()) {
      matched.push_back({range, i});
    }
  }
  std::sort(matched.begin(), matched.end(),
            [](const Matched& a, const Matched& b) { return a.range.begin < b.range.begin; });
  // What overlaps anything before it overlaps that of it which reaches furthest.
  size_t furthest = 0;
  for (size_t i = 1; i < matched.size(); ++i) {
    if (matched[i].range.begin < matched[furthest].range.end) {
      marks[matched[i].index] = marks[matched[furthest].index] = 1;
    }
    if (matched[i].range.end > matched[furthest].range.end) furthest = i;
  }
}

/// Marks what the catalogue does not know, and the patterns that may cover it.
void MarkUnmatched(std::span<const lint::ResolvedAction> actions, std::vector<char>& marks) {
  const auto is_unmatched = [](const lint::ResolvedAction& action) {
    return !action.unknown && action.match.kind != catalog::ActionMatch::Kind::kMatched;
  };
  if (std::none_of(actions.begin(), actions.end(), is_unmatched)) return;
  for (size_t i = 0; i < actions.size(); ++i) {
    if (is_unmatched(actions[i]) || actions[i].entry->text.has_wildcard) marks[i] = 1;
  }
}

void CheckActions(lint::PolicyContext& context) {
  std::vector<char> marks;
  for (const policy::Statement& statement : context.statements()) {
    if (statement.action.entries.size() < 2) continue;
    // An entry that covers another matches all of its actions.
    const auto actions = context.Actions(statement);
    marks.assign(actions.size(), 0);
    MarkOverlapping(actions, marks);
    MarkUnmatched(actions, marks);
    CheckClause(context, statement.action, policy::Case::kInsensitive, "actions",
                [&](uint32_t i) { return marks[i] != 0; });
  }
}

void CheckResources(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    if (statement.resource.entries.size() < 2) continue;
    CheckClause(context, statement.resource, policy::Case::kSensitive, "resources",
                [](uint32_t) { return true; });
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
