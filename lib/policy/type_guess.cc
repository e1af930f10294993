#include "policy/builder.h"
#include "policy/pattern.h"

namespace whittle::policy {

namespace {

/// What the statements say that only some types can say.
struct Signs {
  bool principal = false;   ///< some statement names a principal
  bool resource = false;    ///< some statement names a resource
  bool only_assume = true;  ///< every action is one of a role's trust
  bool any_action = false;
  bool only_everyone = true;  ///< every principal is the bare "*"
  bool negated_principal = false;
  bool only_deny = true;
  bool not_action = false;
  bool federated = false;
};

bool IsTrustAction(std::string_view action) {
  return StartsWithIgnoreCase(action, "sts:AssumeRole") ||
         EqualsIgnoreCase(action, "sts:TagSession") ||
         EqualsIgnoreCase(action, "sts:SetSourceIdentity") ||
         EqualsIgnoreCase(action, "sts:SetContext") || EqualsIgnoreCase(action, "sts:*");
}

Signs ReadSigns(const Policy& policy) {
  Signs signs;
  for (const Statement& statement : policy.statements) {
    signs.resource = signs.resource || statement.resource.present();
    signs.only_deny = signs.only_deny && statement.denies();
    signs.not_action = signs.not_action || (statement.action.present() && statement.action.negated);
    for (const Action& action : statement.action.entries) {
      signs.any_action = true;
      signs.only_assume = signs.only_assume && IsTrustAction(action.text.value);
    }
    if (!statement.principal.present()) continue;
    signs.principal = true;
    signs.negated_principal = signs.negated_principal || statement.principal.negated;
    if (statement.principal.open) signs.only_everyone = false;
    for (const Principal& principal : statement.principal.entries) {
      signs.federated = signs.federated || principal.kind == PrincipalKind::kFederated;
      if (principal.key != nullptr || principal.text.value != "*") signs.only_everyone = false;
    }
  }
  return signs;
}

/// The types that content allows, and the likeliest.
TypeGuess FromContent(const Policy& policy) {
  TypeGuess guess;
  guess.source = TypeSource::kContent;
  const Signs signs = ReadSigns(policy);
  if (!signs.principal) {
    guess.type = Type::kIdentity;
    guess.possible = {Type::kIdentity, Type::kBoundary, Type::kSession, Type::kScp};
    if (policy.open || policy.statements.empty()) guess.possible = TypeSet::All();
    return guess;
  }
  const bool trust = signs.any_action && signs.only_assume && !signs.resource;
  if (trust) {
    guess.type = Type::kTrust;
    guess.possible = {Type::kTrust};
    return guess;
  }
  guess.type = Type::kResource;
  const bool rcp = signs.only_everyone && !signs.negated_principal && signs.only_deny;
  guess.possible = rcp ? TypeSet{Type::kResource, Type::kRcp, Type::kEndpoint}
                       : TypeSet{Type::kResource, Type::kEndpoint};
  // A trust policy with a mistake in it: a Resource, or an action that is not sts.
  if (signs.federated || (signs.any_action && signs.only_assume)) {
    guess.type = Type::kTrust;
    guess.possible = {Type::kResource, Type::kTrust};
  }
  return guess;
}

}  // namespace

TypeGuess GuessType(const Policy& policy, const TypeHint& hint) {
  TypeGuess guess;
  if (hint.type) {
    guess.type = *hint.type;
    guess.possible = TypeSet{*hint.type};
    guess.source = hint.source;
    guess.resource_type = hint.resource_type;
    return guess;
  }
  guess = FromContent(policy);
  guess.resource_type = hint.resource_type;
  if (hint.path && guess.possible.Has(*hint.path)) {
    guess.type = *hint.path;
    guess.source = TypeSource::kPath;
  }
  return guess;
}

}  // namespace whittle::policy
