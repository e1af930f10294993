#include "access/cover_filter.h"

#include <algorithm>
#include <utility>

#include "policy/pattern.h"

namespace whittle::access {

namespace {

using catalog::ActionRange;
using catalog::ActionSet;

uint64_t HashBit(std::string_view text) {
  uint32_t hash = 0;
  for (const char c : text) hash = hash * 31 + (static_cast<unsigned char>(c) | 0x20U);
  return uint64_t{1} << ((hash ^ (hash >> 6U)) & 63U);
}

uint64_t ServicesOf(const policy::Statement& statement) {
  if (statement.action.negated || statement.action.open) return UINT64_MAX;
  uint64_t services = 0;
  for (const policy::Action& action : statement.action.entries) {
    if (action.service.empty() || policy::HasWildcard(action.service)) return UINT64_MAX;
    services |= HashBit(action.service);
  }
  return services;
}

/// The beginning that all strings of the pattern share.
std::string_view Beginning(const policy::Text& text) {
  std::string_view value = text.value;
  for (const policy::Piece& piece : text.pieces) {
    if (piece.kind != policy::PieceKind::kLiteral) {
      value = value.substr(0, piece.begin);
      break;
    }
  }
  return value.substr(0, policy::FindWildcard(value));
}

/// Whether some resource may be in both lists, as their beginnings go.
bool MayMeet(const policy::Clause<policy::Resource>& a, const policy::Clause<policy::Resource>& b) {
  constexpr size_t kMostPairs = 4096;
  if (a.negated || b.negated || a.open || b.open || a.entries.empty() || b.entries.empty() ||
      a.entries.size() * b.entries.size() > kMostPairs) {
    return true;
  }
  for (const policy::Resource& x : a.entries) {
    const std::string_view left = Beginning(x.text);
    for (const policy::Resource& y : b.entries) {
      const std::string_view right = Beginning(y.text);
      const size_t common = std::min(left.size(), right.size());
      if (left.substr(0, common) == right.substr(0, common)) return true;
    }
  }
  return false;
}

void Collect(const ActionSet& set, std::vector<ActionRange>& ranges) {
  ranges.insert(ranges.end(), set.ranges().begin(), set.ranges().end());
}

}  // namespace

CoverFilter::CoverFilter(const policy::Policy& policy, const catalog::Catalog& catalog)
    : CoverFilter(policy, catalog, [&policy, &catalog](size_t statement, size_t entry) {
        return catalog.MatchActions(policy.statements[statement].action.entries[entry].text.value)
            .actions;
      }) {}

CoverFilter::CoverFilter(const policy::Policy& policy, const catalog::Catalog& catalog,
                         LookUp look_up)
    : policy_(policy),
      catalog_(catalog),
      look_up_(std::move(look_up)),
      sketches_(policy.statements.size()) {
  for (size_t i = 0; i < sketches_.size(); ++i) {
    const policy::Statement& statement = policy.statements[i];
    sketches_[i].services = ServicesOf(statement);
    for (const policy::Condition& condition : statement.conditions) {
      sketches_[i].keys |= HashBit(condition.key.value);
    }
  }
}

bool CoverFilter::MayCover(size_t cover, size_t i) const {
  const policy::Statement& wide = policy_.statements[cover];
  const policy::Statement& narrow = policy_.statements[i];
  if (cover == i || (!wide.denies() && wide.effect != narrow.effect)) return false;
  return (sketches_[cover].services & sketches_[i].services) != 0 &&
         (sketches_[cover].keys & ~sketches_[i].keys) == 0 && !wide.condition_open &&
         MayMeet(wide.resource, narrow.resource);
}

const std::vector<size_t>& CoverFilter::Covers(size_t i) {
  Sketch& sketch = sketches_[i];
  if (!sketch.covers_found) {
    sketch.covers_found = true;
    for (size_t cover = 0; cover < sketches_.size(); ++cover) {
      if (MayCover(cover, i)) sketch.covers.push_back(cover);
    }
  }
  return sketch.covers;
}

const ActionSet& CoverFilter::ActionsOf(size_t i) {
  Sketch& sketch = sketches_[i];
  if (!sketch.actions) {
    std::vector<ActionRange> ranges;
    const policy::Clause<policy::Action>& clause = policy_.statements[i].action;
    for (size_t entry = 0; entry < clause.entries.size(); ++entry) {
      if (clause.entries[entry].text.pieces.empty()) Collect(look_up_(i, entry), ranges);
    }
    sketch.actions = ActionSet::Of(std::move(ranges));
    if (clause.negated) {
      sketch.actions =
          ActionSet::Difference(ActionSet({0, catalog_.action_count()}), *sketch.actions);
    }
  }
  return *sketch.actions;
}

const ActionSet& CoverFilter::CoveredActions(size_t i) {
  Sketch& sketch = sketches_[i];
  if (!sketch.covered_actions) {
    std::vector<ActionRange> ranges;
    for (const size_t cover : Covers(i)) Collect(ActionsOf(cover), ranges);
    sketch.covered_actions = ActionSet::Of(std::move(ranges));
  }
  return *sketch.covered_actions;
}

bool CoverFilter::MayCoverStatement(size_t i) {
  uint64_t services = 0;
  for (const size_t cover : Covers(i)) services |= sketches_[cover].services;
  if (services == 0 || (sketches_[i].services & ~services) != 0) return false;
  return CoveredActions(i).Covers(ActionsOf(i));
}

bool CoverFilter::MayDenyStatement(size_t i) {
  uint64_t services = 0;
  for (const size_t cover : Covers(i)) {
    if (policy_.statements[cover].denies()) services |= sketches_[cover].services;
  }
  if (services == 0 || (sketches_[i].services & ~services) != 0) return false;
  std::vector<ActionRange> ranges;
  for (const size_t cover : Covers(i)) {
    if (policy_.statements[cover].denies()) Collect(ActionsOf(cover), ranges);
  }
  return ActionSet::Of(std::move(ranges)).Covers(ActionsOf(i));
}

bool CoverFilter::MayCoverAction(size_t i, size_t entry) {
  if (Covers(i).empty()) return false;
  const policy::Action& action = policy_.statements[i].action.entries[entry];
  if (!action.text.pieces.empty()) return true;
  const ActionSet wanted = look_up_(i, entry);
  return !wanted.empty() && CoveredActions(i).Covers(wanted);
}

}  // namespace whittle::access
