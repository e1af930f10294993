#include "access/ordered_elements.h"
namespace whittle::access {
bool CutOrdered(ValueClass, const std::vector<Predicate>&, Budget&, std::vector<Element>&) { return false; }
}
