// One statement of a policy, compiled for matching. Not for other rooms.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "access/action_match.h"
#include "access/condition_match.h"
#include "access/evaluate.h"
#include "access/principal_match.h"
#include "access/request.h"
#include "access/resource_match.h"
#include "access/truth.h"
#include "access/verdict.h"
#include "policy/policy.h"

namespace whittle::access {

/// A request with what every statement would else take apart again.
struct SplitRequest {
  explicit SplitRequest(const Request& whole, bool has_boundary)
      : request(whole),
        action(whole.action),
        resource(whole.resource),
        context(whole.context),
        bounded(has_boundary) {}

  const Request& request;
  RequestAction action;
  RequestResource resource;
  const Context& context;
  bool bounded;  ///< the requester has a permissions boundary
};

/// Whether and how a statement applies to a request.
struct StatementResult {
  Truth match = Truth::kNo;
  PrincipalMatch principal;  ///< where the policy's type has principals; else `direct`
};

/// A statement applies when action, resource, principal and all conditions match.
/// Source: IAM user guide, reference_policies_elements.
class StatementMatcher {
 public:
  StatementMatcher(const policy::Statement& statement, policy::Type type, Truth variables);

  [[nodiscard]] StatementResult Matches(const SplitRequest& request) const;
  /// Action, resource and principal alone.
  [[nodiscard]] StatementResult MatchesTarget(const SplitRequest& request) const;

  /// For a statement that does not match though its action does: the element that fails.
  struct Failure {
    NearMiss::Element element = NearMiss::Element::kResource;
    const policy::Condition* condition = nullptr;
  };
  [[nodiscard]] std::optional<Failure> FirstFailure(const SplitRequest& request) const;

  /// Whether it can act as that effect: unknown when the effect is a hole.
  [[nodiscard]] Truth allows() const { return allows_; }
  [[nodiscard]] Truth denies() const { return denies_; }
  [[nodiscard]] const policy::Statement& statement() const { return *statement_; }

  /// Calls `visit(name)` for each key and variable that it looks at and the context does not have.
  template <typename Visit>
  void VisitMissing(const Context& context, Visit visit) const {
    resource_.VisitMissing(context, visit);
    for (const ConditionMatcher& condition : conditions_) condition.VisitMissing(context, visit);
  }

 private:
  const policy::Statement* statement_;
  Truth allows_ = Truth::kNo;
  Truth denies_ = Truth::kNo;
  bool has_principals_;  ///< names for whom it speaks
  bool unknown_;         ///< conditions may exist that are not seen
  ActionMatcher action_;
  ResourceMatcher resource_;
  PrincipalMatcher principal_;
  std::vector<ConditionMatcher> conditions_;
};

/// Whether `${key}` means something: only under Version 2012-10-17.
[[nodiscard]] Truth MeaningOfVariables(policy::Version version);

/// All statements of one policy.
class PolicyMatcher {
 public:
  PolicyMatcher(const policy::Policy& policy, policy::Type type);

  [[nodiscard]] Verdict Evaluate(const SplitRequest& request) const;
  [[nodiscard]] std::span<const StatementMatcher> statements() const { return statements_; }
  /// May hold statements that are not seen.
  [[nodiscard]] bool open() const { return open_; }
  [[nodiscard]] const policy::Policy& policy() const { return *policy_; }

 private:
  const policy::Policy* policy_;
  bool open_;
  std::vector<StatementMatcher> statements_;
};

}  // namespace whittle::access
