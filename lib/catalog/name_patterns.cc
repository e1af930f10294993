#include "catalog/name_patterns.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>

#include "catalog/fold.h"

namespace whittle::catalog {

namespace {

/// A length from which on a beginning (or end) of a name tells more names apart, and the names that
/// share it.
struct Affix {
  size_t length;
  const Bits* names;
};

/// The names in order of their beginnings or of their ends.
class Affixes {
 public:
  Affixes(std::span<const std::string> names, bool ends) : names_(names), ends_(ends) {
    for (uint32_t i = 0; i < names.size(); ++i) order_.push_back(i);
    std::sort(order_.begin(), order_.end(), [&](uint32_t a, uint32_t b) {
      const std::string& x = names_[a];
      const std::string& y = names_[b];
      return ends_ ? std::lexicographical_compare(x.rbegin(), x.rend(), y.rbegin(), y.rend())
                   : x < y;
    });
  }

  /// Those of a name: for each set of names that share one with it, the shortest.
  [[nodiscard]] std::vector<Affix> Of(size_t name) {
    std::vector<Affix> affixes;
    auto begin = order_.begin();
    auto end = order_.end();
    for (size_t length = 0; length <= names_[name].size(); ++length) {
      const auto old_begin = begin;
      const auto old_end = end;
      if (length > 0) {
        const int wanted = At(static_cast<uint32_t>(name), length - 1);
        begin = std::partition_point(
            begin, end, [&](uint32_t other) { return At(other, length - 1) < wanted; });
        end = std::partition_point(begin, end,
                                   [&](uint32_t other) { return At(other, length - 1) == wanted; });
      }
      if (length == 0 || begin != old_begin || end != old_end) {
        affixes.push_back({length, &Shared(static_cast<size_t>(begin - order_.begin()),
                                           static_cast<size_t>(end - order_.begin()))});
      }
    }
    return affixes;
  }

 private:
  using Order = std::vector<uint32_t>;

  /// Character number `at` from the start (or from the end), -1 behind the last.
  [[nodiscard]] int At(uint32_t name, size_t at) const {
    const std::string& text = names_[name];
    if (at >= text.size()) return -1;
    return static_cast<unsigned char>(ends_ ? text[text.size() - 1 - at] : text[at]);
  }
  const Bits& Shared(size_t begin, size_t end) {
    const auto [found, fresh] = shared_.try_emplace(begin << 32U | end);
    if (fresh) {
      found->second = Bits(names_.size());
      for (size_t i = begin; i < end; ++i) found->second.Set(order_[i]);
    }
    return found->second;
  }

  std::span<const std::string> names_;
  bool ends_;
  Order order_;
  std::unordered_map<uint64_t, Bits> shared_;  ///< by the range of `order_`
};

/// Which names hold a character, or two in a row.
class Letters {
 public:
  explicit Letters(std::span<const std::string> names) {
    one_.fill(Bits(names.size()));
    two_.resize(size_t{kClasses} * kClasses, Bits(names.size()));
    for (size_t i = 0; i < names.size(); ++i) {
      for (size_t at = 0; at < names[i].size(); ++at) {
        one_[Class(names[i][at])].Set(i);
        if (at > 0) two_[Pair(names[i][at - 1], names[i][at])].Set(i);
      }
    }
  }
  [[nodiscard]] const Bits& One(char c) const { return one_[Class(c)]; }
  [[nodiscard]] const Bits& Two(char a, char b) const { return two_[Pair(a, b)]; }

 private:
  /// Characters that share a class only make the sets too large.
  static constexpr size_t kClasses = 32;
  static size_t Class(char c) { return static_cast<unsigned char>(c) % kClasses; }
  static size_t Pair(char a, char b) { return Class(a) * kClasses + Class(b); }

  std::array<Bits, kClasses> one_;
  std::vector<Bits> two_;
};

class Finder {
 public:
  Finder(std::span<const std::string_view> names, const Bits& wanted)
      : spelled_(names),
        names_(Folded(names)),
        wanted_(wanted),
        forbidden_(names.size()),
        beginnings_(names_, false),
        ends_(names_, true),
        letters_(names_) {
    for (size_t i = 0; i < names.size(); ++i) {
      if (!wanted.Has(i)) forbidden_.Set(i);
    }
  }

  std::vector<NamePattern> Find() {
    wanted_.ForEach([&](size_t name) { AddFor(name); });
    std::vector<NamePattern> found;
    found.reserve(by_matched_.size());
    for (auto& [hash, pattern] : by_matched_) found.push_back(std::move(pattern));
    std::sort(found.begin(), found.end(),
              [](const NamePattern& a, const NamePattern& b) { return a.text < b.text; });
    return found;
  }

 private:
  static std::vector<std::string> Folded(std::span<const std::string_view> names) {
    std::vector<std::string> folded;
    folded.reserve(names.size());
    for (const std::string_view name : names) {
      std::transform(name.begin(), name.end(), std::back_inserter(folded.emplace_back()),
                     text::ToLower);
    }
    return folded;
  }

