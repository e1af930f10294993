#include "access/entries.h"

#include <algorithm>

namespace whittle::access {

namespace {

/// The texts of the statement's list, in its order; not of principals.
std::vector<const policy::Text*> TextsOf(const policy::Statement& statement,
                                         const EntryRef& entry) {
  std::vector<const policy::Text*> texts;
  if (entry.part == ListPart::kAction) {
    for (const policy::Action& action : statement.action.entries) texts.push_back(&action.text);
  } else if (entry.part == ListPart::kResource) {
    for (const policy::Resource& resource : statement.resource.entries) {
      texts.push_back(&resource.text);
    }
  } else {
    for (const policy::Text& value : statement.conditions[entry.condition].values) {
      texts.push_back(&value);
    }
  }
  return texts;
}

}  // namespace

ListShape ShapeOf(const policy::Statement& statement, ListPart part, size_t condition) {
  switch (part) {
    case ListPart::kAction:
      return {statement.action.entries.size(), statement.action.negated};
    case ListPart::kResource:
      return {statement.resource.entries.size(), statement.resource.negated};
    case ListPart::kPrincipal:
      return {statement.principal.entries.size(), statement.principal.negated};
    case ListPart::kCondition:
      break;
  }
  if (condition >= statement.conditions.size()) return {};
  const policy::Condition& found = statement.conditions[condition];
  return {found.values.size(), found.op.negated()};
}

const Box* BoxMaker::WithEntries(const Box& box, EntryRef entry, bool only) {
  const policy::Statement& statement = *box.statement;
  // The atom of the list, and one of the entries that are left in it.
  AtomId was = 0;
  AtomId now = 0;
  if (entry.part == ListPart::kCondition) {
    if (entry.condition >= statement.conditions.size()) return nullptr;
    was = space_.AddCondition(*box.policy, statement.conditions[entry.condition]);
    if (!std::binary_search(box.atoms.begin(), box.atoms.end(), was)) return nullptr;
  } else {
    const Dimension dimension = entry.part == ListPart::kAction     ? kActionDimension
                                : entry.part == ListPart::kResource ? kResourceDimension
                                                                    : kPrincipalDimension;
    const auto found = std::find_if(box.atoms.begin(), box.atoms.end(), [&](AtomId id) {
      return space_.atom(id).dimension == dimension;
    });
    if (found == box.atoms.end()) return nullptr;
    was = *found;
  }
  const auto keep = [&](size_t i) { return (i == entry.entry) == only; };
  if (entry.part == ListPart::kPrincipal) {
    if (entry.entry >= statement.principal.entries.size()) return nullptr;
    std::vector<policy::Principal>& kept = principals_.emplace_back();
    for (size_t i = 0; i < statement.principal.entries.size(); ++i) {
      if (keep(i)) kept.push_back(statement.principal.entries[i]);
    }
    policy::Clause<policy::Principal> clause = statement.principal;
    clause.entries = kept;
    if (only) clause.open = false;
    now = space_.AddClause(clause);
  } else {
    // Not the texts of the atom: it may come from a statement with the same list in another order.
    const std::vector<const policy::Text*> texts = TextsOf(statement, entry);
    if (entry.entry >= texts.size()) return nullptr;
    Atom atom = space_.atom(was);
    atom.texts.clear();
    for (size_t i = 0; i < texts.size(); ++i) {
      if (keep(i)) atom.texts.push_back(texts[i]);
    }
    if (only) atom.open = false;
    atom.patterns.clear();
    atom.compiled = atom.has_names = false;
    now = space_.AddAtom(std::move(atom));
  }
  Box& made = boxes_.emplace_back(box);
  std::replace(made.atoms.begin(), made.atoms.end(), was, now);
  std::sort(made.atoms.begin(), made.atoms.end());
  made.identity = 0;
  return &made;
}

}  // namespace whittle::access
