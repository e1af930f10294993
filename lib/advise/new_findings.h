// What a linter finds in narrowed policies that it did not find in the original.
#pragma once

#include <string>
#include <vector>

#include "lint/linter.h"

namespace whittle::advise {

/// The findings in `after`, an identity policy as JSON, of rules that found nothing in `before` at
/// their level or a graver one. `before` may hold several spellings of the original. What rules are
/// run is the linter's. Placeholders should be filled in (fill_in.h): that they are there is no
/// fault of a suggestion.
[[nodiscard]] std::vector<lint::Finding> NewFindings(const lint::Linter& linter,
                                                     const std::vector<std::string>& before,
                                                     const std::string& after);

/// The findings in a policy that was made and stands alone. Its placeholders are not known: rules
/// say nothing of them but that they are there.
[[nodiscard]] std::vector<lint::Finding> FindingsIn(const lint::Linter& linter,
                                                    const std::string& document);

}  // namespace whittle::advise
