#include "access/side.h"

#include <algorithm>

namespace whittle::access {

Side Side::Make(Space& space, const Grants& grants) {
  Side side;
  std::vector<std::pair<size_t, size_t>> layers;  // ranges of boxes
  uint32_t document = 0;
  size_t statements = 0;
  for (const policy::Policy* policy : grants.policies) statements += policy->statements.size();
  side.boxes.reserve(statements);
  const auto add = [&](const std::vector<const policy::Policy*>& policies) {
    const size_t begin = side.boxes.size();
    for (const policy::Policy* policy : policies) {
      space.Add(*policy, document++, side.boxes);
      side.open = side.open || policy->open;
    }
    layers.emplace_back(begin, side.boxes.size());
  };
  add(grants.policies);
  for (const auto& limit : grants.limits) add(limit);
  for (const auto& [begin, end] : layers) {
    Layer layer;
    for (size_t i = begin; i < end; ++i) {
      const Box& box = side.boxes[i];
      side.all_certain = side.all_certain && box.certain;
      if (box.never) continue;
      if (box.allows) layer.allows.push_back(&box);
      if (box.denies) side.denies.push_back(&box);
      if (!box.certain) continue;
      (box.allows ? layer.identities : side.deny_identities).push_back(box.identity);
    }
    std::sort(layer.identities.begin(), layer.identities.end());
    side.layers.push_back(std::move(layer));
  }
  std::sort(side.deny_identities.begin(), side.deny_identities.end());
  return side;
}

}  // namespace whittle::access
