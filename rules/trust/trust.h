// What rules on role trust policies share: who is trusted, and what conditions say of it.
#pragma once

#include <optional>
#include <string_view>

#include "lint/context.h"

namespace whittle::rules {

/// An identity provider as a Federated principal names it.
struct Provider {
  enum class Kind : uint8_t { kNone, kOidc, kSaml };
  Kind kind = Kind::kNone;
  /// Of an OIDC provider, its host and path, with which its condition keys begin:
  /// `token.actions.githubusercontent.com`. Holes as spelled.
  std::string_view issuer;
  /// The issuer holds no hole.
  bool known = false;
};

/// Reads a Federated principal: a provider's ARN, or the host of one of the four web identity
/// providers that need none.
[[nodiscard]] Provider ProviderOf(const policy::Principal& principal);

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

/// Whether the statement has, or may have where a hole hides it, a condition that requires one of
/// the keys.
[[nodiscard]] bool RequiresOneOf(const policy::Statement& statement,
                                 std::initializer_list<std::string_view> keys);

/// Whether a condition says, or may say, for which account or resource a service acts.
[[nodiscard]] bool SaysSource(const policy::Statement& statement);

/// Whether some Deny of the policy has conditions: it may take away what an Allow seems to grant.
[[nodiscard]] bool HasConditionalDeny(const policy::Policy& policy);

/// Whether the policy is taken for a role's trust policy.
[[nodiscard]] inline bool IsTrust(const lint::PolicyContext& context) {
  return context.policy().type.type == policy::Type::kTrust;
}

/// Whether the statement is a trust policy's whatever the policy is taken for: it names principals
/// and no resource, and lets them assume a role.
[[nodiscard]] bool IsTrustStatement(const policy::Statement& statement);

/// Calls `visit(statement)` with each Allow that trusts principals with a role.
template <typename Visit>
void ForEachTrust(const lint::PolicyContext& context, Visit visit) {
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.principal.present() || statement.principal.negated || !statement.allows()) {
      continue;
    }
    if (IsTrust(context) || IsTrustStatement(statement)) visit(statement);
  }
}

/// Calls `visit(statement, principal, provider)` with each OIDC provider that is trusted, in
/// statements whose conditions are all seen.
template <typename Visit>
void ForEachOidcProvider(const lint::PolicyContext& context, Visit visit) {
  ForEachTrust(context, [&](const policy::Statement& statement) {
    if (statement.condition_open) return;
    for (const policy::Principal& principal : statement.principal.entries) {
      const Provider provider = ProviderOf(principal);
      if (provider.kind == Provider::Kind::kOidc) visit(statement, principal, provider);
    }
  });
}

}  // namespace whittle::rules
