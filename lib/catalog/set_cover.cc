#include "catalog/set_cover.h"

#include <algorithm>
#include <array>
#include <optional>
#include <queue>
#include <random>
#include <tuple>
#include <unordered_map>

namespace whittle::catalog {

bool Bits::None() const {
  return std::all_of(words_.begin(), words_.end(), [](uint64_t word) { return word == 0; });
}

size_t Bits::Count() const {
  size_t count = 0;
  for (const uint64_t word : words_) count += static_cast<size_t>(std::popcount(word));
  return count;
}

size_t Bits::CountCommon(const Bits& other) const {
  size_t count = 0;
  for (size_t i = 0; i < words_.size(); ++i) {
    count += static_cast<size_t>(std::popcount(words_[i] & other.words_[i]));
  }
  return count;
}

bool Bits::Meets(const Bits& other) const {
  for (size_t i = 0; i < words_.size(); ++i) {
    if ((words_[i] & other.words_[i]) != 0) return true;
  }
  return false;
}

Bits& Bits::operator|=(const Bits& other) {
  for (size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  return *this;
}

Bits& Bits::operator&=(const Bits& other) {
  for (size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  return *this;
}

Bits& Bits::Remove(const Bits& other) {
  for (size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  return *this;
}

uint64_t Bits::Hash() const {
  uint64_t hash = 0xcbf29ce484222325;
  for (const uint64_t word : words_) {
    hash = (hash ^ word) * 0x9e3779b97f4a7c15;
    hash ^= hash >> 29U;
  }
  return hash;
}

namespace {

using Chosen = std::vector<uint32_t>;

uint64_t CostOf(std::span<const Column> columns, const Chosen& chosen) {
  uint64_t cost = 0;
  for (const uint32_t i : chosen) cost += columns[i].cost;
  return cost;
}

/// Adds columns until nothing is left, each time the one that costs least for each new element.
/// Gains only fall, so a column whose gain is looked at again and still leads is the best.
void CoverGreedily(std::span<const Column> columns, std::span<const uint32_t> usable, Bits left,
                   Chosen& chosen) {
  struct Offer {
    double price;
    uint32_t column;
    bool operator<(const Offer& other) const {
      return std::tie(price, column) > std::tie(other.price, other.column);
    }
  };
  const auto price = [&](uint32_t column) {
    return columns[column].cost / static_cast<double>(columns[column].elements.CountCommon(left));
  };
  std::priority_queue<Offer> offers;
  for (const uint32_t column : usable) {
    if (columns[column].elements.Meets(left)) offers.push({price(column), column});
  }
  while (!left.None()) {
    Offer best = offers.top();
    offers.pop();
    if (!columns[best.column].elements.Meets(left)) continue;
    const double now = price(best.column);
    if (now > best.price && !offers.empty() && now > offers.top().price) {
      offers.push({now, best.column});
      continue;
    }
    chosen.push_back(best.column);
    left.Remove(columns[best.column].elements);
  }
}

/// Drops columns that the others make needless, dearest first.
void DropNeedless(std::span<const Column> columns, const Bits& wanted, size_t size,
                  Chosen& chosen) {
  std::vector<uint32_t> times(size, 0);
  for (const uint32_t column : chosen) {
    columns[column].elements.ForEach([&](size_t element) { ++times[element]; });
  }
  std::stable_sort(chosen.begin(), chosen.end(),
                   [&](uint32_t a, uint32_t b) { return columns[a].cost > columns[b].cost; });
  std::erase_if(chosen, [&](uint32_t column) {
    bool needed = false;
    columns[column].elements.ForEach(
        [&](size_t element) { needed = needed || (times[element] == 1 && wanted.Has(element)); });
    if (needed) return false;
    columns[column].elements.ForEach([&](size_t element) { --times[element]; });
    return true;
  });
}

/// Solves small problems to the optimum, or as near as its nodes last.
class Exact {
 public:
  static constexpr size_t kMaxElements = 256;
  static constexpr size_t kMaxNodes = 400;

  struct Answer {
    std::optional<Chosen> cover;  ///< nothing when no cheaper one was found
    bool complete = false;        ///< the search went to its end, so this is the optimum
  };

  /// A cover of `left` by columns of `usable` that costs less than `bound`.
  static Answer Solve(std::span<const Column> columns, std::span<const uint32_t> usable,
                      const Bits& left, uint64_t bound) {
    Exact exact;
    exact.best_ = bound;
    exact.Load(columns, usable, left);
    Mask all{};
    for (size_t i = 0; i < exact.prices_.size(); ++i) all[i / 64] |= uint64_t{1} << (i % 64);
    exact.Search(all, 0);
    return {std::move(exact.solution_), exact.nodes_ <= kMaxNodes};
  }

 private:
  using Mask = std::array<uint64_t, kMaxElements / 64>;
  struct Choice {
    Mask mask;
    uint32_t cost;
    uint32_t column;
  };

  void Load(std::span<const Column> columns, std::span<const uint32_t> usable, const Bits& left) {
    std::vector<uint32_t> elements;
    left.ForEach([&](size_t element) { elements.push_back(static_cast<uint32_t>(element)); });
    // Of columns that are alike on what is left, the cheapest.
    std::unordered_map<uint64_t, uint32_t> by_hash;
    for (const uint32_t column : usable) {
      Choice choice{{}, columns[column].cost, column};
      uint64_t hash = 0;
      for (size_t i = 0; i < elements.size(); ++i) {
        if (columns[column].elements.Has(elements[i])) {
          choice.mask[i / 64] |= uint64_t{1} << (i % 64);
        }
      }
      for (const uint64_t word : choice.mask) hash = (hash ^ word) * 0x9e3779b97f4a7c15;
      if (choice.mask == Mask{}) continue;
      const auto [at, fresh] = by_hash.emplace(hash, static_cast<uint32_t>(choices_.size()));
      if (fresh || choices_[at->second].mask != choice.mask) {
        choices_.push_back(choice);
      } else if (choice.cost < choices_[at->second].cost) {
        choices_[at->second] = choice;
      }
    }
    prices_.assign(elements.size(), 1e18);
    holders_.resize(elements.size());
    for (uint32_t i = 0; i < choices_.size(); ++i) {
      const double price = choices_[i].cost / static_cast<double>(Count(choices_[i].mask));
      ForEach(choices_[i].mask, [&](size_t element) {
        prices_[element] = std::min(prices_[element], price);
        holders_[element].push_back(i);
      });
    }
  }

  static size_t Count(const Mask& mask) {
    size_t count = 0;
    for (const uint64_t word : mask) count += static_cast<size_t>(std::popcount(word));
    return count;
  }
  static Mask Minus(Mask a, const Mask& b) {
    for (size_t i = 0; i < a.size(); ++i) a[i] &= ~b[i];
    return a;
  }
  template <typename Visit>
  static void ForEach(const Mask& mask, Visit visit) {
    for (size_t word = 0; word < mask.size(); ++word) {
      for (uint64_t left = mask[word]; left != 0; left &= left - 1) {
        visit(word * 64 + static_cast<size_t>(std::countr_zero(left)));
      }
    }
  }

  void Search(const Mask& left, uint64_t cost) {
    if (left == Mask{}) {
      best_ = cost;
      solution_ = path_;
      return;
    }
    if (++nodes_ > kMaxNodes) return;
    // Each element costs at least its share of the column where that share is least.
    double bound = static_cast<double>(cost);
    size_t rarest = 0;
    size_t fewest = SIZE_MAX;
    ForEach(left, [&](size_t element) {
      bound += prices_[element];
      if (holders_[element].size() < fewest) {
        fewest = holders_[element].size();
        rarest = element;
      }
    });
    if (bound > static_cast<double>(best_) - 0.999) return;
    std::vector<std::pair<double, uint32_t>> order;
    for (const uint32_t i : holders_[rarest]) {
      Mask both = choices_[i].mask;
      for (size_t word = 0; word < both.size(); ++word) both[word] &= left[word];
      order.emplace_back(choices_[i].cost / static_cast<double>(Count(both)), i);
    }
    std::sort(order.begin(), order.end());
    for (const auto& [price, i] : order) {
      if (cost + choices_[i].cost >= best_) continue;
      path_.push_back(choices_[i].column);
      Search(Minus(left, choices_[i].mask), cost + choices_[i].cost);
      path_.pop_back();
    }
  }

  std::vector<Choice> choices_;
  std::vector<double> prices_;
  std::vector<std::vector<uint32_t>> holders_;  ///< by element
  uint64_t best_ = 0;
  size_t nodes_ = 0;
  Chosen path_;
  std::optional<Chosen> solution_;
};

/// Takes a few neighbouring columns out of a cover and covers what they leave anew, if that is
/// cheaper.
class Improver {
 public:
  Improver(std::span<const Column> columns, const Bits& wanted)
      : columns_(columns), wanted_(wanted), holders_(wanted.words().size() * 64) {
    for (uint32_t i = 0; i < columns.size(); ++i) {
      columns[i].elements.ForEach([&](size_t element) { holders_[element].push_back(i); });
    }
  }

  void Improve(Chosen& chosen) {
    if (TryWithout(Chosen(chosen), chosen)) return;
    std::minstd_rand random(1);  // the same for every run
    const size_t rounds = 30 + 4 * chosen.size();
    size_t failures = 0;
    for (size_t round = 0; failures < rounds && round < 8 * rounds; ++round) {
      if (chosen.size() < 2) return;
      const size_t count = std::min<size_t>(chosen.size(), 2 + random() % 5);
      const Chosen out = Neighbours(chosen, chosen[random() % chosen.size()], count, random);
      const uint64_t before = CostOf(columns_, chosen);
      TryWithout(out, chosen);
      failures = CostOf(columns_, chosen) < before ? 0 : failures + 1;
    }
  }

 private:
  /// Columns of the cover that can be swapped for one that touches both come first.
  Chosen Neighbours(const Chosen& chosen, uint32_t first, size_t count,
                    std::minstd_rand& random) const {
    Chosen out{first};
    std::vector<size_t> elements;
    columns_[first].elements.ForEach([&](size_t element) { elements.push_back(element); });
    for (size_t tries = 0; tries < 4 * count && out.size() < count; ++tries) {
      const auto& around = holders_[elements[random() % elements.size()]];
      const Bits& bridge = columns_[around[random() % around.size()]].elements;
      for (const uint32_t other : chosen) {
        if (out.size() < count && columns_[other].elements.Meets(bridge) &&
            std::find(out.begin(), out.end(), other) == out.end()) {
          out.push_back(other);
        }
      }
    }
    while (out.size() < count) {
      const uint32_t other = chosen[random() % chosen.size()];
      if (std::find(out.begin(), out.end(), other) == out.end()) out.push_back(other);
    }
    return out;
  }

  /// Covers what `out` alone covers anew, if that is cheaper. Returns whether nothing can be.
  bool TryWithout(const Chosen& out, Chosen& chosen) {
    Chosen kept;
    Bits left = wanted_;
    uint64_t bound = 0;
    for (const uint32_t column : chosen) {
      if (std::find(out.begin(), out.end(), column) != out.end()) {
        bound += columns_[column].cost;
      } else {
        kept.push_back(column);
        left.Remove(columns_[column].elements);
      }
    }
    if (left.Count() > Exact::kMaxElements) return false;
    Chosen usable;
    left.ForEach([&](size_t element) {
      usable.insert(usable.end(), holders_[element].begin(), holders_[element].end());
    });
    std::sort(usable.begin(), usable.end());
    usable.erase(std::unique(usable.begin(), usable.end()), usable.end());
    const Exact::Answer answer = Exact::Solve(columns_, usable, left, bound);
    if (answer.cover) {
      kept.insert(kept.end(), answer.cover->begin(), answer.cover->end());
      chosen = std::move(kept);
    }
    return answer.complete;
  }

  std::span<const Column> columns_;
  const Bits& wanted_;
  std::vector<std::vector<uint32_t>> holders_;  ///< by element
};

}  // namespace

std::vector<uint32_t> CoverCheaply(std::span<const Column> columns, const Bits& wanted) {
  std::vector<uint32_t> usable(columns.size());
  for (uint32_t i = 0; i < usable.size(); ++i) usable[i] = i;
  Chosen chosen;
  CoverGreedily(columns, usable, wanted, chosen);
  DropNeedless(columns, wanted, wanted.words().size() * 64, chosen);
  Improver(columns, wanted).Improve(chosen);
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

}  // namespace whittle::catalog
