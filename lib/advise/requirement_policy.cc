#include "advise/requirement_policy.h"

#include <algorithm>
#include <utility>

#include "text/json_writer.h"

namespace whittle::advise {

std::string PolicyFor(const std::vector<Requirement>& requirements) {
  using Texts = std::vector<std::string>;
  struct Group {
    const Requirement* first;
    Texts actions;
  };
  std::vector<Group> groups;
  for (const Requirement& requirement : requirements) {
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& candidate) {
      return candidate.first->resources == requirement.resources &&
             candidate.first->passed_to == requirement.passed_to;
    });
    if (group == groups.end()) group = groups.insert(groups.end(), {&requirement, {}});
    Texts& actions = group->actions;
    if (std::find(actions.begin(), actions.end(), requirement.action) == actions.end()) {
      actions.push_back(requirement.action);
    }
  }
  text::Arena arena;
  text::TreeBuilder build(arena);
  std::vector<text::Node> statements;
  for (const Group& group : groups) {
    std::vector<std::pair<std::string_view, text::Node>> members = {
        {"Effect", build.String("Allow")},
        {"Action", build.OneOrList(group.actions)},
        {"Resource", build.OneOrList(group.first->resources)}};
    if (const Texts& services = group.first->passed_to; !services.empty()) {
      members.emplace_back(
          "Condition",
          build.Object({{"StringEquals",
                         build.Object({{"iam:PassedToService", build.OneOrList(services)}})}}));
    }
    statements.push_back(build.Object(members));
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
