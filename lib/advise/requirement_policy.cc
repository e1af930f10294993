#include "advise/requirement_policy.h"

#include <algorithm>
#include <utility>

#include "text/json_writer.h"

namespace whittle::advise {

std::string PolicyFor(const std::vector<Requirement>& requirements) {
  using Texts = std::vector<std::string>;
  std::vector<std::pair<Texts, Texts>> groups;  // resources, actions
  for (const Requirement& requirement : requirements) {
    auto group = std::find_if(groups.begin(), groups.end(), [&](const auto& candidate) {
      return candidate.first == requirement.resources;
    });
    if (group == groups.end()) {
      group = groups.insert(groups.end(), {requirement.resources, {}});
    }
    Texts& actions = group->second;
    if (std::find(actions.begin(), actions.end(), requirement.action) == actions.end()) {
      actions.push_back(requirement.action);
    }
  }
  text::Arena arena;
  text::TreeBuilder build(arena);
  std::vector<text::Node> statements;
  for (const auto& [resources, actions] : groups) {
    statements.push_back(build.Object({{"Effect", build.String("Allow")},
                                       {"Action", build.OneOrList(actions)},
                                       {"Resource", build.OneOrList(resources)}}));
  }
  return text::WriteJson(build.Object({{"Version", build.String("2012-10-17")},
                                       {"Statement", build.Array(statements)}}),
                         text::JsonStyle::kIndented);
}

std::vector<Permission> Added(const std::vector<Requirement>& requirements) {
  std::vector<Permission> permissions;
  for (const Requirement& requirement : requirements) {
    permissions.push_back(
        {requirement.action,
         requirement.resources,
         {},
         Verdict::kAdded,
         requirement.kind == RequirementKind::kDeclared ? Class::kDeclared : Class::kRequired,
         requirement.reason,
         requirement.source});
  }
  return permissions;
}

}  // namespace whittle::advise
