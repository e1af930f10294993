#include "access/query.h"

#include <algorithm>
#include <optional>
#include <string>

#include "access/known_actions.h"
#include "access/likely.h"
#include "access/plausible.h"

namespace whittle::access {

namespace {

/// A cover, of which only the atoms count that the piece does not itself imply.
struct Candidate {
  const Box* box = nullptr;
  std::vector<Bits> cells;  ///< by dimension in question; filled in as they are cut
};

class Query {
 public:
  Query(Space& space, Reading reading, const std::vector<AtomId>& piece, Budget& budget,
        bool likely)
      : space_(space), reading_(reading), piece_(piece), budget_(budget), likely_(likely) {}

  QueryResult Run(const std::vector<const Box*>& covers) {
    for (const Box* cover : covers) {
      if (cover->never) continue;
      if (std::includes(piece_.begin(), piece_.end(), cover->atoms.begin(), cover->atoms.end())) {
        return Covered();
      }
      candidates_.push_back({cover, {}});
    }
    // The three elements tell most statements apart: cut them first, and drop covers that miss.
    std::vector<Dimension> spoken;
    for (const AtomId id : piece_) spoken.push_back(space_.atom(id).dimension);
    for (const Candidate& candidate : candidates_) {
      for (const AtomId id : candidate.box->atoms) spoken.push_back(space_.atom(id).dimension);
    }
    std::sort(spoken.begin(), spoken.end());
    spoken.erase(std::unique(spoken.begin(), spoken.end()), spoken.end());
    for (const Dimension dimension : spoken) {
      if (!budget_.Spend(1 + candidates_.size() / 16)) return Capped();
      if (!Cut(dimension)) return result_;
    }
    return Settle();
  }

 private:
  QueryResult Capped() {
    result_ = {};
    result_.capped = true;
    return result_;
  }
  QueryResult Covered() {
    result_ = {};
    result_.covered = true;
    return result_;
  }

  /// The atoms of a candidate on a dimension that the piece does not itself imply.
  template <typename Visit>
  void ForEachAtom(const Candidate& candidate, Dimension dimension, Visit visit) const {
    for (const AtomId id : candidate.box->atoms) {
      if (space_.atom(id).dimension == dimension &&
          !std::binary_search(piece_.begin(), piece_.end(), id)) {
        visit(id);
      }
    }
  }

  [[nodiscard]] std::vector<AtomId> PieceAtoms(Dimension dimension) const {
    std::vector<AtomId> atoms;
    for (const AtomId id : piece_) {
      if (space_.atom(id).dimension == dimension) atoms.push_back(id);
    }
    return atoms;
  }

  /// Cuts a dimension if the piece or a candidate speaks of it. False: the question is settled.
  bool Cut(Dimension dimension) {
    std::vector<AtomId> atoms;
    for (const Candidate& candidate : candidates_) {
      ForEachAtom(candidate, dimension, [&](AtomId id) { atoms.push_back(id); });
    }
    std::sort(atoms.begin(), atoms.end());
    atoms.erase(std::unique(atoms.begin(), atoms.end()), atoms.end());
    const std::vector<AtomId> piece = PieceAtoms(dimension);
    if (atoms.empty() && piece.empty()) return true;
    Cells cells = CutDimension(space_, dimension, reading_, piece, atoms, budget_);
    if (cells.capped) {
      Capped();
      return false;
    }
    if (cells.examples.empty()) {
      Covered();  // the piece is empty
      return false;
    }
    if (dimension == kActionDimension) action_atoms_ = atoms;
    const size_t index = dimensions_.size();
    const size_t count = cells.examples.size();
    std::vector<Candidate> left;
    left.reserve(candidates_.size());
    for (Candidate& candidate : candidates_) {
      Bits held(count, true);
      ForEachAtom(candidate, dimension, [&](AtomId id) {
        const auto at = std::lower_bound(atoms.begin(), atoms.end(), id);
        held.And(cells.truths[static_cast<size_t>(at - atoms.begin())]);
      });
      if (!held.Any()) continue;
      candidate.cells.resize(index);
      candidate.cells.push_back(std::move(held));
      left.push_back(std::move(candidate));
    }
    candidates_ = std::move(left);
    dimensions_.push_back(dimension);
    cells_.push_back(std::move(cells));
    return true;
  }

  QueryResult Settle() {
    CellBox box;
    box.reserve(cells_.size());
    for (const Cells& cells : cells_) box.emplace_back(cells.examples.size(), true);
    std::vector<const CellBox*> covers;
    for (const Candidate& candidate : candidates_) covers.push_back(&candidate.cells);
    Remainder remainder = Subtract(box, covers, budget_);
    if (remainder.capped) return Capped();
    if (!remainder.piece) return Covered();
    PreferKnownAction(std::move(box), covers, *remainder.piece);
    return result_;
  }

