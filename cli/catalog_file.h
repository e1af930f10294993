// The catalogue that a command works with.
#pragma once

#include <memory>

#include "catalog/catalog.h"
#include "cli/options.h"

namespace whittle::cli {

/// The built-in catalogue, or one overlaid by --catalog.
class LoadedCatalog {
 public:
  explicit LoadedCatalog(const catalog::Catalog* built_in) : catalog_(built_in) {}
  explicit LoadedCatalog(std::unique_ptr<const catalog::Catalog> owned)
      : owned_(std::move(owned)), catalog_(owned_.get()) {}
  /// Null: it could not be loaded, and stderr says why.
  [[nodiscard]] const catalog::Catalog* get() const { return catalog_; }

 private:
  std::unique_ptr<const catalog::Catalog> owned_;
  const catalog::Catalog* catalog_;
};

[[nodiscard]] LoadedCatalog LoadCatalog(const Arguments& arguments);

}  // namespace whittle::cli
