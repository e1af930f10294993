#include "access/atom_identity.h"

#include <algorithm>
#include <string>
#include <vector>

#include "policy/pattern.h"
#include "text/ascii.h"

namespace whittle::access {

namespace {

bool FoldsCase(const Atom& atom) { return atom.dimension == kActionDimension; }

bool SameText(const policy::Text& a, const policy::Text& b, bool fold) {
  return a.value.size() == b.value.size() &&
         (fold ? policy::EqualsIgnoreCase(a.value, b.value) : a.value == b.value);
}

/// Whether two lists hold the same texts in any order.
bool SameTexts(const Atom& a, const Atom& b) {
  if (a.texts.size() != b.texts.size()) return false;
  const bool fold = FoldsCase(a);
  const auto same = [fold](const policy::Text* x, const policy::Text* y) {
    return SameText(*x, *y, fold);
  };
  if (std::equal(a.texts.begin(), a.texts.end(), b.texts.begin(), same)) return true;
  const auto sorted = [fold](const Atom& atom) {
    std::vector<std::string> values;
    values.reserve(atom.texts.size());
    for (const policy::Text* text : atom.texts) {
      values.emplace_back(text->value);
      if (fold)
        std::transform(values.back().begin(), values.back().end(), values.back().begin(),
                       text::ToLower);
    }
    std::sort(values.begin(), values.end());
    return values;
  };
  return sorted(a) == sorted(b);
}

bool HasPieces(const Atom& atom) {
  return std::any_of(atom.texts.begin(), atom.texts.end(),
                     [](const policy::Text* text) { return !text->pieces.empty(); });
}

/// Whether an entry of Resource has fewer than the five colons of an ARN.
bool HasShort(const Atom& atom) {
  return std::any_of(atom.texts.begin(), atom.texts.end(), [](const policy::Text* text) {
    return std::count(text->value.begin(), text->value.end(), ':') < 5;
  });
}

}  // namespace

uint64_t Mix(uint64_t hash) {
  hash ^= hash >> 32;
  hash *= 0x9E3779B97F4A7C15U;
  return hash ^ (hash >> 29);
}

/// FNV-1a, folding letter case on request.
uint64_t Hash(std::string_view text, bool fold) {
  uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(fold ? text::ToLower(c) : c)) * 0x100000001B3U;
  }
  return Mix(hash);
}

uint64_t HashAtom(const Atom& atom) {
  uint64_t hash = uint64_t{atom.dimension} * 31U + static_cast<uint64_t>(atom.base) * 8U +
                  (atom.negated ? 1U : 0U) + (atom.if_exists ? 2U : 0U) +
                  static_cast<uint64_t>(atom.qualifier) * 1009U;
  hash = Mix(hash);
  const bool fold = FoldsCase(atom);
  for (const policy::Text* text : atom.texts) hash += Hash(text->value, fold);
  return Mix(hash);
}

bool SameAtom(const Atom& a, const Atom& b) {
  return a.dimension == b.dimension && a.negated == b.negated && a.open == b.open &&
         a.base == b.base && a.if_exists == b.if_exists && a.qualifier == b.qualifier &&
         a.spelling == b.spelling && a.value_class == b.value_class && a.order == b.order &&
         SameTexts(a, b) && (a.type == b.type || !HasShort(a)) &&
         (a.variables == b.variables || !HasPieces(a));
}

}  // namespace whittle::access
