// What the user set for a run of the linter.
#pragma once

#include <string>
#include <vector>

namespace whittle::lint {

/// Days after which a catalogue counts as old.
inline constexpr int kCatalogMaxAgeDays = 180;

/// Settings that rules may ask for.
struct Settings {
  /// Placeholders should be gone: one that is left is an error, not a suggestion.
  bool resolved = false;
  /// Today, `2026-11-24`, for the catalogue's age. Empty: the catalogue counts as fresh.
  std::string today;
  /// Accounts (12 digits) of the user's own organization, or trusted like one.
  std::vector<std::string> trusted_accounts = {};
  /// Give findings their JSON Pointers and fingerprints, which only some reports show.
  bool addresses = true;
};

}  // namespace whittle::lint
