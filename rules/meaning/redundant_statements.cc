#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rules/edits.h"
#include "rules/grammar/problems.h"
#include "rules/meaning/covered.h"
#include "rules/redundancy/same_statement.h"
#include "text/tree_edit.h"

namespace whittle::rules {

namespace {

bool MayBeCompared(const policy::Policy& policy) {
  return policy.statements.size() > 1 && policy.statements.size() <= kMostStatements &&
         !policy.open;
}

bool HasCover(const policy::Statement& statement) {
  return (statement.allows() || statement.denies()) && statement.choice == 0;
}

/// Whether a statement may cover another part of the policy that one of these does.
MayServe Left(const policy::Statement& statement, const std::vector<char>& gone) {
  return [&statement, &gone](const policy::Statement& cover) {
    return cover.effect == statement.effect && gone[cover.index] == 0;
  };
}

/// Calls `visit` with each statement that other statements of its effect cover, and the cover,
/// which stays; 1 for those that may go.
template <typename Visit>
std::vector<char> ForEachCovered(lint::PolicyContext& context, Visit visit) {
  const policy::Policy& policy = context.policy();
  std::vector<char> gone(policy.statements.size(), 0);
  for (size_t i = 0; i < gone.size(); ++i) {
    const policy::Statement& statement = policy.statements[i];
    if (!HasCover(statement)) continue;
    const policy::Statement* cover = CoverOf(policy, context.Covers(), i, Left(statement, gone));
    if (cover == nullptr) continue;
    gone[i] = 1;
    visit(statement, *cover);
  }
  return gone;
}

void CheckStatements(lint::PolicyContext& context) {
  if (!MayBeCompared(context.policy())) return;
  ForEachCovered(context, [&](const policy::Statement& statement, const policy::Statement& cover) {
    if (SaysTheSame(cover, statement)) return;  // redundant-statement says it
    context
        .Report(statement.node->span(),
                fmt::format("another statement already {} all that this one does",
                            statement.allows() ? "allows" : "denies"))
        .Related(cover.node->span(), "covered by this statement")
        .Fix(RemoveStatement(context, statement), true);
  });
}

/// Reports the entries of one list.
template <typename Entry>
void ReportEntries(lint::PolicyContext& context, const policy::Statement& statement,
                   const policy::Clause<Entry>& clause, const CoveredEntries& covered) {
  const std::string_view verb = statement.allows() ? "allow" : "deny";
  const size_t count = covered.entries.size();
  std::string what = fmt::format("`{}`", clause.entries[covered.entries[0]].text.value);
  if (count > 1) what += fmt::format(" and {} more entries", count - 1);
  lint::FindingBuilder finding =
      context.Report(clause.entries[covered.entries[0]].text.span(),
                     fmt::format("{} add{} nothing here: other statements {} {} already", what,
                                 count == 1 ? "s" : "", verb, count == 1 ? "it" : "them"));
  for (size_t i = 1; i < count; ++i) {
    finding.Related(clause.entries[covered.entries[i]].text.span());
  }
  for (const policy::Statement* cover : covered.by) {
    finding.Related(cover->node->span(), "covered by this statement");
  }
  const auto items = clause.value->items();
  std::vector<uint32_t> places;
  for (const uint32_t entry : covered.entries) {
    const text::Node* node = clause.entries[entry].text.node;
    if (node < items.data() || node >= items.data() + items.size()) return;
    places.push_back(static_cast<uint32_t>(node - items.data()));
  }
  finding.Fix(places.size() == items.size()
                  ? RemoveStatement(context, statement)
                  : text::RemoveItems(context.text(), *clause.value, places),
              true);
}

void CheckEntries(lint::PolicyContext& context) {
  const policy::Policy& policy = context.policy();
  if (!MayBeCompared(policy)) return;
  const std::vector<char> gone =
      ForEachCovered(context, [](const policy::Statement&, const policy::Statement&) {});
  for (const policy::Statement& statement : policy.statements) {
    if (gone[statement.index] != 0 || !HasCover(statement)) continue;
    const CoveredEntries covered =
        EntriesCovered(policy, context.Covers(), statement.index, Left(statement, gone));
    if (covered.entries.empty()) continue;
    if (covered.actions) {
      ReportEntries(context, statement, statement.action, covered);
    } else {
      ReportEntries(context, statement, statement.resource, covered);
    }
  }
}

constexpr lint::Needs kSeveral{.facts = {lint::Fact::kStatements}};

}  // namespace

extern constinit const lint::Rule kStatementCoveredByOther{
    .info = {.name = "statement-covered-by-other",
             .group = "meaning",
             .level = lint::Level::kSuggestion,
             .summary = "a statement adds nothing to another one",
             .why = "Whoever takes it away later, to take away the permission, takes away nothing. "
                    "It is proved that the policy means the same without it.",
             .fix = "Remove the statement, or the wider one if that was the slip.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Deny", "Action": "iam:Delete*", "Resource": "*"},
    {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iam::*:role/app"}
  ]
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Deny", "Action": "iam:Delete*", "Resource": "*"},
    {"Effect": "Deny", "Action": "iam:UpdateRole", "Resource": "arn:aws:iam::*:role/app"}
  ]
})"},
             .source = kChecksPage},
    .needs = kSeveral,
    .check_policy = CheckStatements,
};

extern constinit const lint::Rule kEntryCoveredByStatement{
    .info = {.name = "entry-covered-by-statement",
             .group = "meaning",
             .level = lint::Level::kSuggestion,
             .summary = "entries of a list add nothing, since other statements cover them",
             .why = "Whoever takes such an entry away, to take away the permission, takes away "
                    "nothing. It is proved that the policy means the same without it.",
             .fix = "Remove the entries, or narrow the other statement if that was the slip.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Deny", "Action": ["iam:DeleteRole", "iam:DeleteUser"], "Resource": "*"},
    {"Effect": "Deny", "Action": ["iam:DeleteRole", "iam:UpdateRole"], "Resource": "arn:aws:iam::*:role/app"}
  ]
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Deny", "Action": ["iam:DeleteRole", "iam:DeleteUser"], "Resource": "*"},
    {"Effect": "Deny", "Action": ["iam:TagRole", "iam:UpdateRole"], "Resource": "arn:aws:iam::*:role/app"}
  ]
})"},
             .source = kChecksPage},
    .needs = kSeveral,
    .check_policy = CheckEntries,
};

}  // namespace whittle::rules
