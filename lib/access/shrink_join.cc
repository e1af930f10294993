// Shrink: statements that can be one, and action lists with wildcards.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "access/draft_writer.h"
#include "access/shrink_steps.h"
#include "catalog/action_cover.h"
#include "text/ascii.h"

namespace whittle::access {

namespace {

/// Lower case where letter case means nothing, so that equal parts have equal keys.
std::string Folded(std::string_view text) {
  std::string folded(text);
  for (char& c : folded) c = text::ToLower(c);
  return folded;
}

/// A text with what kind of text it is: a placeholder's name may be spelled like a variable.
std::string KeyOf(const policy::Text& text) {
  return (text.has_holes ? "h:" : "t:") + std::string(text.value);
}
std::string KeyOf(const policy::Action& action) { return Folded(KeyOf(action.text)); }
std::string KeyOf(const policy::Resource& resource) { return KeyOf(resource.text); }
std::string KeyOf(const policy::Principal& principal) {
  return (principal.key == nullptr ? "*" : std::string(principal.key->text())) +
         KeyOf(principal.text);
}

/// Equal for lists of the same entries.
template <typename Entry>
std::string KeyOf(const std::vector<Entry>& entries) {
  std::set<std::string> keys;
  for (const Entry& entry : entries) keys.insert(KeyOf(entry));
  std::string key;
  for (const std::string& one : keys) key += one + '\n';
  return key;
}

template <typename Entry>
std::string KeyOf(const policy::Clause<Entry>& clause, const std::vector<Entry>& entries) {
  if (!clause.present()) return "-";
  return (clause.negated ? "!" : "=") + KeyOf(entries);
}

std::string OperatorKey(const policy::Condition& condition) {
  return Folded(condition.op.spelling) + '\t' + Folded(condition.key.value);
}

/// The conditions, but for the values of number `without`.
std::string ConditionsKey(const DraftStatement& statement, size_t without = SIZE_MAX) {
  std::set<std::string> keys;
  for (size_t i = 0; i < statement.conditions.size(); ++i) {
    keys.insert(OperatorKey(statement.conditions[i]) + '\t' +
                (i == without ? "" : KeyOf(statement.values[i])));
  }
  std::string key;
  for (const std::string& one : keys) key += one + '\v';
  return key;
}

/// The parts of a statement in which another one may differ.
enum class Part : uint8_t { kAction, kResource, kPrincipal };

/// All of the statement but one part.
std::string KeyWithout(const DraftStatement& statement, Part part) {
  const policy::Statement& head = statement.head;
  std::string key = head.allows() ? "A\f" : "D\f";
  key += part == Part::kAction ? "" : KeyOf(head.action, statement.actions);
  key += '\f';
  key += part == Part::kResource ? "" : KeyOf(head.resource, statement.resources);
  key += '\f';
  key += part == Part::kPrincipal ? "" : KeyOf(head.principal, statement.principals);
  key += '\f';
  return key + ConditionsKey(statement);
}

/// Whether the part is a list of which either entry matches.
bool IsUnion(const DraftStatement& statement, Part part) {
  const policy::Statement& head = statement.head;
  switch (part) {
    case Part::kAction:
      return head.action.present() && !head.action.negated;
    case Part::kResource:
      return head.resource.present() && !head.resource.negated;
    case Part::kPrincipal:
      // Beside a bare `*` no typed principal can stand.
      return head.principal.present() && !head.principal.negated &&
             std::all_of(statement.principals.begin(), statement.principals.end(),
                         [](const policy::Principal& one) { return one.key != nullptr; });
  }
  return false;
}

template <typename Entry>
void Append(const std::vector<Entry>& from, std::vector<Entry>& to) {
  std::set<std::string> known;
  for (const Entry& entry : to) known.insert(KeyOf(entry));
  for (const Entry& entry : from) {
    if (known.insert(KeyOf(entry)).second) to.push_back(entry);
  }
}

/// Whether values of the condition are alternatives: one that matches is enough.
bool IsUnion(const policy::Condition& condition) {
  return condition.op.known() && !condition.op.negated() && !condition.op.has_holes &&
         condition.op.family() != policy::OperatorFamily::kNull &&
         condition.op.qualifier != policy::SetQualifier::kForAllValues;
}

bool EraseMarked(const std::vector<char>& gone, Draft& draft) {
  const size_t before = draft.statements.size();
  size_t at = 0;
  std::erase_if(draft.statements, [&](const DraftStatement&) { return gone[at++] != 0; });
  return draft.statements.size() < before;
}

/// Joins statements of equal keys; `key` gives nothing for one that cannot be joined so.
template <typename Key, typename Merge>
bool JoinBy(Draft& draft, Key key, Merge merge) {
  std::map<std::string, size_t> first;
  std::vector<char> gone(draft.statements.size(), 0);
  for (size_t i = 0; i < draft.statements.size(); ++i) {
    if (!IsPlain(draft.statements[i].View())) continue;
    const std::string one = key(draft.statements[i]);
    if (one.empty()) continue;
    const auto [at, fresh] = first.try_emplace(one, i);
    if (fresh) continue;
    DraftStatement& into = draft.statements[at->second];
    merge(draft.statements[i], into);
    gone[i] = 1;
  }
  return EraseMarked(gone, draft);
}

bool JoinByPart(Draft& draft, Part part) {
  return JoinBy(
      draft,
      [&](const DraftStatement& statement) {
        return IsUnion(statement, part) ? KeyWithout(statement, part) : std::string();
      },
      [&](const DraftStatement& from, DraftStatement& into) {
        if (part == Part::kAction) Append(from.actions, into.actions);
        if (part == Part::kResource) Append(from.resources, into.resources);
        if (part == Part::kPrincipal) Append(from.principals, into.principals);
      });
}

/// Where a condition stands.
struct Place {
  size_t statement;
  size_t condition;
};

/// The conditions whose values may be joined, by operator and key: whatever their order is, those
/// of one kind lie together. Without statements that ask the same of one key twice.
std::map<std::string, std::vector<Place>> JoinableConditions(Draft& draft) {
  constexpr size_t kMostConditions = 16;  // of one statement: each is a key as long as all of it
  std::map<std::string, std::vector<Place>> places;
  for (size_t i = 0; i < draft.statements.size(); ++i) {
    DraftStatement& statement = draft.statements[i];
    if (statement.conditions.size() > kMostConditions || !IsPlain(statement.View())) continue;
    std::map<std::string, size_t> own;
    for (size_t c = 0; c < statement.conditions.size(); ++c) {
      own.emplace(OperatorKey(statement.conditions[c]), c);
    }
    if (own.size() < statement.conditions.size()) continue;
    for (const auto& [key, c] : own) {
      if (IsUnion(statement.conditions[c])) places[key].push_back({i, c});
    }
  }
  return places;
}

/// Statements that are equal but for the values of one condition.
bool JoinByValues(Draft& draft) {
  std::vector<char> gone(draft.statements.size(), 0);
  for (const auto& [name, places] : JoinableConditions(draft)) {
    std::map<std::string, Place> first;
    for (const Place& place : places) {
      if (gone[place.statement] != 0) continue;
      const DraftStatement& from = draft.statements[place.statement];
      const policy::Statement& head = from.head;
      const std::string key = (head.allows() ? "A\f" : "D\f") + KeyOf(head.action, from.actions) +
                              '\f' + KeyOf(head.resource, from.resources) + '\f' +
                              KeyOf(head.principal, from.principals) + '\f' +
                              ConditionsKey(from, place.condition);
      const auto [at, fresh] = first.try_emplace(key, place);
      if (fresh) continue;
      const auto [statement, condition] = at->second;
      Append(from.values[place.condition], draft.statements[statement].values[condition]);
      gone[place.statement] = 1;
    }
  }
  return EraseMarked(gone, draft);
}

}  // namespace

void JoinStatements(Draft& draft) {
  // Each round leaves fewer statements.
  while (JoinByPart(draft, Part::kAction) || JoinByPart(draft, Part::kResource) ||
         JoinByPart(draft, Part::kPrincipal) || JoinByValues(draft)) {
  }
}

void UseActionWildcards(Draft& draft, const catalog::Catalog& catalog, text::Arena& arena) {
  for (DraftStatement& statement : draft.statements) {
    if (!IsPlain(statement.View()) || statement.head.action.negated) continue;
    std::vector<catalog::ActionRange> ranges;
    std::vector<policy::Action> unknown;
    size_t before = 0;
    for (const policy::Action& action : statement.actions) {
      before += action.text.value.size() + 3;  // as ListCharacters counts
      const catalog::ActionMatch match = action.text.pieces.empty()
                                             ? catalog.MatchActions(action.text.value)
                                             : catalog::ActionMatch();
      if (match.actions.empty()) {
        unknown.push_back(action);
        before -= action.text.value.size() + 3;
      } else {
        const auto matched = match.actions.ranges();
        ranges.insert(ranges.end(), matched.begin(), matched.end());
      }
    }
    const catalog::ActionSet known = catalog::ActionSet::Of(std::move(ranges));
    const std::vector<std::string> patterns = catalog::CoverActions(catalog, known);
    if (patterns.empty() || catalog::ListCharacters(patterns) + 1 >= before) continue;
    ranges.clear();
    for (const std::string& pattern : patterns) {
      const catalog::ActionSet matched = catalog.MatchActions(pattern).actions;
      ranges.insert(ranges.end(), matched.ranges().begin(), matched.ranges().end());
    }
    const catalog::ActionSet again = catalog::ActionSet::Of(std::move(ranges));
    if (!(again == known)) continue;  // what has been proved of the names must hold of the patterns
    statement.actions.clear();
    for (const std::string& pattern : patterns) {
      const std::string_view value = arena.Copy(std::string_view(pattern));
      policy::Action& action = statement.actions.emplace_back();
      action.text.node =
          arena.New<text::Node>(text::Node::Scalar(text::NodeKind::kString, {}, value, false));
      action.text.value = value;
      const size_t colon = value.find(':');
      action.service =
          colon == std::string_view::npos ? std::string_view() : value.substr(0, colon);
      action.name = colon == std::string_view::npos ? value : value.substr(colon + 1);
    }
    statement.actions.insert(statement.actions.end(), unknown.begin(), unknown.end());
  }
}

}  // namespace whittle::access
