// Roles of container instances, and what to put in the place of their wide policy.
#pragma once

#include <string>

#include "advise/instance_policy.h"
#include "lint/finding.h"
#include "policy/policy.h"

namespace whittle::rules {

/// What can be told of the hosts from the trust policy and the role's ARN; `trust` may be null.
[[nodiscard]] advise::Hosts HostsOf(const policy::Policy* trust, std::string_view role_arn);

/// One line for each reason, with the actions that the narrowed policy leaves out for it.
[[nodiscard]] std::string WhatIsDropped(const advise::InstancePolicy& narrowed);

/// The narrowed policy, to be shown in the place of `what`.
[[nodiscard]] lint::Suggestion SuggestionFor(const advise::InstancePolicy& narrowed,
                                             std::string_view what);

}  // namespace whittle::rules
