// Whether a statement's conditions say that a key must be there.
#pragma once

#include <string_view>

#include "policy/policy.h"

namespace whittle::rules {

/// Some condition of the statement is false for requests without the key: a Null check for it, or a
/// positive operator on it. Also where conditions may exist that are not seen.
[[nodiscard]] bool DemandsKey(const policy::Statement& statement, std::string_view key);

/// The operator's name without IfExists.
[[nodiscard]] inline std::string_view WithoutIfExists(const policy::Operator& op) {
  constexpr std::string_view kSuffix = "IfExists";
  return op.if_exists ? op.spelling.substr(0, op.spelling.size() - kSuffix.size()) : op.spelling;
}

}  // namespace whittle::rules
