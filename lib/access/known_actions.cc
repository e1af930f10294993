#include "access/known_actions.h"

#include <utility>
#include <vector>

#include "access/action_match.h"

namespace whittle::access {

catalog::ActionSet KnownActions(const catalog::Catalog& catalog, const Atom& atom, Mode mode) {
  const catalog::ActionSet all(catalog::ActionRange{0, catalog.action_count()});
  // What the entries match is read the other way round when it is excluded.
  const bool wide = (mode != Mode::kMust) != atom.negated;
  catalog::ActionSet named;
  if (wide && atom.open) {
    named = all;
  } else {
    std::vector<catalog::ActionRange> ranges;
    for (const policy::Text* text : atom.texts) {
      const bool sure = text->choice == 0 && !text->has_holes && !HasWildcardService(text->value);
      if (!wide && !sure) continue;
      const catalog::ActionSet matched =
          text->has_holes ? all : catalog.MatchActions(text->value).actions;
      ranges.insert(ranges.end(), matched.ranges().begin(), matched.ranges().end());
    }
    named = catalog::ActionSet::Of(std::move(ranges));
  }
  return atom.negated ? catalog::ActionSet::Difference(all, named) : named;
}

}  // namespace whittle::access
