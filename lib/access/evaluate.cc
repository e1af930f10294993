#include "access/evaluate.h"

#include <algorithm>

#include "access/decision.h"
#include "access/exceptions.h"
#include "access/statement_match.h"

namespace whittle::access {

namespace {

using policy::Type;

/// Policies of one place: one union.
using Union = std::vector<PolicyMatcher>;

Union Compile(const std::vector<const policy::Policy*>& policies, Type type) {
  Union compiled;
  compiled.reserve(policies.size());
  for (const policy::Policy* policy : policies) compiled.emplace_back(*policy, type);
  return compiled;
}

std::vector<Union> Compile(const std::vector<OrganizationLevel>& levels, Type type) {
  std::vector<Union> compiled;
  compiled.reserve(levels.size());
  for (const OrganizationLevel& level : levels) compiled.push_back(Compile(level.policies, type));
  return compiled;
}

Verdict Evaluate(const Union& policies, const SplitRequest& request) {
  Verdict verdict;
  for (const PolicyMatcher& policy : policies) verdict = verdict.With(policy.Evaluate(request));
  return verdict;
}

/// The entry of an element by which it matches; the element's name where that says it.
template <typename Entry, typename Matches>
const text::Node* MatchingEntry(const policy::Clause<Entry>& clause, Matches matches) {
  if (!clause.present() || clause.negated) return clause.key;
  policy::Clause<Entry> one = clause;
  one.open = false;
  for (const Entry& entry : clause.entries) {
    one.entries = std::span<const Entry>(&entry, 1);
    if (matches(one) != Truth::kNo) return entry.text.node;
  }
  return clause.key;
}

StatementMatch MakeMatch(const StatementPlace& place, Truth truth, const SplitRequest& split) {
  const auto action = [&split](const policy::Clause<policy::Action>& clause) {
    return ActionMatcher(clause).Matches(split.action);
  };
  const Truth variables = MeaningOfVariables(place.policy->version);
  const auto resource = [&](const policy::Clause<policy::Resource>& clause) {
    return ResourceMatcher(clause, place.layer, variables).Matches(split.resource, split.context);
  };
  return {place, truth, MatchingEntry(place.statement->action, action),
          MatchingEntry(place.statement->resource, resource)};
}

/// Notes what a statement has to do with a decision.
void AddGrounds(const StatementMatcher& statement, const StatementPlace& place,
                const SplitRequest& split, Decision& decision) {
  if (statement.MatchesTarget(split).match != Truth::kNo) {
    statement.VisitMissing(split.context, [&decision](std::string_view name) {
      decision.missing_context.push_back(name);
    });
  }
  const Truth match = statement.Matches(split).match;
  const bool denies = statement.denies() == Truth::kYes;
  if (match != Truth::kNo) {
    const bool decides = decision.outcome == Outcome::kUnknown ||
                         denies == (decision.outcome == Outcome::kExplicitlyDenied);
    if (decides) decision.matched.push_back(MakeMatch(place, match, split));
  } else if (decision.outcome == Outcome::kImplicitlyDenied && !denies) {
    if (const auto failure = statement.FirstFailure(split)) {
      decision.near.push_back({place, failure->element, failure->condition});
    }
  }
}

}  // namespace

std::string_view ToString(Outcome outcome) {
  switch (outcome) {
    case Outcome::kAllowed:
      return "Allowed";
    case Outcome::kImplicitlyDenied:
      return "ImplicitlyDenied";
    case Outcome::kExplicitlyDenied:
      return "ExplicitlyDenied";
    case Outcome::kUnknown:
      return "Unknown";
  }
  return {};
}

struct Evaluator::Compiled {
  const catalog::Catalog* catalog;
  Union identity;
  Union resource;
  Union boundaries;
  Union session;
  Union endpoint;
  std::vector<Union> scps;
  std::vector<Union> rcps;

  [[nodiscard]] Regime RegimeOf(const SplitRequest& split) const {
    const Requester& who = split.request.principal;
    if (!who.in_account()) return Regime::kNoAccount;
    if (who.account != split.request.owner()) return Regime::kCrossAccount;
    return NeedsDelegation(split) ? Regime::kDelegated : Regime::kSameAccount;
  }

