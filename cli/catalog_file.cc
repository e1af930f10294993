#include "cli/catalog_file.h"

#include <fmt/format.h>

#include "text/files.h"

namespace whittle::cli {

LoadedCatalog LoadCatalog(const Arguments& arguments) {
  const catalog::Catalog& built_in = catalog::Catalog::BuiltIn();
  const std::string path = arguments.Get("catalog");
  if (path.empty()) return LoadedCatalog(&built_in);
  const text::ReadResult file = text::ReadFile(path);
  std::string error = file.error;
  if (file.source != nullptr) {
    catalog::Catalog::Loaded loaded = catalog::Catalog::Overlay(built_in, file.source->text());
    if (loaded.catalog != nullptr) return LoadedCatalog(std::move(loaded.catalog));
    error = loaded.error;
  }
  UsageError(fmt::format("{}: {}", path, error));
  return LoadedCatalog(nullptr);
}

}  // namespace whittle::cli
