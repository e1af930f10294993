#include "access/same.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <vector>

#include "access/compare.h"
#include "access/draft.h"
#include "policy/pattern.h"

namespace whittle::access {

namespace {

using policy::Case;
using policy::Text;

bool IsPlain(const Text& text) { return text.pieces.empty(); }

/// Equal spellings of one kind; an intrinsic that is spelled like a variable is none.
bool SameText(const Text& a, const Text& b) {
  return a.value == b.value && a.has_holes == b.has_holes && a.has_variables == b.has_variables &&
         a.choice == b.choice && a.alternative == b.alternative;
}

/// Whether each entry of `narrow` is covered by one of `wide`.
template <typename Entry>
bool CoversAll(const policy::Clause<Entry>& wide, const policy::Clause<Entry>& narrow) {
  constexpr size_t kMostCompared = 100'000;
  size_t compared = 0;
  size_t at = 0;  // most entries stand in both, in one order
  for (const Entry& entry : narrow.entries) {
    size_t same = at;
    while (same < wide.entries.size() && !SameText(wide.entries[same].text, entry.text)) ++same;
    compared += same - at;
    if (same < wide.entries.size() && PlainlyCovers(wide.entries[same], entry)) {
      at = same + 1;
      continue;
    }
    compared += wide.entries.size();
    if (compared > kMostCompared) return false;
    if (std::none_of(wide.entries.begin(), wide.entries.end(),
                     [&](const Entry& other) { return PlainlyCovers(other, entry); })) {
      return false;
    }
  }
  return true;
}

/// The very same entries.
template <typename Entry>
bool SameView(const policy::Clause<Entry>& a, const policy::Clause<Entry>& b) {
  return a.key == b.key && a.entries.data() == b.entries.data() &&
         a.entries.size() == b.entries.size();
}

template <typename Entry>
bool SameClause(const policy::Clause<Entry>& a, const policy::Clause<Entry>& b) {
  if (a.present() != b.present() || a.negated != b.negated || a.open || b.open) return false;
  return CoversAll(a, b) && CoversAll(b, a);
}

/// Whether `narrow` matches no more than `wide`.
template <typename Entry>
bool Within(const policy::Clause<Entry>& narrow, const policy::Clause<Entry>& wide) {
  if (narrow.present() != wide.present() || narrow.negated != wide.negated || narrow.open ||
      wide.open) {
    return false;
  }
  return narrow.negated ? CoversAll(narrow, wide) : CoversAll(wide, narrow);
}

bool SameValues(const policy::Condition& a, const policy::Condition& b) {
  if (std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(), SameText)) {
    return true;
  }
  const auto key = [](const Text& text) {
    return std::tuple(text.value, text.has_holes, text.has_variables, text.choice,
                      text.alternative);
  };
  std::set<decltype(key(Text()))> left;
  std::set<decltype(key(Text()))> right;
  for (const Text& value : a.values) left.insert(key(value));
  for (const Text& value : b.values) right.insert(key(value));
  return left == right;
}

bool SameCondition(const policy::Condition& a, const policy::Condition& b) {
  return a.op.known() && a.op.base == b.op.base && a.op.qualifier == b.op.qualifier &&
         a.op.if_exists == b.op.if_exists && !a.op.has_holes && !b.op.has_holes && !a.open &&
         !b.open && IsPlain(a.key) && IsPlain(b.key) &&
         policy::EqualsIgnoreCase(a.key.value, b.key.value) && SameValues(a, b);
}

/// Alike but for their order.
bool SameConditions(std::span<const policy::Condition> a, std::span<const policy::Condition> b) {
  if (std::equal(a.begin(), a.end(), b.begin(), b.end(), SameCondition)) return true;
  constexpr size_t kMostShuffled = 64;  // to look each up among the others is quadratic
  return a.size() <= kMostShuffled &&
         std::is_permutation(a.begin(), a.end(), b.begin(), b.end(), SameCondition);
}

template <typename Entry>
bool HasVariables(const policy::Clause<Entry>& clause) {
  return std::any_of(clause.entries.begin(), clause.entries.end(),
                     [](const Entry& entry) { return !IsPlain(entry.text); });
}

bool HasVariables(const policy::Policy& policy) {
  return std::any_of(
      policy.statements.begin(), policy.statements.end(), [](const policy::Statement& statement) {
        return HasVariables(statement.action) || HasVariables(statement.resource) ||
               HasVariables(statement.principal) ||
               std::any_of(statement.conditions.begin(), statement.conditions.end(),
                           [](const policy::Condition& condition) {
                             return std::any_of(condition.values.begin(), condition.values.end(),
                                                [](const Text& text) { return !IsPlain(text); });
                           });
      });
}

/// Faults that hide nothing: what the statements say is all in the AST.
bool IsHarmless(const policy::Problem& problem) {
  switch (problem.kind) {
    case policy::ProblemKind::kEmptySid:
    case policy::ProblemKind::kEmptyCondition:
    case policy::ProblemKind::kMissingPrincipal:  // of identity policies
    case policy::ProblemKind::kMissingResource:   // of trust policies
      return true;
    default:
      return false;
  }
}

using Statements = std::span<const policy::Statement>;

/// Whether each statement of `narrow` is plainly covered by those of `wide` of its effect.
bool EachPlainlyWithin(Statements narrow, Statements wide) {
  constexpr size_t kMostPairs = 20'000;
  if (narrow.size() * wide.size() > kMostPairs) return false;
  return std::all_of(narrow.begin(), narrow.end(), [&](const policy::Statement& statement) {
    return (statement.allows() || statement.denies()) && statement.choice == 0 &&
           PlainlyWithin(statement, wide);
  });
}

bool IsVersion(policy::Version version) {
  return version == policy::Version::kAbsent || version == policy::Version::k2008 ||
         version == policy::Version::k2012;
}

}  // namespace

