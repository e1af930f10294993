// Which parts of a policy may be covered by others: cheap conditions that must hold before the
// engine is worth asking.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "catalog/catalog.h"
#include "policy/policy.h"

namespace whittle::access {

/// Looks at effects, services, condition keys, the beginnings of resources and the catalogue's
/// actions. A statement counts as a possible cover of another only if it has no condition key that
/// the other lacks: covers that complement each other in a key are not looked for. Quick; the
/// policy must outlive it.
class CoverFilter {
 public:
  CoverFilter(const policy::Policy& policy, const catalog::Catalog& catalog);

  /// What the catalogue knows of an entry of Action or NotAction, by the numbers of statement and
  /// entry; not asked for entries with holes or variables.
  using LookUp = std::function<catalog::ActionSet(size_t statement, size_t entry)>;
  /// For callers that have looked the actions up.
  CoverFilter(const policy::Policy& policy, const catalog::Catalog& catalog, LookUp look_up);

  /// Whether other statements may cover all of statement `i`, or all that one of its entries adds:
  /// Allows and Denies for an Allow, Denies for a Deny. False: surely they do not.
  [[nodiscard]] bool MayCoverStatement(size_t i);
  [[nodiscard]] bool MayCoverAction(size_t i, size_t entry);

  /// Whether Denies alone may cover all of statement `i`.
  [[nodiscard]] bool MayDenyStatement(size_t i);

  /// Whether the actions of statement `cover` that the catalogue knows hold those of statement `i`.
  [[nodiscard]] bool MayCoverActions(size_t cover, size_t i) {
    return ActionsOf(cover).Covers(ActionsOf(i));
  }

  /// The statements that may cover a part of statement `i`, in order.
  [[nodiscard]] const std::vector<size_t>& Covers(size_t i);

 private:
  struct Sketch {
    uint64_t services = 0;  ///< hashed; all ones: any
    uint64_t keys = 0;      ///< of conditions, hashed
    bool covers_found = false;
    std::vector<size_t> covers;
    std::optional<catalog::ActionSet> actions;
    std::optional<catalog::ActionSet> covered_actions;  ///< of all its covers together
  };

  const catalog::ActionSet& ActionsOf(size_t i);
  const catalog::ActionSet& CoveredActions(size_t i);
  [[nodiscard]] bool MayCover(size_t cover, size_t i) const;

  const policy::Policy& policy_;
  const catalog::Catalog& catalog_;
  LookUp look_up_;
  std::vector<Sketch> sketches_;
};

}  // namespace whittle::access