  /// Calls `visit(policies, type, level)` for every union that bears on the request.
  template <typename Visit>
  void VisitLayers(const SplitRequest& split, Visit visit) const {
    const Requester& who = split.request.principal;
    if (!rcps.empty() && RcpsReach(split, *catalog)) {
      for (uint32_t i = 0; i < rcps.size(); ++i) visit(rcps[i], Type::kRcp, i);
    }
    if (ScpsReach(who)) {
      for (uint32_t i = 0; i < scps.size(); ++i) visit(scps[i], Type::kScp, i);
    }
    visit(resource, Type::kResource, 0U);
    visit(endpoint, Type::kEndpoint, 0U);
    if (!who.in_account()) return;
    visit(identity, Type::kIdentity, 0U);
    visit(boundaries, Type::kBoundary, 0U);
    const bool is_session = who.is_role() || who.kind == RequesterKind::kFederatedUser;
    if (is_session) visit(session, Type::kSession, 0U);
  }

  [[nodiscard]] Joined Decide(const SplitRequest& split) const {
    if (const auto outcome = ServiceRule(split, *catalog)) return {*outcome, Reason::kServiceRule};
    Layers layers;
    layers.regime = RegimeOf(split);
    layers.is_root = split.request.principal.kind == RequesterKind::kRoot;
    VisitLayers(split, [&](const Union& policies, Type type, uint32_t) {
      const Verdict verdict = Evaluate(policies, split);
      layers.deny = Or(layers.deny, verdict.deny);
      const bool limits = !policies.empty();
      switch (type) {
        case Type::kRcp:  // they only deny
          break;
        case Type::kScp:
          layers.scp = And(layers.scp, verdict.allow());
          break;
        case Type::kResource:
        case Type::kTrust:
          layers.resource = verdict;
          break;
        case Type::kEndpoint:
          if (limits) layers.endpoint = verdict.allow();
          break;
        case Type::kIdentity:
          layers.identity = verdict.allow();
          break;
        case Type::kBoundary:
          if (limits) layers.boundary = verdict.allow();
          break;
        case Type::kSession:
          if (limits) layers.session = verdict.allow();
          break;
      }
    });
    return Join(layers);
  }
};

Evaluator::Evaluator(const PolicySet& set, const catalog::Catalog& catalog) {
  auto compiled = std::make_unique<Compiled>();
  compiled->catalog = &catalog;
  compiled->identity = Compile(set.identity, Type::kIdentity);
  if (set.resource != nullptr) compiled->resource = Compile({set.resource}, Type::kResource);
  compiled->boundaries = Compile(set.boundaries, Type::kBoundary);
  compiled->session = Compile(set.session, Type::kSession);
  compiled->endpoint = Compile(set.endpoint, Type::kEndpoint);
  compiled->scps = Compile(set.scps, Type::kScp);
  compiled->rcps = Compile(set.rcps, Type::kRcp);
  compiled_ = std::move(compiled);
}

Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;

Outcome Evaluator::Decide(const Request& request) const {
  return compiled_->Decide(SplitRequest(request, !compiled_->boundaries.empty())).outcome;
}

Decision Evaluator::Explain(const Request& request) const {
  const SplitRequest split(request, !compiled_->boundaries.empty());
  const Joined joined = compiled_->Decide(split);
  Decision decision;
  decision.outcome = joined.outcome;
  decision.reason = joined.reason;
  if (joined.reason == Reason::kServiceRule) return decision;
  compiled_->VisitLayers(split, [&](const Union& policies, Type type, uint32_t level) {
    for (uint32_t i = 0; i < policies.size(); ++i) {
      const bool is_trust = policies[i].policy().type.type == Type::kTrust;
      const Type shown = type == Type::kResource && is_trust ? Type::kTrust : type;
      for (const StatementMatcher& statement : policies[i].statements()) {
        AddGrounds(statement, {shown, level, i, &policies[i].policy(), &statement.statement()},
                   split, decision);
      }
    }
  });
  auto& missing = decision.missing_context;
  std::sort(missing.begin(), missing.end());
  missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
  return decision;
}

struct PolicyEvaluator::Compiled {
  PolicyMatcher matcher;
};

PolicyEvaluator::PolicyEvaluator(const policy::Policy& policy, policy::Type type)
    : compiled_(new Compiled{PolicyMatcher(policy, type)}) {}
PolicyEvaluator::~PolicyEvaluator() = default;
PolicyEvaluator::PolicyEvaluator(PolicyEvaluator&&) noexcept = default;
PolicyEvaluator& PolicyEvaluator::operator=(PolicyEvaluator&&) noexcept = default;

Verdict PolicyEvaluator::Evaluate(const Request& request) const {
  return compiled_->matcher.Evaluate(SplitRequest(request, false));
}

}  // namespace whittle::access
