// Recognising a finding when its file has changed around it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/linter.h"

namespace whittle::lint {

/// A number for each finding of the report that stays when lines move, files are renamed or other
/// statements change: it hangs on the rule, the document's kind, the statement (by its Sid, else
/// by its text without white space), the text pointed at, and how many equal ones stand before it.
[[nodiscard]] std::vector<uint64_t> Fingerprints(const Report& report);

/// As reports spell it: 16 hexadecimal digits.
[[nodiscard]] std::string FingerprintText(uint64_t fingerprint);

/// The hash that fingerprints are made of, of one text.
[[nodiscard]] uint64_t HashOf(std::string_view text);

}  // namespace whittle::lint
