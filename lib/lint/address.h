// Where a finding stands in its document, and by what it is known when its file has changed around
// it.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "documents/document.h"
#include "lint/finding.h"

namespace whittle::lint {

/// Sets the pointers of the findings' places and the fingerprints. A fingerprint stays when lines
/// move, files are renamed or other statements change: it hangs on the rule, the document's kind,
/// the statement (by its Sid, else by its value) and what is pointed at: a value counts as one
/// however it is formatted.
/// `file_of` gives the file of a Place, whose trees must still be there.
void SetAddresses(std::span<Finding> findings,
                  const std::function<const documents::File&(uint32_t)>& file_of);

/// Gives findings of one file with equal fingerprints different ones, by how many stand before.
void TellEqualApart(std::span<Finding> findings);

/// As reports spell it: 16 hexadecimal digits.
[[nodiscard]] std::string FingerprintText(uint64_t fingerprint);

/// The hash that fingerprints are made of, of one text.
[[nodiscard]] uint64_t HashOf(std::string_view text);

}  // namespace whittle::lint
