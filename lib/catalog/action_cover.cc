#include "catalog/action_cover.h"

#include <algorithm>

#include "catalog/name_patterns.h"
#include "catalog/set_cover.h"

namespace whittle::catalog {

namespace {

/// Two quotes and a comma.
constexpr size_t kSeparators = 3;

size_t FirstOf(const Bits& bits) {
  size_t first = SIZE_MAX;
  bits.ForEach([&](size_t element) { first = std::min(first, element); });
  return first;
}

/// Appends the patterns of one service, of which `wanted` is a part.
void CoverService(const Catalog& catalog, const Service& service, const ActionSet& wanted,
                  std::vector<std::string>& patterns) {
  const std::string prefix = std::string(service.prefix()) + ":";
  const ActionRange range = service.actions();
  if (wanted == ActionSet(range)) {
    patterns.push_back(prefix + "*");
    return;
  }
  std::vector<std::string_view> names;
  for (ActionId id = range.begin; id < range.end; ++id) names.push_back(catalog.action(id).name());
  Bits bits(names.size());
  for (const ActionRange part : wanted.ranges()) {
    for (ActionId id = part.begin; id < part.end; ++id) bits.Set(id - range.begin);
  }
  std::vector<NamePattern> offered = PatternsWithin(names, bits);
  std::vector<Column> columns;
  columns.reserve(offered.size());
  for (NamePattern& pattern : offered) {
    columns.push_back({std::move(pattern.matched),
                       static_cast<uint32_t>(prefix.size() + pattern.text.size() + kSeparators)});
  }
  std::vector<uint32_t> chosen = CoverCheaply(columns, bits);
  std::sort(chosen.begin(), chosen.end(), [&](uint32_t a, uint32_t b) {
    const size_t x = FirstOf(columns[a].elements);
    const size_t y = FirstOf(columns[b].elements);
    return x != y ? x < y : a < b;
  });
  for (const uint32_t i : chosen) patterns.push_back(prefix + offered[i].text);
}

}  // namespace

std::vector<std::string> CoverActions(const Catalog& catalog, const ActionSet& actions) {
  if (actions.empty()) return {};
  if (actions == ActionSet({0, catalog.action_count()})) return {"*"};
  std::vector<std::string> patterns;
  // Services and their actions are numbered in one order.
  for (uint32_t id = 0; id < catalog.service_count(); ++id) {
    const Service service = catalog.service(id);
    const ActionSet wanted = ActionSet::Intersection(actions, ActionSet(service.actions()));
    if (!wanted.empty()) CoverService(catalog, service, wanted, patterns);
  }
  return patterns;
}

size_t ListCharacters(const std::vector<std::string>& patterns) {
  size_t size = 0;
  for (const std::string& pattern : patterns) size += pattern.size() + kSeparators;
  return size == 0 ? 0 : size - 1;
}

}  // namespace whittle::catalog
