// One policy, narrowed to what is needed.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "advise/certificate.h"
#include "advise/needs.h"
#include "catalog/catalog.h"
#include "policy/policy.h"

namespace whittle::advise {

/// A policy after narrowing.
struct Narrowed {
  bool changed = false;
  bool empty = false;    ///< nothing of it is needed: there is no document
  std::string document;  ///< JSON, indented; the source's own statements where nothing changed
  std::vector<size_t> sources;  ///< for each statement of it, the number of the one it comes from
  std::vector<Permission> permissions;  ///< of every Allow, in the policy's order
  std::vector<std::string> notes;       ///< the facts that would keep what was removed
};

/// What the permissions give up.
[[nodiscard]] std::vector<LostAccess> LostBy(const std::vector<Permission>& permissions);

/// Narrows a policy that grants. An action stays where a requirement needs it, scoped to the
/// requirement's resources as far as the policy grants them; where none does, `needs.unneeded`,
/// the log and the level decide. Kept as they are: Deny statements, conditions, statements with
/// NotAction, and whatever a hole or an unknown name hides. The result grants nothing that the
/// policy does not; it is made that way, and a certificate proves it (certificate.h). `unscoped`
/// statements, by number, keep their resources. The same input gives the same text.
[[nodiscard]] Narrowed Narrow(const policy::Policy& policy, const Needs& needs, Level level,
                              const catalog::Catalog& catalog,
                              const std::set<size_t>& unscoped = {});

}  // namespace whittle::advise
