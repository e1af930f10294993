// A narrowed policy made ready for use: nothing said twice, no longer than IAM takes.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace whittle::advise {

/// Characters, white space apart, that IAM takes of all inline policies of a role together.
/// Source: IAM user guide, reference_iam-quotas.
inline constexpr size_t kInlineQuota = 10240;

/// The document's characters as IAM counts them: white space apart.
[[nodiscard]] size_t SizeOf(const std::string& document);

/// The policy without the Allow statements that its other statements cover; each is proved
/// (access/compare.h). People know a policy by its statements, so they are neither joined nor
/// written with wildcards; Sids stay.
[[nodiscard]] std::string WithoutRepeats(const std::string& document,
                                         const catalog::Catalog& catalog);

/// Policies that stand side by side for the document, each within the quota of managed policies
/// where that is possible: shrunk, statements joined, which is proved (access/shrink.h), and split
/// where it is still too long. The document itself where it fits.
[[nodiscard]] std::vector<std::string> FitQuota(const std::string& document,
                                                const catalog::Catalog& catalog);

}  // namespace whittle::advise
