#include "access/likely.h"

#include <algorithm>

#include "policy/pattern.h"

namespace whittle::access {

namespace {

/// An ARN format with each `${…}` replaced by what `fill` says for its name.
template <typename Fill>
std::string Filled(std::string_view format, Fill fill) {
  std::string text;
  while (!format.empty()) {
    const size_t hole = format.find("${");
    text += format.substr(0, hole);
    if (hole == std::string_view::npos) break;
    const size_t end = std::min(format.find('}', hole), format.size() - 1);
    text += fill(format.substr(hole + 2, end - hole - 2));
    format.remove_prefix(end + 1);
  }
  return text;
}

std::string PatternOf(std::string_view format) {
  return Filled(format, [](std::string_view) { return "*"; });
}

}  // namespace

bool ActionTakes(const catalog::Catalog& catalog, catalog::ActionId action,
                 std::string_view resource) {
  const catalog::Action known = catalog.action(action);
  bool required = false;
  for (const catalog::ActionResource& taken : known.resources()) {
    required = required || taken.required;
    for (const std::string_view format : taken.type.arn_formats()) {
      // Names have no slash in them, but for the path or key that a format spells with one.
      const bool flat = format.find('/') == std::string_view::npos;
      if (flat && resource.find('/') != std::string_view::npos) continue;
      if (policy::Matches(PatternOf(format), resource, policy::Case::kSensitive)) return true;
    }
  }
  return resource == "*" && !required;
}

std::vector<std::string> ResourcesOf(const catalog::Catalog& catalog, catalog::ActionId action) {
  std::vector<std::string> resources;
  for (const catalog::ActionResource& taken : catalog.action(action).resources()) {
    for (const std::string_view format : taken.type.arn_formats()) {
      resources.push_back(Filled(format, [](std::string_view name) {
        return name == "Partition" ? "aws"
               : name == "Region"  ? "us-east-1"
               : name == "Account" ? "111111111111"
                                   : "example";
      }));
    }
  }
  return resources;
}

std::vector<std::string> Assumptions(const catalog::Catalog& catalog, const Request& request) {
  std::vector<std::string> assumptions;
  const auto action = catalog.FindAction(request.action);
  if (!action) return assumptions;
  if (!ActionTakes(catalog, action->id(), request.resource)) {
    assumptions.push_back("that " + request.action + " can be called on " + request.resource);
  }
  for (const ContextKey& key : request.context.keys()) {
    const catalog::KeyMatch match = catalog.MatchConditionKey(key.name);
    if (match.key && catalog.ActionSuppliesKey(action->id(), *match.key)) continue;
    assumptions.push_back("that requests for " + request.action + " carry " + key.name);
  }
  return assumptions;
}

}  // namespace whittle::access
