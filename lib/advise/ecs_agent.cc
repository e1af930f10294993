#include "advise/ecs_agent.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "advise/data.h"
#include "advise/split.h"

namespace whittle::advise {

namespace {

std::string Filled(std::string_view form, const InstanceFacts& facts) {
  return fmt::format(fmt::runtime(form), fmt::arg("partition", facts.partition),
                     fmt::arg("region", facts.region), fmt::arg("account", facts.account),
                     fmt::arg("cluster", facts.cluster));
}

/// `"a"`, or a list of lines when there are several.
std::string OneOrList(const std::vector<std::string>& values) {
  if (values.size() == 1) return fmt::format("\"{}\"", values[0]);
  return fmt::format("[\n        \"{}\"\n      ]", fmt::join(values, "\",\n        \""));
}

}  // namespace

std::vector<AgentPermission> AgentPermissions() {
  std::vector<AgentPermission> permissions;
  for (const auto& fields : TableRows(kEcsAgentTable, 8)) {
    permissions.push_back({fields[0], fields[1] == "keep", fields[2] == "keep",
                           Split(fields[3], ' '), fields[4], fields[5], fields[6], fields[7]});
  }
  return permissions;
}

std::string InstanceRolePolicy(const InstanceFacts& facts) {
  // One statement for each set of resources, in the table's order.
  std::vector<std::pair<std::vector<std::string>, std::vector<std::string>>> statements;
  for (const AgentPermission& permission : AgentPermissions()) {
    if (!facts.Keeps(permission)) continue;
    std::vector<std::string> resources;
    for (const std::string_view form : permission.resources) {
      resources.push_back(Filled(form, facts));
    }
    const auto same =
        std::find_if(statements.begin(), statements.end(),
                     [&](const auto& statement) { return statement.second == resources; });
    if (same == statements.end()) {
      statements.emplace_back(std::vector<std::string>{std::string(permission.action)},
                              std::move(resources));
    } else {
      same->first.emplace_back(permission.action);
    }
  }
  std::string text = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [";
  for (size_t i = 0; i < statements.size(); ++i) {
    text += fmt::format(
        "{}\n    {{\n      \"Effect\": \"Allow\",\n      \"Action\": {},\n      \"Resource\": {}\n"
        "    }}",
        i == 0 ? "" : ",", OneOrList(statements[i].first), OneOrList(statements[i].second));
  }
  return text + "\n  ]\n}\n";
}

}  // namespace whittle::advise
