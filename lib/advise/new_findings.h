// What a linter finds in narrowed policies that it did not find in the original.
#pragma once

#include <string>
#include <vector>

#include "lint/linter.h"

namespace whittle::advise {

/// The findings in `after`, identity policies as JSON, of rules that found nothing in `before` at
/// their level or a graver one: `rule: message`, each rule once, in their order. `before` may hold
/// several spellings of the original. What rules are run is the linter's.
[[nodiscard]] std::vector<std::string> NewFindings(const lint::Linter& linter,
                                                   const std::vector<std::string>& before,
                                                   const std::vector<std::string>& after);

}  // namespace whittle::advise