  void AddFor(size_t name) {
    Bits self(names_.size());
    self.Set(name);
    Offer(std::string(spelled_[name]), std::move(self));
    const std::vector<Affix> beginnings = beginnings_.Of(name);
    const std::vector<Affix> ends = ends_.Of(name);
    const size_t size = names_[name].size();
    for (const Affix& beginning : beginnings) {
      for (const Affix& end : ends) {
        if (beginning.length + end.length > size) break;
        Bits shared = *beginning.names;
        shared &= *end.names;
        Bits refused = shared;
        refused &= forbidden_;
        shared &= wanted_;
        // Names in which the two parts would overlap do not match.
        size_t longest = 0;
        refused.ForEach([&](size_t other) {
          longest = std::max(longest, names_[other].size());
          if (names_[other].size() < beginning.length + end.length) refused.Clear(other);
        });
        if (refused.None()) {
          AddMatching(name, beginning.length, 0, 0, end.length, shared);
          break;  // longer ends match no more
        }
        // A longer beginning may make all of them overlap.
        if (longest < size) {
          AddMatching(name, longest + 1 - end.length, 0, 0, end.length, shared);
        }
        AddMiddles(name, beginning.length, end.length, refused, shared);
      }
    }
  }

  /// Adds `pre*mid*suf` with the shortest middles of the name that no refused name has there.
  void AddMiddles(size_t name, size_t beginning, size_t end, const Bits& refused,
                  const Bits& shared) {
    const std::string& text = names_[name];
    const size_t stop = text.size() - end;
    const auto has = [&](const Bits& others, std::string_view middle) {
      bool found = false;
      others.ForEach([&](size_t other) {
        const std::string_view whole = names_[other];
        found = found || whole.substr(beginning, whole.size() - beginning - end).find(middle) !=
                             std::string_view::npos;
      });
      return found;
    };
    size_t last_start = 0;
    size_t last_stop = 0;  // of the last middle found; a later one ends no earlier
    for (size_t start = beginning; start < stop; ++start) {
      Bits others = refused;
      others &= letters_.One(text[start]);
      size_t at = start + 1;
      while (at < last_stop || has(others, std::string_view(text).substr(start, at - start))) {
        if (at == stop) break;
        others &= letters_.Two(text[at - 1], text[at]);
        ++at;
      }
      if (at == stop && has(others, std::string_view(text).substr(start, at - start))) break;
      // The one found before is not the shortest when this one ends where it does.
      if (last_stop != 0 && at != last_stop) {
        AddMatching(name, beginning, last_start, last_stop, end, shared);
      }
      last_start = start;
      last_stop = at;
    }
    if (last_stop != 0) AddMatching(name, beginning, last_start, last_stop, end, shared);
  }

  /// Adds the pattern of the name's first `beginning` characters, those of [start, stop) unless
  /// that is empty, and its last `end` characters. It matches none but names of `shared`.
  void AddMatching(size_t name, size_t beginning, size_t start, size_t stop, size_t end,
                   const Bits& shared) {
    const std::string& folded = names_[name];
    const auto cut = [&](std::string_view text) {
      std::string pattern(text.substr(0, beginning));
      pattern += '*';
      if (start != stop) {
        pattern += text.substr(start, stop - start);
        pattern += '*';
      }
      pattern += text.substr(text.size() - end);
      return pattern;
    };
    if (!tried_.insert(cut(folded)).second) return;
    const std::string_view middle = std::string_view(folded).substr(start, stop - start);
    const std::string_view first = std::string_view(folded).substr(0, beginning);
    const std::string_view last = std::string_view(folded).substr(folded.size() - end);
    Bits matched(names_.size());
    shared.ForEach([&](size_t other) {
      const std::string_view text = names_[other];
      if (text.size() < beginning + middle.size() + end || text.substr(0, beginning) != first ||
          text.substr(text.size() - end) != last) {
        return;
      }
      if (text.substr(beginning, text.size() - beginning - end).find(middle) !=
          std::string_view::npos) {
        matched.Set(other);
      }
    });
    Offer(cut(spelled_[name]), std::move(matched));
  }

  /// Keeps the pattern unless a better one matches the same names: a shorter one, or one that says
  /// more at its beginning.
  void Offer(std::string text, Bits matched) {
    const auto better = [](const std::string& a, const std::string& b) {
      if (a.size() != b.size()) return a.size() < b.size();
      const size_t star_a = a.find('*');
      const size_t star_b = b.find('*');
      return star_a != star_b ? star_a > star_b : a < b;
    };
    for (uint64_t hash = matched.Hash();; ++hash) {
      const auto [at, fresh] = by_matched_.try_emplace(hash);
      if (!fresh && at->second.matched != matched) continue;  // another set of the same hash
      if (fresh || better(text, at->second.text)) {
        at->second = {std::move(text), std::move(matched)};
      }
      return;
    }
  }

  std::span<const std::string_view> spelled_;
  std::vector<std::string> names_;
  const Bits& wanted_;
  Bits forbidden_;
  Affixes beginnings_;
  Affixes ends_;
  Letters letters_;
  std::unordered_set<std::string> tried_;
  std::unordered_map<uint64_t, NamePattern> by_matched_;
};

}  // namespace

std::vector<NamePattern> PatternsWithin(std::span<const std::string_view> names,
                                        const Bits& wanted) {
  return Finder(names, wanted).Find();
}

}  // namespace whittle::catalog