  /// Fills in the example, with an action that exists if any is left.
  void PreferKnownAction(CellBox box, const std::vector<const CellBox*>& covers, CellBox& piece) {
    const auto at = std::find(dimensions_.begin(), dimensions_.end(), kActionDimension);
    if (at == dimensions_.end()) {
      Fill(piece);
      return;
    }
    const auto action = static_cast<size_t>(at - dimensions_.begin());
    Cells& cells = cells_[action];
    const bool prove = reading_ == Reading::kProve;
    const catalog::Catalog& catalog = space_.catalog();
    catalog::ActionSet base(catalog::ActionRange{0, catalog.action_count()});
    for (const AtomId id : PieceAtoms(kActionDimension)) {
      base = catalog::ActionSet::Intersection(
          base, KnownActions(catalog, space_.atom(id), prove ? Mode::kMay : Mode::kMust));
    }
    std::vector<catalog::ActionSet> held;
    for (const AtomId id : action_atoms_) {
      held.push_back(KnownActions(catalog, space_.atom(id), prove ? Mode::kMust : Mode::kMay));
    }
    Bits some(cells.examples.size());
    if (likely_) known_.resize(cells.examples.size());
    for (size_t cell = 0; cell < cells.examples.size(); ++cell) {
      catalog::ActionSet actions = base;
      for (size_t i = 0; i < held.size() && !actions.empty(); ++i) {
        actions = cells.truths[i].Has(cell) ? catalog::ActionSet::Intersection(actions, held[i])
                                            : catalog::ActionSet::Difference(actions, held[i]);
      }
      if (actions.empty()) continue;
      some.Set(cell);
      if (likely_) known_[cell] = actions;
      const std::string name = catalog.action(actions.ranges().front().begin).full_name();
      cells.examples[cell].words.front() = std::u16string(name.begin(), name.end());
    }
    box[action].And(some);
    Remainder remainder;
    if (box[action].Any()) remainder = Subtract(std::move(box), covers, budget_);
    result_.unknown_actions_only = !remainder.piece.has_value() && !remainder.capped;
    const CellBox& left = remainder.piece ? *remainder.piece : piece;
    Fill(left);
    if (likely_ && remainder.piece) PickLikely(left, action);
  }

  /// Puts the action into the example if AWS calls it on a resource of the cell.
  bool Pick(size_t action, catalog::ActionId id, size_t resource, const Value& cell,
            const std::string& arn) {
    const catalog::Catalog& catalog = space_.catalog();
    const std::u16string& word = cell.words.front();
    std::optional<std::u16string> fitting;
    if (ActionTakes(catalog, id, arn)) {
      fitting = word;
    } else if (std::any_of(word.begin(), word.end(), IsWildcard)) {
      // Whatever the wildcards stand for is in the cell.
      for (const std::string& one : ResourcesOf(catalog, id)) {
        const std::u16string letters(one.begin(), one.end());
        if (Covers(word, letters)) fitting = letters;
      }
    }
    if (!fitting) return false;
    const std::string name = catalog.action(id).full_name();
    result_.example[action].value.words = {std::u16string(name.begin(), name.end())};
    result_.example[resource].value = {Value::Kind::kScalar, {*fitting}};
    return true;
  }

  /// Takes an action of what is left that AWS calls on a resource of what is left.
  void PickLikely(const CellBox& left, size_t action) {
    constexpr size_t kMostTries = 2000;
    const auto at = std::find(dimensions_.begin(), dimensions_.end(), kResourceDimension);
    if (at == dimensions_.end()) return;
    const auto resource = static_cast<size_t>(at - dimensions_.begin());
    size_t tries = 0;
    for (size_t r = left[resource].Next(0); r < left[resource].size();
         r = left[resource].Next(r + 1)) {
      const std::u16string word =
          Plausible(kResourceDimension, cells_[resource].examples[r].words.front());
      const std::string arn(word.begin(), word.end());
      for (size_t a = left[action].Next(0); a < left[action].size(); a = left[action].Next(a + 1)) {
        for (const catalog::ActionRange range : known_[a].ranges()) {
          for (catalog::ActionId id = range.begin; id < range.end; ++id) {
            if (++tries > kMostTries) return;
            if (Pick(action, id, resource, cells_[resource].examples[r], arn)) return;
          }
        }
      }
    }
  }

  void Fill(const CellBox& piece) {
    for (size_t d = 0; d < dimensions_.size(); ++d) {
      result_.example.push_back({dimensions_[d], cells_[d].examples[piece[d].Next(0)]});
    }
  }

  Space& space_;
  Reading reading_;
  const std::vector<AtomId>& piece_;
  Budget& budget_;
  bool likely_;
  std::vector<Candidate> candidates_;
  std::vector<Dimension> dimensions_;  ///< those that were cut
  std::vector<Cells> cells_;
  std::vector<catalog::ActionSet> known_;  ///< the catalogue's actions of each cell
  std::vector<AtomId> action_atoms_;       ///< the covers' atoms on the action
  QueryResult result_;
};

}  // namespace

std::vector<AtomId> Conjunction(const std::vector<const Box*>& boxes) {
  std::vector<AtomId> atoms;
  for (const Box* box : boxes) atoms.insert(atoms.end(), box->atoms.begin(), box->atoms.end());
  std::sort(atoms.begin(), atoms.end());
  atoms.erase(std::unique(atoms.begin(), atoms.end()), atoms.end());
  return atoms;
}

QueryResult Within(Space& space, Reading reading, const std::vector<AtomId>& piece,
                   const std::vector<const Box*>& covers, Budget& budget, bool likely) {
  return Query(space, reading, piece, budget, likely).Run(covers);
}

}  // namespace whittle::access
