#include "cli/compare_batch.h"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "cli/batch.h"
#include "report/compare_report.h"

namespace whittle::cli {

namespace {

/// The policies of a member that is a policy or a list of policies; nothing where it is neither.
std::optional<std::vector<const policy::Policy*>> Policies(BatchLine& line, std::string_view key,
                                                           const policy::TypeHint& hint) {
  const text::Node* value = line.root().Get(key);
  if (value == nullptr) return std::nullopt;
  std::vector<const policy::Policy*> policies;
  if (value->is_object()) {
    policies.push_back(policy::Parse(*value, hint, line.arena()));
  } else if (value->is_array()) {
    for (const text::Node& item : value->items()) {
      if (!item.is_object()) return std::nullopt;
      policies.push_back(policy::Parse(item, hint, line.arena()));
    }
  } else {
    return std::nullopt;
  }
  return policies;
}

BatchAnswer Answer(BatchLine& line, const access::CompareOptions& options) {
  policy::TypeHint hint;
  if (const text::Node* type = line.root().Get("policyType")) {
    hint.type = policy::ParseType(type->text());
    if (!hint.type && type->text() != "auto") {
      return {fmt::format("unknown policyType `{}`", type->text()), true};
    }
  }
  auto old_policies = Policies(line, "old", hint);
  auto new_policies = Policies(line, "new", hint);
  if (!old_policies || !new_policies) {
    return {"`old` and `new` must each be a policy or a list of policies", true};
  }
  access::Grants old_side{std::move(*old_policies), {}};
  access::Grants new_side{std::move(*new_policies), {}};
  return {report::CompareJson(access::Compare(old_side, new_side, options), line.Id())};
}

}  // namespace

int CompareBatch(const std::string& path, const access::CompareOptions& options) {
  return RunBatch(path, [&](BatchLine& line) { return Answer(line, options); });
}

}  // namespace whittle::cli
