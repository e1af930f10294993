// What is proved about a narrowed policy.
#pragma once

#include <string>
#include <vector>

#include "advise/requirement.h"
#include "catalog/catalog.h"
#include "policy/policy.h"

namespace whittle::advise {

enum class Proof : unsigned char {
  kProved,
  kRefuted,
  kUnknown,
  kNotApplicable,  ///< there is nothing to prove: all is added
};

/// "proved", "refuted", "unknown", "not-applicable".
[[nodiscard]] std::string_view ToString(Proof proof);

/// Access that is given up: the action on the resources, but for those that it keeps.
struct LostAccess {
  std::string action;
  std::vector<std::string> resources;
  std::vector<std::string> except;  ///< empty: all of it is given up
};

/// Three statements about narrowed policies and the ones that they replace.
struct Certificate {
  Proof no_new_access = Proof::kUnknown;     ///< they allow nothing that those do not
  Proof evidence_covered = Proof::kUnknown;  ///< they allow what is needed, as far as those do
  std::vector<LostAccess> removed;           ///< all that is no longer allowed
  std::vector<std::string> unknown;          ///< why parts are not decided
};

/// Policies side by side; views.
using Policies = std::vector<const policy::Policy*>;

/// Proves what can be proved of `after`, which takes the place of `before`. Placeholders such as
/// `<CLUSTER>` in `after` stand for any name that may be filled in: where access is compared they
/// are as wide as `*` within their ARN field, so that a proof holds for every filling without
/// wildcards and colons. What `before` allows of a requirement `after` must allow. `removed` is the
/// list of what is given up, as the permissions say it; it is checked to be whole for the
/// catalogue's actions, which is not decided of many thousands of them. All proofs are
/// lib/access's.
[[nodiscard]] Certificate Certify(const Policies& before, const Policies& after,
                                  const std::vector<Requirement>& requirements,
                                  std::vector<LostAccess> removed, const catalog::Catalog& catalog);

/// Whether the policies grant all of a requirement; kUnknown where that is not decided.
[[nodiscard]] Proof Grants(const Policies& policies, const Requirement& requirement,
                           const catalog::Catalog& catalog);

/// The requirements, of those that count as missed, that the policies do not grant.
[[nodiscard]] std::vector<Requirement> Missing(const Policies& policies,
                                               const std::vector<Requirement>& requirements,
                                               const catalog::Catalog& catalog);

}  // namespace whittle::advise
