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
  std::vector<std::string> actions;  ///< full names, without wildcards
  /// For the named actions, and for what calls also need: each gets those that it accepts.
  std::vector<std::string> resources;
  std::vector<std::string> exclude;  ///< of the levels' actions, those that match stay out
};

/// Requirements for a policy, or what is wrong with the request.
struct Generated {
  std::vector<Requirement> requirements;
  std::vector<std::string> errors;  ///< unknown names with near ones; ARNs that fit nothing
  std::vector<std::string> notes;   ///< what is still open, or goes farther than it looks
};

/// Finds the actions and scopes them. An action gets `*` only where it takes nothing else. Named
/// actions for which no resource is given get placeholders, `<ROLE_NAME>`. An action that a call
/// may need besides (the catalogue's dependent actions, and iam:PassRole by data/pass-role.tsv) is
/// granted where one of `resources` is for it, and noted else: no level asks for it, and not every
/// call needs it. iam:PassRole says to which services. Order: as asked for.
/// Source of levels and resource types: AWS Service Authorization Reference.
[[nodiscard]] Generated Generate(const GenerateRequest& request, const catalog::Catalog& catalog);

}  // namespace whittle::advise
