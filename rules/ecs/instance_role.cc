#include "rules/ecs/instance_role.h"

#include <fmt/format.h>

#include <map>
#include <vector>

#include "advise/role_book.h"
#include "advise/task_roles.h"

namespace whittle::rules {

advise::Hosts HostsOf(const policy::Policy* trust, std::string_view role_arn) {
  advise::Hosts hosts;
  if (trust != nullptr) {
    hosts.external = advise::TrustsService(*trust, "ssm.amazonaws.com");
    hosts.ec2 = advise::TrustsService(*trust, "ec2.amazonaws.com");
  }
  hosts.scope = advise::ScopeOf(role_arn);
  return hosts;
}

std::string WhatIsDropped(const advise::InstancePolicy& narrowed) {
  std::vector<std::string_view> reasons;
  std::map<std::string_view, std::vector<std::string_view>> actions;
  for (const advise::Permission& permission : narrowed.permissions) {
    if (permission.verdict != advise::Verdict::kRemoved &&
        permission.verdict != advise::Verdict::kMoved) {
      continue;
    }
    auto& group = actions[permission.reason];
    if (group.empty()) reasons.push_back(permission.reason);
    group.push_back(permission.action);
  }
  std::string text;
  for (const std::string_view reason : reasons) {
    text += fmt::format("\n- {}: {}", fmt::join(actions[reason], ", "), reason);
  }
  return text;
}

lint::Suggestion SuggestionFor(const advise::InstancePolicy& narrowed, std::string_view what) {
  return {.title = fmt::format("custom policy in place of {}", what),
          .document = narrowed.document,
          .proved = narrowed.proved};
}

}  // namespace whittle::rules
