#include "access/glob_cells.h"

#include <algorithm>
#include <unordered_set>

namespace whittle::access {

namespace {

constexpr Letter kEnd = 0xFFFF;

/// Live positions of one pattern, ascending.
using Positions = std::u16string;

/// One pattern with what steps over it need.
class Walker {
 public:
  Walker(LetterView letters, Mode mode)
      : letters_(letters),
        may_(mode != Mode::kMust),
        equal_(mode == Mode::kMayEqual),
        first_star_(letters.find(kStar)) {}

  [[nodiscard]] Positions Start() const {
    Positions live;
    Add(0, live);
    Settle(live);
    return live;
  }
  [[nodiscard]] bool Accepts(LetterView live) const {
    return !live.empty() && live.back() == letters_.size();
  }
  /// A `*` at the end is live: every continuation matches.
  [[nodiscard]] bool Saturated(LetterView live) const {
    return !letters_.empty() && letters_.back() == kStar && !live.empty() &&
           live.back() == letters_.size();
  }

  void Step(LetterView live, Letter c, Positions& next) const {
    next.clear();
    if (IsName(c) && may_ && !(equal_ && letters_.find(c) != LetterView::npos)) {
      // Some value leads to each later position.
      for (size_t at = live.front(); at <= letters_.size(); ++at) {
        next.push_back(static_cast<Letter>(at));
      }
      return;
    }
    for (const Letter at : live) {
      if (at >= letters_.size()) continue;
      const Letter s = letters_[at];
      if (Loops(s)) {
        const bool stays = IsName(c) ? IsStar(s) : s != kFieldStar || c != ':';
        if (stays) Add(at, next);
      } else if (s == c || Takes(s, c)) {
        Add(at + 1U, next);
      }
    }
    Settle(next);
  }

  /// Adds the letters that a live position spells out.
  void Spelled(LetterView live, Positions& letters) const {
    for (const Letter at : live) {
      if (at >= letters_.size()) continue;
      const Letter s = letters_[at];
      if (IsFolded(s)) {
        const auto lower = static_cast<Letter>(s - kFolded);
        AddOnce(lower, letters);
        AddOnce(static_cast<Letter>(lower - 'a' + 'A'), letters);
      } else if (!IsWildcard(s)) {
        AddOnce(s, letters);
      }
    }
  }
  [[nodiscard]] bool Live(LetterView live, bool (*wanted)(Letter)) const {
    return std::any_of(live.begin(), live.end(),
                       [&](Letter at) { return at < letters_.size() && wanted(letters_[at]); });
  }
  /// What follows for a string that has come to `live`, wildcards as they stand.
  void Complete(LetterView live, std::u16string& word) const {
    for (size_t at = live.back(); at < letters_.size(); ++at) {
      word.push_back(letters_[at]);
    }
  }

  static void AddOnce(Letter s, Positions& letters) {
    if (letters.find(s) == Positions::npos) letters.push_back(s);
  }

 private:
  [[nodiscard]] bool Loops(Letter s) const { return IsStar(s) || (may_ && IsName(s)); }

  void Add(size_t at, Positions& live) const {
    // Steps come in ascending order, so what is there already is at the end.
    while (live.empty() || live.back() < at) {
      live.push_back(static_cast<Letter>(at));
      if (at >= letters_.size() || !Loops(letters_[at])) return;
      ++at;
    }
  }

  /// Drops positions before the last live star: whatever they lead to, it leads to as well.
  void Settle(Positions& live) const {
    for (size_t i = live.size(); i-- > 1;) {
      if (live[i] >= letters_.size()) continue;
      const Letter s = letters_[live[i]];
      if (s == kStar || (may_ && IsName(s)) ||
          (s == kFieldStar && live[i] < first_star_ && !may_)) {
        live.erase(0, i);
        return;
      }
    }
  }

  LetterView letters_;
  bool may_;
  bool equal_;
  size_t first_star_;
};

/// A point of the walk: for the generator and each glob that is neither dead nor settled its live
/// positions, and the predicates that are true for ever.
struct State {
  std::u16string
      key;  ///< generator's positions, kEnd, then index, positions, kEnd; then the truths
  size_t parent = 0;
  Letter symbol = 0;
};

class Walk {
 public:
  Walk(LetterView generator, std::span<const TrackedGlob> globs, size_t predicates, Budget& budget,
       std::vector<GlobCell>& cells)
      : generator_(generator, Mode::kMust),
        globs_(globs),
        predicates_(predicates),
        budget_(budget),
        cells_(cells) {
    walkers_.reserve(globs.size());
    for (const TrackedGlob& glob : globs) walkers_.emplace_back(glob.letters, glob.mode);
  }

  bool Run() {
    Positions live = generator_.Start();
    live_.resize(globs_.size());
    for (size_t i = 0; i < globs_.size(); ++i) live_[i] = walkers_[i].Start();
    truths_ = Bits(predicates_);
    Push(live, 0, 0);
    for (size_t at = 0; at < states_.size(); ++at) {
      if (!Expand(at)) return false;
    }
    return true;
  }

