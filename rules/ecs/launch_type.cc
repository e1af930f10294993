#include "rules/ecs/launch_type.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "policy/arn.h"

namespace whittle::rules {

bool TrustsService(const policy::Policy& trust, std::string_view service) {
  for (const policy::Statement& statement : trust.statements) {
    if (!statement.allows() || statement.principal.negated) continue;
    for (const policy::Principal& principal : statement.principal.entries) {
      if (principal.kind == policy::PrincipalKind::kService && principal.text.value == service) {
        return true;
      }
    }
  }
  return false;
}

advise::InstanceFacts FactsOf(const policy::Policy* trust, std::string_view role_arn) {
  advise::InstanceFacts facts;
  if (trust != nullptr) {
    facts.external = TrustsService(*trust, "ssm.amazonaws.com");
    facts.ec2 = TrustsService(*trust, "ec2.amazonaws.com");
  }
  policy::Text text;
  text.value = role_arn;
  const policy::Arn arn(text);
  if (arn.complete()) {
    if (!arn.partition().empty()) facts.partition = arn.partition();
    if (arn.account().size() == 12) facts.account = arn.account();
  }
  return facts;
}

std::string WhatIsDropped(const advise::InstanceFacts& facts) {
  std::vector<std::string_view> reasons;
  std::map<std::string_view, std::vector<std::string_view>> actions;
  for (const advise::AgentPermission& permission : advise::AgentPermissions()) {
    if (facts.Keeps(permission)) continue;
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

}  // namespace whittle::rules
