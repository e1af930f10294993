// When two atoms say the same. Not for other rooms.
#pragma once

#include <cstdint>
#include <string_view>

#include "access/atom.h"

namespace whittle::access {

/// Spreads the bits of a hash.
[[nodiscard]] uint64_t Mix(uint64_t hash);
/// Of a text; `fold`: letter case does not count.
[[nodiscard]] uint64_t Hash(std::string_view text, bool fold);
/// Equal for atoms that are the same; the order of their lists does not count.
[[nodiscard]] uint64_t HashAtom(const Atom& atom);
/// Whether the atoms are spelled alike, but for the order of their lists, and mean the same by it.
[[nodiscard]] bool SameAtom(const Atom& a, const Atom& b);

}  // namespace whittle::access
