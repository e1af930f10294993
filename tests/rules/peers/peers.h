// What other linters report without cause must stay silent here; what they miss beside it is found.
// One file a peer; the items are those that its users and its source show.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "policy/type.h"

namespace whittle::peers {

/// Names of rules, one for each finding.
using Names = std::multiset<std::string>;

/// What all rules find in one file.
[[nodiscard]] Names Lint(const std::string& text, std::optional<policy::Type> type = std::nullopt);

/// A policy of these statements, each what stands between its braces.
[[nodiscard]] std::string Policy(const std::vector<std::string>& statements);

struct Case {
  std::string name;
  std::string statement;  ///< what stands between its braces
  policy::Type type = policy::Type::kIdentity;
  Names wanted = {};  ///< all findings; none: a false alarm of a peer
};

/// Each case has just the findings that it wants.
void ExpectJust(const std::vector<Case>& cases);

inline constexpr auto kIdentity = policy::Type::kIdentity;
inline constexpr auto kResource = policy::Type::kResource;
inline constexpr auto kTrust = policy::Type::kTrust;
inline constexpr auto kScp = policy::Type::kScp;

}  // namespace whittle::peers
