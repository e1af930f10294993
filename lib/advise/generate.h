// New policies from what is wanted.
#pragma once

#include <string>
#include <vector>

#include "advise/requirement.h"
#include "catalog/catalog.h"

namespace whittle::advise {

/// What to allow.
struct GenerateRequest {
  /// All actions of an access level on a resource: `--read arn:aws:s3:::logs`.
  struct Grant {
    catalog::AccessLevel level;
    std::string arn;
  };
  std::vector<Grant> grants;
  std::vector<std::string> actions;    ///< full names, without wildcards
  std::vector<std::string> resources;  ///< for the actions: each gets those that it accepts
};

/// Requirements for a policy, or what is wrong with the request.
struct Generated {
  std::vector<Requirement> requirements;
  std::vector<std::string> errors;  ///< unknown names with near ones; ARNs that fit nothing
  std::vector<std::string> notes;   ///< placeholders to fill in, and why
};

/// Finds the actions and scopes them. An action gets `*` only where it takes nothing else. Actions
/// that a call also needs (the catalogue's dependent actions) are added, scoped too: iam:PassRole
/// never on `*`. What is not given stands as `<ROLE_NAME>`. Order: as asked for.
/// Source of levels and resource types: AWS Service Authorization Reference.
[[nodiscard]] Generated Generate(const GenerateRequest& request, const catalog::Catalog& catalog);

}  // namespace whittle::advise
