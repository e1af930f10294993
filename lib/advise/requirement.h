// What a role needs, with the reason.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whittle::advise {

/// How it is known that a permission is needed.
enum class RequirementKind : unsigned char {
  kDerived,   ///< from a task definition, by a table
  kDeclared,  ///< from a fact that the user states
  kObserved,  ///< from calls that were seen
  kFloor,     ///< always needed by software that the role is known to serve
};

/// One action that a role must be allowed, on these resources.
struct Requirement {
  RequirementKind kind = RequirementKind::kDerived;
  std::string action;                  ///< `ecr:BatchGetImage`
  std::vector<std::string> resources;  ///< ARNs or patterns; what is not known stands as `<NAME>`
  std::string reason;                  ///< one sentence, no full stop
  std::string source;                  ///< where AWS, or the agent's code, says so
  /// False: kept where it is granted, and not missed where it is not.
  bool missed = true;
  /// The role makes the call for other ends, too, of which nothing is known: `resources` are a part
  /// of what it needs, and no reason to scope what is granted.
  bool partial = false;
  /// Of iam:PassRole: the services to which the roles may be passed; empty: any.
  std::vector<std::string> passed_to = {};
  /// The feature table that it is from, where it scopes an agent's own policies only (see
  /// NeedsFor); empty: any policy.
  std::string_view table = {};
};

/// What is known of where an account's things are. Unknown names stand as `<REGION>`.
struct Scope {
  std::string partition = "aws";
  std::string region = "<REGION>";
  std::string account = "<ACCOUNT>";
};

}  // namespace whittle::advise
