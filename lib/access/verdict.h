// What one policy says of one request.
#pragma once

#include "access/truth.h"

namespace whittle::access {

/// Whether statements of a policy deny or allow a request, before layers are joined. An Allow of a
/// resource policy comes in three strengths, by how its Principal names the requester; in policies
/// without principals every Allow is direct.
/// Source: IAM user guide, access_policies_boundaries and evaluation-logic_policy-eval-denyallow.
struct Verdict {
  Truth deny = Truth::kNo;
  Truth direct = Truth::kNo;   ///< allows, and names the requester itself, or everybody
  Truth derived = Truth::kNo;  ///< allows the role of a session, the user of a federated one
  Truth account = Truth::kNo;  ///< allows the requester's account

  [[nodiscard]] constexpr Truth allow() const { return Or(direct, Or(derived, account)); }
  /// Of two policies of one kind.
  [[nodiscard]] constexpr Verdict With(const Verdict& other) const {
    return {Or(deny, other.deny), Or(direct, other.direct), Or(derived, other.derived),
            Or(account, other.account)};
  }
};

}  // namespace whittle::access
