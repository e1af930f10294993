// Policies made of requirements.
#pragma once

#include <string>
#include <vector>

#include "advise/needs.h"
#include "advise/requirement.h"

namespace whittle::advise {

/// A policy that allows what the requirements ask for and nothing else; a statement for each set of
/// resources, in the requirements' order. JSON, indented.
[[nodiscard]] std::string PolicyFor(const std::vector<Requirement>& requirements);

/// The permissions that such a policy adds.
[[nodiscard]] std::vector<Permission> Added(const std::vector<Requirement>& requirements);

}  // namespace whittle::advise
