#include "lint/facts.h"

#include "policy/pattern.h"

namespace whittle::lint {

namespace {

using FactSet = EnumSet<Fact>;

void AddText(const policy::Text& text, FactSet& facts) {
  facts.AddIf(text.has_holes, Fact::kPlaceholder);
  facts.AddIf(text.has_variables, Fact::kVariable);
}

void AddActions(const policy::Clause<policy::Action>& clause, Facts& out) {
  out.facts.AddIf(clause.negated, Fact::kNotAction);
  out.facts.AddIf(clause.entries.size() > 1, Fact::kActionList);
  if (clause.negated || clause.open) out.services.AddAll();
  std::string_view before;
  for (const policy::Action& action : clause.entries) {
    AddText(action.text, out.facts);
    out.facts.AddIf(action.all(), Fact::kStarAction);
    out.facts.AddIf(action.text.has_wildcard, Fact::kActionWildcard);
    if (action.service.empty()) {
      out.services.AddAll();
    } else if (action.service != before) {
      before = action.service;
      if (policy::HasWildcard(before)) {
        out.services.AddAll();
      } else {
        out.services.Add(before);
      }
    }
  }
}

void AddDollar(const policy::Text& text, FactSet& facts) {
  if (facts.Has(Fact::kDollar)) return;
  facts.AddIf(text.value.find('$') != std::string_view::npos, Fact::kDollar);
}

void AddResources(const policy::Clause<policy::Resource>& clause, FactSet& facts) {
  facts.AddIf(clause.negated, Fact::kNotResource);
  facts.AddIf(clause.entries.size() > 1, Fact::kResourceList);
  for (const policy::Resource& resource : clause.entries) {
    facts.Add(resource.all() ? Fact::kStarResource : Fact::kArn);
    AddText(resource.text, facts);
    AddDollar(resource.text, facts);
  }
}

void AddPrincipals(const policy::Clause<policy::Principal>& clause, FactSet& facts) {
  facts.AddIf(clause.present(), Fact::kPrincipal);
  facts.AddIf(clause.negated, Fact::kNotPrincipal);
  for (const policy::Principal& principal : clause.entries) {
    AddText(principal.text, facts);
    facts.AddIf(principal.text.value == "*", Fact::kStarPrincipal);
    switch (principal.kind) {
      case policy::PrincipalKind::kAws:
        facts.Add(Fact::kAwsPrincipal);
        break;
      case policy::PrincipalKind::kService:
        facts.Add(Fact::kServicePrincipal);
        break;
      case policy::PrincipalKind::kFederated:
        facts.Add(Fact::kFederatedPrincipal);
        break;
      case policy::PrincipalKind::kCanonicalUser:
        facts.Add(Fact::kCanonicalUserPrincipal);
        break;
      case policy::PrincipalKind::kInvalid:
        break;
    }
  }
}

Fact FactOf(policy::OperatorFamily family) {
  return static_cast<Fact>(static_cast<int>(Fact::kStringOperator) + static_cast<int>(family));
}

void AddCondition(const policy::Condition& condition, FactSet& facts) {
  const policy::Operator& op = condition.op;
  facts.Add(op.base == policy::BaseOperator::kUnknown ? Fact::kUnknownOperator
                                                      : FactOf(op.family()));
  facts.AddIf(!op.known_qualifier, Fact::kUnknownOperator);
  facts.AddIf(op.has_holes, Fact::kPlaceholder);
  facts.AddIf(op.negated(), Fact::kNegatedOperator);
  facts.AddIf(op.if_exists, Fact::kIfExists);
  facts.AddIf(op.qualifier == policy::SetQualifier::kForAllValues, Fact::kForAllValues);
  facts.AddIf(op.qualifier == policy::SetQualifier::kForAnyValue, Fact::kForAnyValue);
  facts.AddIf(condition.values.empty(), Fact::kEmptyValues);
  AddText(condition.key, facts);
  for (const policy::Text& value : condition.values) {
    AddText(value, facts);
    AddDollar(value, facts);
  }
}

}  // namespace

Facts TellFacts(const policy::Policy& policy) {
  Facts out;
  out.type = policy.type.type;
  for (const policy::Problem& problem : policy.problems) out.problems.Add(problem.kind);
  FactSet& facts = out.facts;
  facts.Add(policy.version == policy::Version::k2012 ? Fact::kVersion2012 : Fact::kOtherVersion);
  facts.AddIf(policy.statements.size() > 1, Fact::kStatements);
  for (const policy::Statement& statement : policy.statements) {
    facts.AddIf(statement.allows(), Fact::kAllow);
    facts.AddIf(statement.denies(), Fact::kDeny);
    facts.AddIf(statement.sid.present(), Fact::kSid);
    facts.AddIf(!statement.conditions.empty(), Fact::kConditions);
    AddText(statement.sid, facts);
    AddActions(statement.action, out);
    AddResources(statement.resource, facts);
    AddPrincipals(statement.principal, facts);
    for (const policy::Condition& condition : statement.conditions) AddCondition(condition, facts);
  }
  return out;
}

}  // namespace whittle::lint
