// "Did you mean": the nearest known spellings.
#include <algorithm>
#include <set>

#include "catalog/catalog.h"
#include "catalog/fold.h"

namespace whittle::catalog {

namespace {

/// Letters to change, add, drop or swap with their neighbour to make one word of the other, letter
/// case apart (optimal string alignment); more than `most` counts as most + 1.
size_t Distance(std::string_view a, std::string_view b, size_t most) {
  if (a.size() > b.size() + most || b.size() > a.size() + most) return most + 1;
  std::vector<size_t> before(b.size() + 1);
  std::vector<size_t> row(b.size() + 1);
  std::vector<size_t> next(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    size_t least = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const bool same = Fold(a[i - 1]) == Fold(b[j - 1]);
      next[j] = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && Fold(a[i - 1]) == Fold(b[j - 2]) && Fold(a[i - 2]) == Fold(b[j - 1])) {
        next[j] = std::min(next[j], before[j - 2] + 1);
      }
      least = std::min(least, next[j]);
    }
    if (least > most) return most + 1;
    std::swap(before, row);
    std::swap(row, next);
  }
  return row[b.size()];
}

size_t Tolerance(std::string_view word) { return word.size() < 5 ? 1 : word.size() < 12 ? 2 : 3; }

/// The nearest names, each once.
class Nearest {
 public:
  explicit Nearest(std::string_view wanted) : wanted_(wanted), most_(Tolerance(wanted)) {}

  void Consider(std::string_view name, const std::string& shown) {
    const size_t distance = Distance(wanted_, name, most_);
    if (distance <= most_) found_.insert({distance, shown});
  }
  void Add(size_t rank, const std::string& shown) { found_.insert({rank, shown}); }
  [[nodiscard]] std::vector<std::string> Take(size_t most) const {
    std::vector<std::string> names;
    for (const auto& [distance, name] : found_) {
      if (names.size() == most) break;
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    return names;
  }

 private:
  std::string_view wanted_;
  size_t most_;
  std::set<std::pair<size_t, std::string>> found_;
};

}  // namespace

std::vector<std::string> Catalog::SuggestServices(std::string_view prefix, size_t most) const {
  Nearest nearest(prefix);
  for (uint32_t id = 0; id < service_count(); ++id) {
    nearest.Consider(service(id).prefix(), std::string(service(id).prefix()));
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
      nearest.Consider(action(id).name(), action(id).full_name());
    }
  }
  // The same name in another service: `ec2:GetObject`.
  constexpr size_t kAfterTypos = 10;
  for (ActionId id = 0; id < action_count(); ++id) {
    if (CompareFolded(action(id).name(), name) == 0) {
      nearest.Add(kAfterTypos, action(id).full_name());
    }
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
  for (uint32_t id = 0; id < condition_key_count(); ++id) {
    const std::string_view name = condition_key(id).name();
    nearest.Consider(name, std::string(name));
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
    nearest.Consider(managed_policy(id).name(), std::string(managed_policy(id).name()));
  }
  return nearest.Take(most);
}

}  // namespace whittle::catalog
