#include "access/elements.h"

#include <algorithm>

#include "access/plausible.h"

namespace whittle::access {

namespace {

bool AllBytes(LetterView letters) { return std::all_of(letters.begin(), letters.end(), IsByte); }

}  // namespace

LetterView LettersOf(const Pattern& pattern, Mode mode) {
  if (mode == Mode::kMust) return pattern.sure ? LetterView(pattern.glob.letters) : LetterView();
  return pattern.glob.crossing.empty() ? pattern.glob.letters : pattern.glob.crossing;
}

bool CutTexts(Dimension dimension, const std::vector<LetterView>& generators,
              const std::vector<Predicate>& predicates, Budget& budget,
              std::vector<Element>& elements) {
  std::vector<TrackedGlob> tracked;
  std::vector<uint32_t> owners;  // predicates that are tracked
  std::vector<GlobCell> cells;
  for (const LetterView generator : generators) {
    tracked.clear();
    owners.clear();
    const bool literal = AllBytes(generator);
    Bits constant(predicates.size());
    for (size_t p = 0; p < predicates.size(); ++p) {
      const Predicate& predicate = predicates[p];
      const size_t before = tracked.size();
      bool covered = predicate.atom->open && predicate.mode != Mode::kMust;
      for (const Pattern& pattern : predicate.atom->patterns) {
        if (covered) break;
        if (predicate.mode == Mode::kMust && !pattern.sure) continue;
        const LetterView letters = LettersOf(pattern, predicate.mode);
        if (ClearlyDisjoint(generator, letters)) continue;
        if (Covers(letters, generator)) {
          covered = true;
        } else if (!literal || (pattern.glob.has_names && predicate.mode != Mode::kMust)) {
          tracked.push_back({letters, predicate.mode, static_cast<uint32_t>(owners.size())});
        }
      }
      if (!budget.Spend(1 + predicate.atom->patterns.size())) return false;
      if (covered) {
        tracked.resize(before);
        constant.Set(p);
      } else if (tracked.size() > before) {
        owners.push_back(static_cast<uint32_t>(p));
      }
    }
    if (tracked.empty()) {
      elements.push_back({std::move(constant), std::u16string(generator)});
      continue;
    }
    cells.clear();
    const std::u16string plain = Plausible(dimension, generator);
    if (!CutIntoCells(generator, tracked, owners.size(), budget, cells)) return false;
    Bits truths(owners.size());
    for (const TrackedGlob& glob : tracked) {
      if (Covers(glob.letters, plain)) truths.Set(glob.owner);
    }
    for (GlobCell& cell : cells) {
      Element element{constant, cell.truths == truths ? plain : std::move(cell.word)};
      for (size_t i = 0; i < owners.size(); ++i) {
        if (cell.truths.Has(i)) element.truths.Set(owners[i]);
      }
      elements.push_back(std::move(element));
    }
  }
  return true;
}

}  // namespace whittle::access
