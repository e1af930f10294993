// What a role's trust policy says about the hosts that take it.
#pragma once

#include "advise/ecs_agent.h"
#include "policy/policy.h"

namespace whittle::rules {

/// Whether an Allow of the trust policy names the service. Unknown principals do not count.
[[nodiscard]] bool TrustsService(const policy::Policy& trust, std::string_view service);

/// What can be told of the hosts from the trust policy and the role's ARN; `trust` may be null.
[[nodiscard]] advise::InstanceFacts FactsOf(const policy::Policy* trust, std::string_view role_arn);

/// One line for each action that the narrowed policy leaves out, with the reason.
[[nodiscard]] std::string WhatIsDropped(const advise::InstanceFacts& facts);

}  // namespace whittle::rules
