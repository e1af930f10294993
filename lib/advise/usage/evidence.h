// All that was recorded of principals' use, and what it says of a role's needs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "advise/needs.h"
#include "advise/usage/access_report.h"
#include "advise/usage/usage.h"
#include "catalog/catalog.h"
#include "text/source.h"

namespace whittle::advise {

/// What the files of `whittle advise --usage` hold.
struct Evidence {
  std::optional<Usage> usage;
  std::vector<AccessReport> reports;

  [[nodiscard]] bool empty() const { return !usage && reports.empty(); }
};

/// Adds a file, told by its content: a usage file, last accessed data, or findings on unused
/// access. Returns why it is none of them; empty: it was taken.
[[nodiscard]] std::string AddEvidence(const text::Source& source, const catalog::Catalog& catalog,
                                      Evidence& evidence);

/// Whose needs are asked for.
struct Subject {
  std::string_view name;  ///< empty: a policy that belongs to no role
  std::string_view arn;   ///< empty: not known
  bool only = false;      ///< nobody else is asked about: reports that name nobody speak of it
};

/// Adds what the evidence says of the subject to its needs: requirements, and the actions that
/// would have been seen. `notes` get what the evidence cannot tell.
void AddEvidenceNeeds(const Evidence& evidence, const Subject& subject,
                      const catalog::Catalog& catalog, Needs& needs,
                      std::vector<std::string>& notes);

}  // namespace whittle::advise