bool IsWhole(const policy::Policy& policy) {
  return std::all_of(policy.problems.begin(), policy.problems.end(), IsHarmless);
}

bool PlainlyCovers(const policy::Action& wide, const policy::Action& narrow) {
  if (SameText(wide.text, narrow.text)) return true;
  if (!IsPlain(wide.text) || wide.text.choice != 0 || narrow.text.choice != 0) return false;
  if (wide.all()) return true;
  if (!IsPlain(narrow.text)) return false;
  // Without a wildcard only the letter case may differ: the size settles nearly all pairs.
  if (!wide.text.has_wildcard && wide.text.value.size() != narrow.text.value.size()) return false;
  // With plain prefixes no wildcard can reach across the colon.
  return !wide.service.empty() && !policy::HasWildcard(wide.service) &&
         policy::EqualsIgnoreCase(wide.service, narrow.service) &&
         policy::Covers(wide.name, narrow.name, Case::kInsensitive);
}

bool PlainlyCovers(const policy::Resource& wide, const policy::Resource& narrow) {
  if (SameText(wide.text, narrow.text)) return true;
  if (!IsPlain(wide.text) || wide.text.choice != 0 || narrow.text.choice != 0) return false;
  if (wide.all()) return true;
  if (!IsPlain(narrow.text)) return false;
  const policy::Arn& outer = wide.arn;
  const policy::Arn& inner = narrow.arn;
  if (!outer.complete() || !inner.complete()) return false;
  // Where a wildcard of the inner one could be read as running across fields, both must have it.
  const size_t fields = inner.begin(policy::ArnField::kResource);
  const bool same_fields = outer.begin(policy::ArnField::kResource) == fields &&
                           wide.text.value.substr(0, fields) == narrow.text.value.substr(0, fields);
  if (!same_fields) {
    if (policy::HasWildcard(narrow.text.value.substr(0, fields))) return false;
    for (int i = 0; i < static_cast<int>(policy::ArnField::kResource); ++i) {
      const auto field = static_cast<policy::ArnField>(i);
      if (!policy::Covers(outer.field(field), inner.field(field), Case::kSensitive)) return false;
    }
  }
  return policy::Covers(outer.resource(), inner.resource(), Case::kSensitive);
}

bool PlainlyCovers(const policy::Principal& wide, const policy::Principal& narrow) {
  return wide.kind == narrow.kind && (wide.key == nullptr) == (narrow.key == nullptr) &&
         SameText(wide.text, narrow.text);
}

