#include "advise/needs.h"

#include <array>

namespace whittle::advise {

namespace {

constexpr std::array<std::string_view, 4> kLevels = {"safe", "default", "evidence", "aggressive"};
constexpr std::array<std::string_view, 5> kClasses = {"required", "dead", "unobserved",
                                                      "unobservable", "declared"};
constexpr std::array<std::string_view, 5> kVerdicts = {"kept", "scoped", "removed", "moved",
                                                       "added"};

/// The place of the name in the list of names.
template <typename Value, size_t kCount>
std::optional<Value> Find(const std::array<std::string_view, kCount>& names,
                          std::string_view name) {
  for (size_t i = 0; i < kCount; ++i) {
    if (names[i] == name) return static_cast<Value>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view ToString(Level level) { return kLevels[static_cast<size_t>(level)]; }

std::optional<Level> ParseLevel(std::string_view name) { return Find<Level>(kLevels, name); }

std::string_view ToString(Class value) { return kClasses[static_cast<size_t>(value)]; }

std::optional<Class> ParseClass(std::string_view name) { return Find<Class>(kClasses, name); }

std::string_view ToString(Verdict verdict) { return kVerdicts[static_cast<size_t>(verdict)]; }

}  // namespace whittle::advise
