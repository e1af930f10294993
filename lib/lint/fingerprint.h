// Recognising a finding when its file has changed around it.
#pragma once

#include <cstdint>
#include <vector>

#include "lint/linter.h"

namespace whittle::lint {

/// A number for each finding of the report that stays when lines move, files are renamed or other
/// statements change: it hangs on the rule, the document's kind, the statement (by its Sid, else
/// by its text without white space), the text pointed at, and how many equal ones stand before it.
[[nodiscard]] std::vector<uint64_t> Fingerprints(const Report& report);

}  // namespace whittle::lint
