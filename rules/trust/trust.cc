#include "rules/trust/trust.h"

#include <algorithm>
#include <array>

#include "policy/pattern.h"

namespace whittle::rules {

namespace {

/// Providers that trust policies name without an ARN.
/// Source: IAM user guide, reference_policies_elements_principal, "Web identity session
/// principals".
constexpr std::array<std::string_view, 4> kWebIdentityHosts = {
    "accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com",
    "www.amazon.com"};

bool HasHoleFrom(const policy::Text& text, size_t begin) {
  return std::any_of(text.pieces.begin(), text.pieces.end(), [&](const policy::Piece& piece) {
    return piece.kind == policy::PieceKind::kHole && piece.end > begin;
  });
}

}  // namespace

std::optional<OidcIssuer> OidcIssuerOf(const policy::Principal& principal) {
  if (principal.kind != policy::PrincipalKind::kFederated) return std::nullopt;
  const std::string_view value = principal.text.value;
  constexpr std::string_view kOidc = ":oidc-provider/";
  if (const size_t at = value.find(kOidc); at != std::string_view::npos) {
    const size_t begin = at + kOidc.size();
    return OidcIssuer{value.substr(begin), !HasHoleFrom(principal.text, begin)};
  }
  if (std::find(kWebIdentityHosts.begin(), kWebIdentityHosts.end(), value) !=
      kWebIdentityHosts.end()) {
    return OidcIssuer{value, true};
  }
  return std::nullopt;
}

std::optional<std::string_view> ClaimOf(std::string_view issuer, std::string_view key) {
  if (key.size() <= issuer.size() + 1 || key[issuer.size()] != ':' ||
      !policy::StartsWithIgnoreCase(key, issuer)) {
    return std::nullopt;
  }
  return key.substr(issuer.size() + 1);
}

bool EndsInClaim(std::string_view key, std::string_view claim) {
  return key.size() > claim.size() && key[key.size() - claim.size() - 1] == ':' &&
         policy::EqualsIgnoreCase(key.substr(key.size() - claim.size()), claim);
}

bool Requires(const policy::Condition& condition, bool always_present) {
  if (condition.op.has_holes) return true;
  if (condition.op.negated() || condition.op.base == policy::BaseOperator::kNull) return false;
  return always_present || !condition.op.if_exists;
}

bool Covers(const policy::Statement& statement, std::string_view action) {
  const auto& entries = statement.action.entries;
  const auto matches = [&](const policy::Action& entry) {
    return policy::Matches(entry.text.value, action, policy::Case::kInsensitive);
  };
  if (!statement.action.negated) {
    return std::any_of(entries.begin(), entries.end(), [&](const policy::Action& entry) {
      return entry.text.known() && entry.text.choice == 0 && matches(entry);
    });
  }
  return !statement.action.open &&
         std::all_of(entries.begin(), entries.end(), [&](const policy::Action& entry) {
           return entry.text.known() && !matches(entry);
         });
}

bool MayCover(const policy::Statement& statement, std::string_view action) {
  const auto& entries = statement.action.entries;
  const auto known_to_match = [&](const policy::Action& entry) {
    return entry.text.known() && entry.text.choice == 0 &&
           policy::Matches(entry.text.value, action, policy::Case::kInsensitive);
  };
  if (statement.action.negated) return std::none_of(entries.begin(), entries.end(), known_to_match);
  return statement.action.open ||
         std::any_of(entries.begin(), entries.end(), [&](const policy::Action& entry) {
           return !entry.text.known() || entry.text.choice != 0 || known_to_match(entry);
         });
}

bool RequiresOneOf(const policy::Statement& statement,
                   std::initializer_list<std::string_view> keys) {
  if (statement.condition_open) return true;
  for (const policy::Condition& condition : statement.conditions) {
    if (!condition.key.known()) return true;
    const bool named = std::any_of(keys.begin(), keys.end(), [&](std::string_view key) {
      return policy::EqualsIgnoreCase(condition.key.value, key);
    });
    if (named && Requires(condition, false)) return true;
  }
  return false;
}

bool SaysSource(const policy::Statement& statement) {
  return RequiresOneOf(
      statement, {"aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"});
}

bool HasConditionalDeny(const policy::Policy& policy) {
  return policy.open ||
         std::any_of(policy.statements.begin(), policy.statements.end(),
                     [](const policy::Statement& statement) {
                       return !statement.allows() &&
                              (statement.condition_node != nullptr || statement.condition_open);
                     });
}

}  // namespace whittle::rules