bool PlainlySame(const policy::Statement& a, const policy::Statement& b) {
  if (a.effect != b.effect || (!a.allows() && !a.denies())) return false;
  if (a.has_unknown_elements || b.has_unknown_elements || a.choice != b.choice ||
      a.alternative != b.alternative || a.condition_open || b.condition_open) {
    return false;
  }
  // Views of one statement: nothing was changed.
  if (a.node == b.node && SameView(a.action, b.action) && SameView(a.resource, b.resource) &&
      SameView(a.principal, b.principal) && a.conditions.data() == b.conditions.data() &&
      a.conditions.size() == b.conditions.size()) {
    return true;
  }
  return SameClause(a.action, b.action) && SameClause(a.resource, b.resource) &&
         SameClause(a.principal, b.principal) && SameConditions(a.conditions, b.conditions);
}

bool PlainlyWithin(const policy::Statement& narrow, const policy::Statement& wide) {
  if (narrow.has_unknown_elements || wide.has_unknown_elements || wide.choice != 0 ||
      wide.condition_open) {
    return false;
  }
  // Action lists are the longest: last.
  return std::all_of(wide.conditions.begin(), wide.conditions.end(),
                     [&](const policy::Condition& needed) {
                       return std::any_of(narrow.conditions.begin(), narrow.conditions.end(),
                                          [&](const policy::Condition& condition) {
                                            return SameCondition(condition, needed);
                                          });
                     }) &&
         Within(narrow.principal, wide.principal) && Within(narrow.resource, wide.resource) &&
         Within(narrow.action, wide.action);
}

bool PlainlyWithin(const policy::Statement& narrow, std::span<const policy::Statement> wide) {
  if (std::any_of(wide.begin(), wide.end(), [&](const policy::Statement& cover) {
        return cover.effect == narrow.effect && PlainlyWithin(narrow, cover);
      })) {
    return true;
  }
  // Entry by entry, each may have a cover of its own.
  policy::Statement part = narrow;
  const auto each = [&](auto& clause) {
    const auto entries = clause.entries;
    if (entries.size() < 2 || clause.negated || clause.open) return false;
    // Whatever the entry is, a cover must cover all else.
    clause.entries = {};
    std::vector<const policy::Statement*> covers;
    for (const policy::Statement& cover : wide) {
      if (cover.effect == narrow.effect && PlainlyWithin(part, cover)) covers.push_back(&cover);
    }
    // In a policy that was hardly changed the one in its own place covers most.
    std::stable_partition(covers.begin(), covers.end(), [&](const policy::Statement* cover) {
      return cover->index == narrow.index;
    });
    bool all = true;
    for (size_t i = 0; i < entries.size() && all; ++i) {
      clause.entries = entries.subspan(i, 1);
      all = std::any_of(covers.begin(), covers.end(), [&](const policy::Statement* cover) {
        return PlainlyWithin(part, *cover);
      });
    }
    clause.entries = entries;
    return all;
  };
  return each(part.action) || each(part.resource);
}

bool PlainlySame(const policy::Policy& a, const policy::Policy& b) {
  if (a.type.type != b.type.type || a.open || b.open) return false;
  if (!IsWhole(a) || !IsWhole(b)) return false;
  if (!IsVersion(a.version) || !IsVersion(b.version)) return false;
  if (a.has_variables() != b.has_variables() && (HasVariables(a) || HasVariables(b))) return false;
  // Most statements are alike, from the beginning and from the end: only what lies between can
  // differ.
  Statements left = a.statements;
  Statements right = b.statements;
  while (!left.empty() && !right.empty() && PlainlySame(left.front(), right.front())) {
    left = left.subspan(1);
    right = right.subspan(1);
  }
  while (!left.empty() && !right.empty() && PlainlySame(left.back(), right.back())) {
    left = left.first(left.size() - 1);
    right = right.first(right.size() - 1);
  }
  return (EachPlainlyWithin(right, left) || EachPlainlyWithin(right, a.statements)) &&
         EachPlainlyWithin(left, b.statements);
}

bool ProvedSame(const policy::Policy& a, const policy::Policy& b, const catalog::Catalog& catalog,
                uint64_t budget) {
  if (PlainlySame(a, b)) return true;
  if (!IsWhole(a) || !IsWhole(b) || a.type.type != b.type.type) return false;
  CompareOptions options;
  options.catalog = &catalog;
  options.budget = budget;
  const auto same = [&](const policy::Policy& x, const policy::Policy& y) {
    const Grants left{{&x}, {}};
    const Grants right{{&y}, {}};
    return Contains(left, right, options) == Truth::kYes &&
           Contains(right, left, options) == Truth::kYes;
  };
  return same(a, b) && same(Denied(a).policy(), Denied(b).policy());
}

}  // namespace whittle::access
