#include "advise/agent_policy.h"

#include <algorithm>

#include "policy/pattern.h"

namespace whittle::advise {

namespace {

/// `*` and `ecs:*`.
bool IsWholeService(std::string_view action) {
  const size_t colon = action.find(':');
  return action.find_first_not_of('*', colon == std::string_view::npos ? 0 : colon + 1) ==
         std::string_view::npos;
}

/// Whether the table's rows speak of every action that the policy allows.
bool KnowsAll(std::string_view table, const Needs& needs, const policy::Policy& policy,
              const catalog::Catalog& catalog) {
  const auto known = [&](const std::string& action) {
    return std::any_of(
               needs.unneeded.begin(), needs.unneeded.end(),
               [&](const Unneeded& row) { return row.table == table && row.action == action; }) ||
           std::any_of(
               needs.requirements.begin(), needs.requirements.end(),
               [&](const Requirement& requirement) { return requirement.action == action; });
  };
  for (const policy::Statement& statement : policy.statements) {
    if (!statement.allows()) continue;
    if (statement.action.negated) return false;
    for (const policy::Action& entry : statement.action.entries) {
      if (!entry.text.known() || IsWholeService(entry.text.value)) return false;
      const catalog::ActionMatch match = catalog.MatchActions(entry.text.value);
      for (const catalog::ActionRange range : match.actions.ranges()) {
        for (catalog::ActionId id = range.begin; id < range.end; ++id) {
          if (!known(catalog.action(id).full_name())) return false;
        }
      }
    }
  }
  return true;
}

}  // namespace

bool Allows(const policy::Policy& policy, std::string_view action, bool any_wildcard) {
  for (const policy::Statement& statement : policy.statements) {
    if (!statement.allows() || statement.action.negated) continue;
    for (const policy::Action& entry : statement.action.entries) {
      if (entry.all() || (!any_wildcard && IsWholeService(entry.text.value))) continue;
      if (policy::Matches(entry.text.value, action, policy::Case::kInsensitive)) return true;
    }
  }
  return false;
}

bool ServesEcsAgent(const policy::Policy& policy, bool any_wildcard) {
  return Allows(policy, "ecs:RegisterContainerInstance", any_wildcard) ||
         Allows(policy, "ecs:Poll", any_wildcard);
}

bool ServesSsmAgent(const policy::Policy& policy) {
  return Allows(policy, "ssm:UpdateInstanceInformation");
}

Needs NeedsFor(const policy::Policy& policy, const Needs& needs, const catalog::Catalog& catalog) {
  const bool ecs = ServesEcsAgent(policy, true) || KnowsAll(kEcsAgent, needs, policy, catalog);
  const bool serves_ssm = ServesSsmAgent(policy);
  const bool ssm = serves_ssm || KnowsAll(kSsmAgent, needs, policy, catalog);
  Needs result = needs;
  std::erase_if(result.unneeded, [&](const Unneeded& row) {
    return (row.table == kEcsAgent && !ecs) || (row.table == kSsmAgent && !ssm) ||
           (row.only_everywhere && !serves_ssm);
  });
  for (Requirement& requirement : result.requirements) {
    requirement.partial = requirement.partial || (requirement.table == kSsmAgent && !serves_ssm);
  }
  return result;
}

std::string_view NarrowerManagedPolicy(std::string_view name) {
  return name == "AmazonSSMManagedInstanceCore" || name == "AmazonEC2RoleforSSM"
             ? "AmazonSSMManagedEC2InstanceDefaultPolicy"
             : std::string_view();
}

}  // namespace whittle::advise
