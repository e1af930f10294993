// Numbers, dates and addresses: values on a line, cut at the bounds that policies name.
#pragma once

#include <vector>

#include "access/elements.h"

namespace whittle::access {

/// Cuts the numbers, dates or addresses by the predicates: the bounds themselves and what lies
/// between them. IPv4 and IPv6 addresses are lines of their own. False when the budget runs out.
[[nodiscard]] bool CutOrdered(ValueClass value_class, const std::vector<Predicate>& predicates,
                              Budget& budget, std::vector<Element>& elements);

}  // namespace whittle::access
