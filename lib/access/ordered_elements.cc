#include "access/ordered_elements.h"

#include <algorithm>
#include <compare>
#include <optional>

#include "access/between.h"
#include "policy/value.h"

namespace whittle::access {

namespace {

/// The values that one atom names, read; `vague` when some cannot be.
template <typename T>
struct Bounds {
  struct Bound {
    T value;
    bool sure;
  };
  std::vector<Bound> bounds;
  bool vague = false;
};

template <typename T, typename Parse>
Bounds<T> ReadBounds(const Atom& atom, Parse parse) {
  Bounds<T> read;
  read.vague = atom.open;
  for (const policy::Text* text : atom.texts) {
    const std::optional<T> value = text->has_holes ? std::nullopt : parse(text->value);
    if (value) {
      read.bounds.push_back({*value, text->choice == 0});
    } else {
      // A hole, or what is no value of this kind: AWS does not say what it means then.
      read.vague = true;
    }
  }
  return read;
}

template <typename T, typename Parse>
std::vector<Bounds<T>> ReadAll(const std::vector<Predicate>& predicates, Parse parse) {
  std::vector<Bounds<T>> all;
  all.reserve(predicates.size());
  for (const Predicate& predicate : predicates) {
    all.push_back(ReadBounds<T>(*predicate.atom, parse));
  }
  return all;
}

std::u16string Word(std::string_view text) { return std::u16string(text.begin(), text.end()); }

bool Satisfies(Order order, std::strong_ordering comparison) {
  switch (order) {
    case Order::kEqual:
      return comparison == std::strong_ordering::equal;
    case Order::kLess:
      return comparison == std::strong_ordering::less;
    case Order::kLessEqual:
      return comparison != std::strong_ordering::greater;
    case Order::kGreater:
      return comparison == std::strong_ordering::greater;
    case Order::kGreaterEqual:
      return comparison != std::strong_ordering::less;
  }
  return false;
}

/// Whether a predicate holds of a value, given how the value compares with a bound.
template <typename T, typename Matches>
bool Holds(const Predicate& predicate, const Bounds<T>& read, Matches matches) {
  if (read.vague && predicate.mode != Mode::kMust) return true;
  return std::any_of(read.bounds.begin(), read.bounds.end(), [&](const auto& bound) {
    return (bound.sure || predicate.mode != Mode::kMust) && matches(bound.value);
  });
}

/// Numbers and dates: the bounds, and one value between each two and beyond the ends.
template <typename T, typename Parse, typename Compare>
bool CutLine(const std::vector<Predicate>& predicates, Parse parse, Compare compare, Budget& budget,
             std::vector<Element>& elements) {
  const std::vector<Bounds<T>> read = ReadAll<T>(predicates, parse);
  std::vector<T> cuts;
  for (const Bounds<T>& bounds : read) {
    for (const auto& bound : bounds.bounds) cuts.push_back(bound.value);
  }
  const auto less = [&](const T& a, const T& b) {
    return compare(a, b) == std::strong_ordering::less;
  };
  std::sort(cuts.begin(), cuts.end(), less);
  cuts.erase(std::unique(cuts.begin(), cuts.end(),
                         [&](const T& a, const T& b) { return !less(a, b) && !less(b, a); }),
             cuts.end());
  for (size_t region = 0; region < 2 * cuts.size() + 1; ++region) {
    if (!budget.Spend(4 * predicates.size() + 1)) return false;
    // Even regions lie between cuts, odd ones are a cut.
    const size_t next = region / 2;
    const T* before = next > 0 ? &cuts[next - 1] : nullptr;
    const T* at = region % 2 == 1 ? &cuts[next] : nullptr;
    const T* after = next < cuts.size() ? &cuts[next] : nullptr;
    Element element{Bits(predicates.size()),
                    Word(at != nullptr ? Spelled(*at) : Between(before, after))};
    for (size_t p = 0; p < predicates.size(); ++p) {
      const auto matches = [&](const T& bound) {
        if (at != nullptr) return Satisfies(predicates[p].atom->order, compare(*at, bound));
        const bool below = before == nullptr || less(*before, bound);
        return Satisfies(predicates[p].atom->order,
                         below ? std::strong_ordering::less : std::strong_ordering::greater);
      };
      if (Holds(predicates[p], read[p], matches)) element.truths.Set(p);
    }
    elements.push_back(std::move(element));
  }
  return true;
}

/// The address after the last one of the range; nothing after the last of all.
std::optional<policy::IpRange> After(policy::IpRange range) {
  range = range.network();
  const int size = range.v6 ? 16 : 4;
  // Add one at the last bit that counts.
  int bit = range.prefix;
  while (bit > 0) {
    --bit;
    const auto byte = static_cast<size_t>(bit / 8);
    const auto mask = static_cast<uint8_t>(0x80U >> static_cast<unsigned>(bit % 8));
    if ((range.address[byte] & mask) == 0) {
      range.address[byte] = static_cast<uint8_t>(range.address[byte] | mask);
      range.prefix = static_cast<uint8_t>(size * 8);
      return range;
    }
    range.address[byte] = static_cast<uint8_t>(range.address[byte] & ~mask);
  }
  return std::nullopt;
}

bool CutAddresses(const std::vector<Predicate>& predicates, Budget& budget,
                  std::vector<Element>& elements) {
  const auto read = ReadAll<policy::IpRange>(predicates, policy::ParseIpRange);
  for (const bool v6 : {false, true}) {
    // First addresses of regions.
    std::vector<policy::IpRange> starts;
    policy::IpRange zero;
    zero.v6 = v6;
    zero.prefix = v6 ? 128 : 32;
    starts.push_back(zero);
    for (const auto& bounds : read) {
      for (const auto& bound : bounds.bounds) {
        if (bound.value.v6 != v6) continue;
        policy::IpRange first = bound.value.network();
        first.prefix = zero.prefix;
        starts.push_back(first);
        if (const auto after = After(bound.value)) starts.push_back(*after);
      }
    }
    std::sort(starts.begin(), starts.end(),
              [](const auto& a, const auto& b) { return a.address < b.address; });
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    for (size_t i = 0; i < starts.size(); ++i) {
      if (!budget.Spend(4 * predicates.size() + 1)) return false;
      const policy::IpRange* end = i + 1 < starts.size() ? &starts[i + 1] : nullptr;
      Element element{Bits(predicates.size()), Word(AddressIn(starts[i], end))};
      for (size_t p = 0; p < predicates.size(); ++p) {
        if (Holds(predicates[p], read[p],
                  [&](const policy::IpRange& range) { return range.Contains(starts[i]); })) {
          element.truths.Set(p);
        }
      }
      elements.push_back(std::move(element));
    }
  }
  return true;
}

}  // namespace

bool CutOrdered(ValueClass value_class, const std::vector<Predicate>& predicates, Budget& budget,
                std::vector<Element>& elements) {
  switch (value_class) {
    case ValueClass::kNumber:
      return CutLine<policy::Number>(
          predicates, policy::ParseNumber,
          [](const policy::Number& a, const policy::Number& b) { return a <=> b; }, budget,
          elements);
    case ValueClass::kDate:
      return CutLine<policy::Instant>(predicates, policy::ParseDate, policy::Compare, budget,
                                      elements);
    default:
      return CutAddresses(predicates, budget, elements);
  }
}

}  // namespace whittle::access
