// Principal and NotPrincipal.
// Source: IAM user guide, reference_policies_elements_principal and _notprincipal.
//  * `"*"` and `{"AWS": "*"}`: everybody, anonymous included; `{"Federated": "*"}`: every provider.
//  * An account id or its root's ARN: the account as a whole. In an Allow that lets the account's
//    own policies grant; in a Deny it is everyone of the account.
//  * A user's ARN: that user; its federated sessions in a weaker way. A role's ARN: the role's
//    sessions, in that weaker way: same partition and account, the role's name (the path is not in
//    a session's ARN) without letter case. A session's ARN: that session.
//  * Services, providers, canonical ids: as spelled. No wildcards inside any of these.
//    A bare string is read as `{"AWS": …}`.
//  * NotPrincipal is meant for Deny: it reaches everyone whom no entry names. A principal with a
//    permissions boundary is always reached. AWS asks to list a session's role and account beside
//    it; whether a listed role alone exempts its sessions is not said: unknown.
// Not for other rooms.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "access/request.h"
#include "access/truth.h"
#include "policy/policy.h"

namespace whittle::access {

/// How a Principal names a requester; several may hold.
struct PrincipalMatch {
  Truth direct = Truth::kNo;   ///< the requester itself, or everybody
  Truth derived = Truth::kNo;  ///< the role of a session, the user of a federated one
  Truth account = Truth::kNo;  ///< the account as a whole

  [[nodiscard]] Truth any() const { return Or(direct, Or(derived, account)); }
};

/// The Principal or NotPrincipal of one statement.
class PrincipalMatcher {
 public:
  explicit PrincipalMatcher(const policy::Clause<policy::Principal>& clause);

  /// `bounded`: the requester has a permissions boundary.
  [[nodiscard]] PrincipalMatch Matches(const Requester& who, bool bounded) const;

 private:
  struct Entry {
    policy::PrincipalKind kind = policy::PrincipalKind::kInvalid;
    bool everybody = false;
    bool has_holes = false;
    uint16_t choice = 0;
    uint16_t alternative = 0;
    std::string_view text;
    std::string_view partition;  ///< of an ARN
    std::string_view account;    ///< of an ARN, or an account id
    bool whole_account = false;
    bool is_user = false;
    bool is_role = false;
    std::string_view name;  ///< of a user or role, without path
  };
  static Entry MakeEntry(const policy::Principal& principal);
  static PrincipalMatch MatchEntry(const Entry& entry, const Requester& who);
  [[nodiscard]] PrincipalMatch AnyEntry(const Requester& who) const;

  bool absent_ = false;
  bool negated_ = false;
  bool open_ = false;
  std::vector<Entry> entries_;
};

}  // namespace whittle::access
