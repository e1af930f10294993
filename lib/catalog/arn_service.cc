// ARNs by their service field.
#include <algorithm>

#include "catalog/catalog.h"

namespace whittle::catalog {

std::optional<ArnService> Catalog::FindArnService(std::string_view name) const {
  const auto services = view_.Entries<blob::ArnService>(blob::kArnServices);
  const auto found = std::lower_bound(services.begin(), services.end(), name,
                                      [&](const blob::ArnService& entry, std::string_view wanted) {
                                        return view_.Text(entry.name) < wanted;
                                      });
  if (found == services.end() || view_.Text(found->name) != name) return std::nullopt;
  return ArnService(this, static_cast<uint32_t>(found - services.begin()));
}

Presence ArnService::region() const {
  return static_cast<Presence>(
      catalog_->view_.Entries<blob::ArnService>(blob::kArnServices)[id_].region);
}

Presence ArnService::account() const {
  return static_cast<Presence>(
      catalog_->view_.Entries<blob::ArnService>(blob::kArnServices)[id_].account);
}

bool ArnService::MayName(std::string_view resource) const {
  if (catalog_->view_.Entries<blob::ArnService>(blob::kArnServices)[id_].any_name != 0) return true;
  const std::string_view wanted = TypeWord(resource);
  bool found = false;
  ForEachTypeWord([&](std::string_view word) { found = found || word == wanted; });
  return found;
}

}  // namespace whittle::catalog
