#include "access/statement_match.h"

#include "text/arena.h"

namespace whittle::access {

namespace {

/// Resource, trust, endpoint and resource control policies say for whom they speak.
bool HasPrincipals(policy::Type type) {
  return type == policy::Type::kResource || type == policy::Type::kTrust ||
         type == policy::Type::kRcp || type == policy::Type::kEndpoint;
}

/// An element whose name is a hole: it may be any, a Condition for instance.
bool HasHoleElement(const policy::Statement& statement) {
  if (!statement.has_unknown_elements || statement.node == nullptr) return false;
  text::Arena arena;
  for (const text::Member& member : statement.node->members()) {
    if (policy::MakeText(member.key, arena).has_holes) return true;
  }
  return false;
}

Truth ActsAs(policy::Effect effect, policy::Effect wanted) {
  if (effect == policy::Effect::kUnknown) return Truth::kUnknown;
  return Known(effect == wanted);
}

}  // namespace

Truth MeaningOfVariables(policy::Version version) {
  switch (version) {
    case policy::Version::k2012:
      return Truth::kYes;
    case policy::Version::kUnknown:
      return Truth::kUnknown;
    default:
      return Truth::kNo;
  }
}

StatementMatcher::StatementMatcher(const policy::Statement& statement, policy::Type type,
                                   Truth variables)
    : statement_(&statement),
      allows_(ActsAs(statement.effect, policy::Effect::kAllow)),
      denies_(ActsAs(statement.effect, policy::Effect::kDeny)),
      // An endpoint's statement without Principal speaks for everybody.
      has_principals_(HasPrincipals(type) &&
                      (type != policy::Type::kEndpoint || statement.principal.present())),
      unknown_(statement.condition_open || HasHoleElement(statement)),
      action_(statement.action),
      resource_(statement.resource, type, variables),
      principal_(statement.principal) {
  conditions_.reserve(statement.conditions.size());
  for (const policy::Condition& condition : statement.conditions) {
    conditions_.emplace_back(condition, variables);
  }
}

StatementResult StatementMatcher::MatchesTarget(const SplitRequest& request) const {
  StatementResult result;
  result.match = action_.Matches(request.action);
  if (result.match == Truth::kNo) return result;
  if (has_principals_) {
    const bool denies = denies_ != Truth::kNo;
    result.principal = principal_.Matches(request.request.principal, request.bounded && denies);
    result.match = And(result.match, result.principal.any());
    if (result.match == Truth::kNo) return result;
  } else {
    result.principal.direct = Truth::kYes;
  }
  result.match = And(result.match, resource_.Matches(request.resource, request.context));
  return result;
}

StatementResult StatementMatcher::Matches(const SplitRequest& request) const {
  StatementResult result = MatchesTarget(request);
  for (const ConditionMatcher& condition : conditions_) {
    if (result.match == Truth::kNo) return result;
    result.match = And(result.match, condition.Matches(request.context));
  }
  if (unknown_) result.match = And(result.match, Truth::kUnknown);
  return result;
}

std::optional<StatementMatcher::Failure> StatementMatcher::FirstFailure(
    const SplitRequest& request) const {
  using Element = NearMiss::Element;
  if (action_.Matches(request.action) != Truth::kYes) return std::nullopt;
  if (has_principals_ && principal_.Matches(request.request.principal, false).any() == Truth::kNo) {
    return Failure{Element::kPrincipal, nullptr};
  }
  if (resource_.Matches(request.resource, request.context) == Truth::kNo) {
    return Failure{Element::kResource, nullptr};
  }
  for (size_t i = 0; i < conditions_.size(); ++i) {
    if (conditions_[i].Matches(request.context) == Truth::kNo) {
      return Failure{Element::kCondition, &statement_->conditions[i]};
    }
  }
  return std::nullopt;
}

PolicyMatcher::PolicyMatcher(const policy::Policy& policy, policy::Type type)
    : policy_(&policy), open_(policy.open) {
  const Truth variables = MeaningOfVariables(policy.version);
  statements_.reserve(policy.statements.size());
  for (const policy::Statement& statement : policy.statements) {
    statements_.emplace_back(statement, type, variables);
  }
}

Verdict PolicyMatcher::Evaluate(const SplitRequest& request) const {
  AnyOf deny;
  AnyOf direct;
  AnyOf derived;
  AnyOf account;
  for (const StatementMatcher& statement : statements_) {
    const StatementResult result = statement.Matches(request);
    if (result.match == Truth::kNo) continue;
    const uint16_t choice = statement.statement().choice;
    const uint16_t alternative = statement.statement().alternative;
    deny.Add(And(result.match, statement.denies()), choice, alternative);
    const Truth allows = And(result.match, statement.allows());
    direct.Add(And(allows, result.principal.direct), choice, alternative);
    derived.Add(And(allows, result.principal.derived), choice, alternative);
    account.Add(And(allows, result.principal.account), choice, alternative);
  }
  if (open_) {
    deny.Add(Truth::kUnknown);
    direct.Add(Truth::kUnknown);
    derived.Add(Truth::kUnknown);
    account.Add(Truth::kUnknown);
  }
  return {deny.Result(), direct.Result(), derived.Result(), account.Result()};
}

}  // namespace whittle::access
