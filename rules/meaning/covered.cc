#include "rules/meaning/covered.h"

#include <algorithm>
#include <span>
#include <type_traits>

#include "access/same.h"

namespace whittle::rules {

namespace {

/// Whether `part`, a part of `whole`, goes and its cover stays. Of two that cover each other the
/// later one goes, whatever their effects were: only those of one effect are asked.
bool Goes(const policy::Statement& part, const policy::Statement& cover) {
  if (!access::PlainlyWithin(part, cover)) return false;
  if (part.effect != cover.effect || cover.index < part.index) return true;
  // The earlier one stays unless the other says more.
  policy::Statement same = cover;
  const auto narrow = [](auto& wide_clause, const auto& part_clause) {
    for (size_t i = 0; i < wide_clause.entries.size(); ++i) {
      for (const auto& entry : part_clause.entries) {
        if (wide_clause.entries[i].text.value == entry.text.value) {
          wide_clause.entries = wide_clause.entries.subspan(i, 1);
          return;
        }
      }
    }
  };
  if (part.action.entries.size() == 1) narrow(same.action, part.action);
  if (part.resource.entries.size() == 1) narrow(same.resource, part.resource);
  return !access::PlainlyWithin(same, part);
}

/// Looks for covers of each entry of a clause of `part`, which is the statement itself.
template <typename Entry>
bool Collect(policy::Statement& part, policy::Clause<Entry>& clause, const policy::Policy& policy,
             access::CoverFilter& filter, const MayServe& may_serve, CoveredEntries& found) {
  // What the catalogue knows of the actions rules out most before texts are compared.
  constexpr bool kActions = std::is_same_v<Entry, policy::Action>;
  const std::span<const Entry> entries = clause.entries;
  if (clause.negated || clause.open || entries.size() < 2) return false;
  std::vector<const policy::Statement*> usable;
  clause.entries = {};
  for (const size_t i : filter.Covers(part.index)) {
    const policy::Statement& cover = policy.statements[i];
    if (!kActions && !filter.MayCoverActions(i, part.index)) continue;
    // Whatever the entry is, all else must be covered.
    if (may_serve(cover) && access::PlainlyWithin(part, cover)) usable.push_back(&cover);
  }
  for (uint32_t i = 0; i < entries.size() && !usable.empty(); ++i) {
    if (!entries[i].text.known() || entries[i].text.choice != 0) continue;
    if (kActions && !filter.MayCoverAction(part.index, i)) continue;
    clause.entries = entries.subspan(i, 1);
    for (const policy::Statement* cover : usable) {
      if (!Goes(part, *cover)) continue;
      found.entries.push_back(i);
      if (std::find(found.by.begin(), found.by.end(), cover) == found.by.end()) {
        found.by.push_back(cover);
      }
      break;
    }
  }
  clause.entries = entries;
  return !found.entries.empty();
}

}  // namespace

const policy::Statement* CoverOf(const policy::Policy& policy, access::CoverFilter& filter,
                                 size_t i, const MayServe& may_serve) {
  const policy::Statement& statement = policy.statements[i];
  // All but the actions is compared first: it is short, and actions are looked up.
  policy::Statement rest = statement;
  rest.action.entries = {};
  for (const size_t other : filter.Covers(i)) {
    const policy::Statement& cover = policy.statements[other];
    const bool within = statement.action.negated || access::PlainlyWithin(rest, cover);
    if (!may_serve(cover) || !within || !filter.MayCoverActions(other, i) ||
        !access::PlainlyWithin(statement, cover)) {
      continue;
    }
    // Of two that say the same the first stays.
    if (cover.effect != statement.effect || cover.index < statement.index ||
        !access::PlainlyWithin(cover, statement)) {
      return &cover;
    }
  }
  return nullptr;
}

CoveredEntries EntriesCovered(const policy::Policy& policy, access::CoverFilter& filter, size_t i,
                              const MayServe& may_serve) {
  CoveredEntries found;
  if (filter.Covers(i).empty()) return found;
  policy::Statement part = policy.statements[i];
  if (Collect(part, part.action, policy, filter, may_serve, found)) return found;
  found.actions = false;
  Collect(part, part.resource, policy, filter, may_serve, found);
  return found;
}

}  // namespace whittle::rules