 private:
  /// Files the state in `live_`, `truths_` unless it has been there or nothing is open in it.
  void Push(const Positions& generator, size_t parent, Letter symbol) {
    bool open = false;
    for (size_t i = 0; i < globs_.size(); ++i) {
      if (!live_[i].empty() && walkers_[i].Saturated(live_[i])) truths_.Set(globs_[i].owner);
    }
    std::u16string key = generator;
    key.push_back(kEnd);
    for (size_t i = 0; i < globs_.size(); ++i) {
      if (live_[i].empty() || truths_.Has(globs_[i].owner)) continue;
      open = true;
      key.push_back(static_cast<Letter>(i));
      key += live_[i];
      key.push_back(kEnd);
    }
    key.push_back(kEnd);
    for (size_t p = truths_.Next(0); p < predicates_; p = truths_.Next(p + 1)) {
      key.push_back(static_cast<Letter>(p));
    }
    if (!seen_.insert(key).second) return;
    states_.push_back({std::move(key), parent, symbol});
    if (!open) Emit(states_.size() - 1, generator, truths_);
    closed_.push_back(!open);
  }

  /// Reads a state's key back into `live_` and `truths_`; the generator's positions are returned.
  LetterView Load(const std::u16string& key) {
    const size_t first = key.find(kEnd);
    for (Positions& positions : live_) positions.clear();
    truths_ = Bits(predicates_);
    size_t at = first + 1;
    while (key[at] != kEnd) {
      const size_t glob = key[at];
      const size_t end = key.find(kEnd, at + 1);
      live_[glob].assign(key, at + 1, end - at - 1);
      at = end + 1;
    }
    for (++at; at < key.size(); ++at) truths_.Set(key[at]);
    return LetterView(key).substr(0, first);
  }

  bool Expand(size_t at) {
    if (closed_[at]) return true;
    const std::u16string key = states_[at].key;
    const LetterView generator = Load(key);
    const std::vector<Positions> live = live_;
    const Bits truths = truths_;
    if (generator_.Accepts(generator)) {
      Bits now = truths;
      for (size_t i = 0; i < globs_.size(); ++i) {
        if (walkers_[i].Accepts(live[i])) now.Set(globs_[i].owner);
      }
      Emit(at, generator, now);
    }
    const Positions letters = Candidates(generator, live);
    Positions next;
    for (const Letter c : letters) {
      if (!budget_.Spend(4 + 2 * key.size())) return false;
      generator_.Step(generator, c, next);
      if (next.empty()) continue;
      truths_ = truths;
      for (size_t i = 0; i < globs_.size(); ++i) {
        if (live[i].empty()) {
          live_[i].clear();
        } else {
          walkers_[i].Step(live[i], c, live_[i]);
        }
      }
      Push(next, at, c);
    }
    return true;
  }

  /// One symbol of each kind that the live positions can tell apart.
  Positions Candidates(LetterView generator, const std::vector<Positions>& live) const {
    Positions letters;
    generator_.Spelled(generator, letters);
    const bool wild = generator_.Live(generator, IsWildcard);
    if (!wild) return letters;
    const bool free = generator_.Live(generator, [](Letter s) { return s == kStar || s == kAny; });
    bool fields = false;
    for (size_t i = 0; i < globs_.size(); ++i) {
      if (live[i].empty()) continue;
      Positions spelled;
      walkers_[i].Spelled(live[i], spelled);
      for (const Letter s : spelled) {
        if (IsByte(s)) Walker::AddOnce(s, letters);
      }
      fields = fields || walkers_[i].Live(
                             live[i], [](Letter s) { return s == kFieldStar || s == kFieldAny; });
    }
    if (free && fields) Walker::AddOnce(':', letters);
    for (const char c : std::string_view("x0abcdefghijklmnopqrstuvwyz123456789-_.")) {
      if (letters.find(static_cast<Letter>(c)) == Positions::npos) {
        letters.push_back(static_cast<Letter>(c));
        return letters;
      }
    }
    for (Letter s = 1; s < 0x80; ++s) {
      if (s != ':' && letters.find(s) == Positions::npos) {
        letters.push_back(s);
        break;
      }
    }
    return letters;
  }

  void Emit(size_t state, LetterView generator, const Bits& truths) {
    for (const GlobCell& cell : cells_) {
      if (cell.truths == truths) return;
    }
    GlobCell cell{truths, {}};
    for (size_t at = state; at != 0; at = states_[at].parent) {
      cell.word.push_back(states_[at].symbol);
    }
    std::reverse(cell.word.begin(), cell.word.end());
    generator_.Complete(generator, cell.word);
    cells_.push_back(std::move(cell));
  }

  Walker generator_;
  std::span<const TrackedGlob> globs_;
  size_t predicates_;
  Budget& budget_;
  std::vector<GlobCell>& cells_;
  std::vector<Walker> walkers_;
  std::vector<State> states_;
  std::vector<bool> closed_;
  std::unordered_set<std::u16string> seen_;
  std::vector<Positions> live_;
  Bits truths_;
};

}  // namespace

bool CutIntoCells(LetterView generator, std::span<const TrackedGlob> globs, size_t predicates,
                  Budget& budget, std::vector<GlobCell>& cells) {
  return Walk(generator, globs, predicates, budget, cells).Run();
}

}  // namespace whittle::access
