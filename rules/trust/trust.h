// What rules on role trust policies share: who is trusted, and what conditions say of it.
#pragma once

#include <optional>
#include <string_view>

#include "lint/context.h"

namespace whittle::rules {

/// An OIDC provider as a Federated principal names it.
struct OidcIssuer {
  /// Host and path, with which its condition keys begin: `token.actions.githubusercontent.com`.
  /// Holes as spelled.
  std::string_view name;
  /// The name holds no hole.
  bool known = false;
};

/// The issuer of an OIDC provider's ARN, or of one of the four web identity providers that need
/// none; nothing for any other principal.
[[nodiscard]] std::optional<OidcIssuer> OidcIssuerOf(const policy::Principal& principal);

/// `sub` of the key `ISSUER:sub`; nothing where the key is another's. Letter case does not count.
[[nodiscard]] std::optional<std::string_view> ClaimOf(std::string_view issuer,
                                                      std::string_view key);

/// Whether a key is the claim of some issuer: `sub` of `ISSUER:sub`.
[[nodiscard]] bool EndsInClaim(std::string_view key, std::string_view claim);

/// Whether a condition can only hold where its key has one of the values named. Negated operators
/// and Null do not, nor does IfExists of a key that may be absent. True where it is not known.
[[nodiscard]] bool Requires(const policy::Condition& condition, bool always_present);

/// Whether the statement surely covers an action, `sts:AssumeRole`.
[[nodiscard]] bool Covers(const policy::Statement& statement, std::string_view action);

/// Whether it covers the action, or may where a placeholder hides what it is about.
[[nodiscard]] bool MayCover(const policy::Statement& statement, std::string_view action);

/// Whether the statement has, or may have where a hole hides it, a condition that requires one of
/// the keys.
[[nodiscard]] bool RequiresOneOf(const policy::Statement& statement,
                                 std::initializer_list<std::string_view> keys);

/// Whether a condition says, or may say, for which account or resource a service acts.
[[nodiscard]] bool SaysSource(const policy::Statement& statement);

/// Whether some Deny of the policy has conditions: it may take away what an Allow seems to grant.
[[nodiscard]] bool HasConditionalDeny(const policy::Policy& policy);

/// Calls `visit(statement)` with each Allow that names principals, whatever the policy's type.
template <typename Visit>
void ForEachPrincipalAllow(const lint::PolicyContext& context, Visit visit) {
  for (const policy::Statement& statement : context.statements()) {
    if (statement.allows() && statement.principal.present() && !statement.principal.negated) {
      visit(statement);
    }
  }
}

/// The same of a role's trust policy.
template <typename Visit>
void ForEachTrust(const lint::PolicyContext& context, Visit visit) {
  if (context.policy().type.type == policy::Type::kTrust) ForEachPrincipalAllow(context, visit);
}

/// Calls `visit(statement, principal)` with each service that may assume the role.
template <typename Visit>
void ForEachService(const lint::PolicyContext& context, Visit visit) {
  ForEachTrust(context, [&](const policy::Statement& statement) {
    for (const policy::Principal& principal : statement.principal.entries) {
      if (principal.kind == policy::PrincipalKind::kService &&
          Covers(statement, "sts:AssumeRole")) {
        visit(statement, principal);
      }
    }
  });
}

/// Calls `visit(statement, principal, issuer)` with each OIDC provider whose users may assume the
/// role, in statements whose conditions are all seen.
template <typename Visit>
void ForEachOidcProvider(const lint::PolicyContext& context, Visit visit) {
  ForEachTrust(context, [&](const policy::Statement& statement) {
    if (statement.condition_open) return;
    for (const policy::Principal& principal : statement.principal.entries) {
      const auto issuer = OidcIssuerOf(principal);
      if (issuer && Covers(statement, "sts:AssumeRoleWithWebIdentity")) {
        visit(statement, principal, *issuer);
      }
    }
  });
}

}  // namespace whittle::rules
