#include "access/meaning.h"

#include <algorithm>

namespace whittle::access {

namespace {

bool Meet(const Box& a, const Box& b) { return (a.services & b.services) != 0; }

}  // namespace

Meaning::Meaning(const Grants& grants, const catalog::Catalog& catalog,
                 uint64_t budget_per_question)
    : space_(catalog),
      side_(Side::Make(space_, grants)),
      maker_(space_),
      budget_per_question_(budget_per_question) {
  layer_of_document_.assign(grants.policies.size(), 0);
  for (size_t i = 0; i < grants.limits.size(); ++i) {
    layer_of_document_.insert(layer_of_document_.end(), grants.limits[i].size(),
                              static_cast<uint32_t>(i + 1));
  }
}

const Box* Meaning::Find(StatementRef ref) const {
  for (const Box& box : side_.boxes) {
    if (box.document == ref.policy && box.statement->index == ref.statement) return &box;
  }
  return nullptr;
}

size_t Meaning::LayerOf(const Box& box) const { return layer_of_document_[box.document]; }

Truth Meaning::Ask(const std::vector<const Box*>& piece, const std::vector<const Box*>& covers) {
  const std::vector<AtomId> atoms = Conjunction(piece);
  std::vector<const Box*> certain;
  for (const Box* cover : covers) {
    if (cover->certain) certain.push_back(cover);
  }
  Budget budget(budget_per_question_);
  const QueryResult proof = Within(space_, Reading::kProve, atoms, certain, budget);
  if (proof.covered) return Truth::kYes;
  if (proof.capped) return Truth::kUnknown;
  if (!std::all_of(piece.begin(), piece.end(), [](const Box* box) { return box->certain; })) {
    return Truth::kUnknown;
  }
  const QueryResult rest = Within(space_, Reading::kRefute, atoms, covers, budget);
  return rest.covered || rest.capped ? Truth::kUnknown : Truth::kNo;
}

Truth Meaning::MatchesNothing(StatementRef ref) {
  const Box* box = Find(ref);
  if (box == nullptr) return Truth::kUnknown;
  if (box->never) return Truth::kYes;
  return Ask({box}, {});
}

Truth Meaning::AllowIsDead(StatementRef ref) {
  const Box* box = Find(ref);
  if (box == nullptr || box->denies || side_.open) return Truth::kUnknown;
  if (box->never) return Truth::kYes;
  std::vector<const Box*> covers;
  for (const Box* deny : side_.denies) {
    if (Meet(*deny, *box)) covers.push_back(deny);
  }
  Truth dead = Ask({box}, covers);
  // A limit takes away what none of its Allows meets.
  for (size_t l = 0; l < side_.layers.size() && dead != Truth::kYes; ++l) {
    if (l == LayerOf(*box)) continue;
    Truth none = Truth::kYes;
    for (const Box* limit : side_.layers[l].allows) {
      if (Meet(*limit, *box)) none = And(none, Ask({box, limit}, covers));
      if (none == Truth::kNo) break;
    }
    dead = Or(dead, none);
  }
  return dead;
}

Truth Meaning::AllowAddsNothing(const Box& lost, const Box& whole, const Box* kept) {
  std::vector<const Box*> covers;
  if (kept != nullptr) covers.push_back(kept);
  for (const Box* other : side_.layers[LayerOf(whole)].allows) {
    if (other != &whole && Meet(*other, lost)) covers.push_back(other);
  }
  for (const Box* deny : side_.denies) {
    if (deny != &whole && Meet(*deny, lost)) covers.push_back(deny);
  }
  return Ask({&lost}, covers);
}

Truth Meaning::DenyAddsNothing(const Box& lost, const Box& whole, const Box* kept) {
  std::vector<const Box*> covers;
  if (kept != nullptr) covers.push_back(kept);
  for (const Box* deny : side_.denies) {
    if (deny != &whole && Meet(*deny, lost)) covers.push_back(deny);
  }
  Truth idle = Truth::kYes;
  for (const Box* allow : side_.layers.front().allows) {
    if (allow != &whole && Meet(*allow, lost)) idle = And(idle, Ask({allow, &lost}, covers));
    if (idle == Truth::kNo) break;
  }
  return idle;
}

Truth Meaning::AllowIsRedundant(StatementRef ref) {
  const Box* box = Find(ref);
  if (box == nullptr || box->denies || side_.open) return Truth::kUnknown;
  return box->never ? Truth::kYes : AllowAddsNothing(*box, *box, nullptr);
}

Truth Meaning::DenyIsRedundant(StatementRef ref) {
  const Box* box = Find(ref);
  if (box == nullptr || box->allows || side_.open) return Truth::kUnknown;
  return box->never ? Truth::kYes : DenyAddsNothing(*box, *box, nullptr);
}

Truth Meaning::StatementIsRedundant(StatementRef ref) {
  const Box* box = Find(ref);
  if (box == nullptr || (box->allows && box->denies)) return Truth::kUnknown;
  return box->allows ? AllowIsRedundant(ref) : DenyIsRedundant(ref);
}

Truth Meaning::EntryIsRedundant(StatementRef ref, EntryRef entry) {
  const Box* box = Find(ref);
  if (box == nullptr || box->never || !box->certain || side_.open) return Truth::kUnknown;
  const policy::Statement& statement = *box->statement;
  const ListShape shape = ShapeOf(statement, entry.part, entry.condition);
  if (shape.count == 0) return Truth::kUnknown;
  if (shape.count < 2) return Truth::kNo;
  const Box* rest = maker_.WithEntries(*box, entry, false);
  if (rest == nullptr) return Truth::kUnknown;
  // Without the entry a positive list matches less, a negated one more. A set operator may join
  // the entries in other ways, so for conditions both ways are asked.
  const auto adds_nothing = [&](const Box& lost, const Box* kept) {
    return box->allows ? AllowAddsNothing(lost, *box, kept) : DenyAddsNothing(lost, *box, kept);
  };
  if (entry.part == ListPart::kCondition) {
    return And(adds_nothing(*box, rest), adds_nothing(*rest, box));
  }
  if (shape.negated) return adds_nothing(*rest, box);
  const Box* part = maker_.WithEntries(*box, entry, true);
  return part == nullptr ? Truth::kUnknown : adds_nothing(*part, rest);
}

Truth Meaning::ConditionAlwaysHolds(StatementRef ref, size_t condition) {
  const Box* box = Find(ref);
  if (box == nullptr || condition >= box->statement->conditions.size()) return Truth::kUnknown;
  const AtomId atom = space_.AddCondition(*box->policy, box->statement->conditions[condition]);
  Box without = *box;
  std::erase(without.atoms, atom);
  Box only = *box;
  only.atoms = {atom};
  return Ask({&without}, {&only});
}

Truth Meaning::ConditionNeverHolds(StatementRef ref, size_t condition) {
  const Box* box = Find(ref);
  if (box == nullptr || condition >= box->statement->conditions.size()) return Truth::kUnknown;
  Box only = *box;
  only.atoms = {space_.AddCondition(*box->policy, box->statement->conditions[condition])};
  return Ask({&only}, {});
}

Truth Meaning::StatementWithin(StatementRef narrow, StatementRef wide) {
  const Box* inner = Find(narrow);
  const Box* outer = Find(wide);
  if (inner == nullptr || outer == nullptr) return Truth::kUnknown;
  if (inner->never) return Truth::kYes;
  return Ask({inner}, {outer});
}

}  // namespace whittle::access
