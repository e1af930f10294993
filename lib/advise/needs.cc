#include "advise/needs.h"

#include <array>

namespace whittle::advise {

namespace {

constexpr std::array<std::string_view, 4> kLevels = {"safe", "default", "evidence", "aggressive"};
constexpr std::array<std::string_view, 5> kClasses = {"required", "dead", "unobserved",
                                                      "unobservable", "declared"};
constexpr std::array<std::string_view, 5> kVerdicts = {"kept", "scoped", "removed", "moved",
                                                       "added"};

}  // namespace

std::string_view ToString(Level level) { return kLevels[static_cast<size_t>(level)]; }

std::optional<Level> ParseLevel(std::string_view name) {
  for (size_t i = 0; i < kLevels.size(); ++i) {
    if (kLevels[i] == name) return static_cast<Level>(i);
  }
  return std::nullopt;
}

std::string_view ToString(Class value) { return kClasses[static_cast<size_t>(value)]; }

std::string_view ToString(Verdict verdict) { return kVerdicts[static_cast<size_t>(verdict)]; }

}  // namespace whittle::advise
