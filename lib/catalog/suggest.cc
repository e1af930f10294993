// "Did you mean": the nearest known spellings.
#include "catalog/catalog.h"
#include "catalog/fold.h"
#include "text/spelling.h"

namespace whittle::catalog {

using text::Nearest;

std::vector<std::string> Catalog::SuggestServices(std::string_view prefix, size_t most) const {
  Nearest nearest(prefix);
  for (uint32_t id = 0; id < service_count(); ++id) {
    nearest.Consider(service(id).prefix());
  }
  return nearest.Take(most);
}

std::vector<std::string> Catalog::SuggestActions(std::string_view full_name, size_t most) const {
  for (const auto& confusion : view_.Entries<blob::Confusion>(blob::kConfusions)) {
    if (CompareFolded(view_.Text(confusion.written), full_name) == 0) {
      return {std::string(view_.Text(confusion.meant))};
    }
  }
  const size_t colon = full_name.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view name = full_name.substr(colon + 1);
  if (name.find_first_of("*?") != std::string_view::npos) return {};
  Nearest nearest(name);
  const auto own = FindService(full_name.substr(0, colon));
  if (own) {
    for (ActionId id = own->actions().begin; id < own->actions().end; ++id) {
      if (const auto distance = nearest.DistanceTo(action(id).name())) {
        nearest.Add(*distance, action(id).full_name());
      }
    }
  }
  // The same name in another service: `ec2:GetObject`.
  constexpr size_t kAfterTypos = 10;
  const std::string_view prefix = full_name.substr(0, colon);
  for (uint32_t id = 0; id < service_count(); ++id) {
    const auto same = FindExact(id, name);
    if (!same) continue;
    // `rds:Connect` means rds-db before it means iot.
    const bool kin = ComparePrefixFolded(service(id).prefix(), prefix) == 0;
    nearest.Add(kin ? 1 : kAfterTypos, action(*same).full_name());
  }
  // Near services first: `s33:GetObject` means s3.
  if (!own) {
    for (const std::string& near : SuggestServices(full_name.substr(0, colon))) {
      const std::string candidate = near + ":" + std::string(name);
      if (const auto found = FindAction(candidate)) nearest.Add(0, found->full_name());
    }
  }
  return nearest.Take(most);
}

std::vector<std::string> Catalog::SuggestConditionKeys(std::string_view key, size_t most) const {
  Nearest nearest(key);
  const std::string_view prefix = key.substr(0, key.find(':'));
  const bool known = FindService(prefix).has_value();
  for (uint32_t id = 0; id < condition_key_count(); ++id) {
    const std::string_view name = condition_key(id).name();
    // A known prefix is hardly what is misspelled.
    if (known && ComparePrefixFolded(name, prefix) != 0) continue;
    nearest.Consider(name);
  }
  // The right name under the wrong prefix: `s3:SourceIp`.
  const size_t colon = key.find(':');
  if (colon != std::string_view::npos) {
    const KeyMatch global = MatchConditionKey("aws" + std::string(key.substr(colon)));
    if (global.key) nearest.Add(1, std::string(condition_key(*global.key).name()));
  }
  return nearest.Take(most);
}

std::vector<std::string> Catalog::SuggestManagedPolicies(std::string_view name, size_t most) const {
  Nearest nearest(name);
  for (uint32_t id = 0; id < managed_policy_count(); ++id) {
    nearest.Consider(managed_policy(id).name());
  }
  return nearest.Take(most);
}

}  // namespace whittle::catalog
