// How the layers of policies join. Not for other rooms.
// Source: IAM user guide, reference_policies_evaluation-logic_policy-eval-denyallow,
// reference_policies_evaluation-logic-cross-account, access_policies_boundaries,
// access_policies (session policies); AWS Organizations user guide, orgs_manage_policies_scps and
// _rcps.
#pragma once

#include "access/evaluate.h"
#include "access/truth.h"
#include "access/verdict.h"

namespace whittle::access {

/// Whose word counts.
enum class Regime : uint8_t {
  kSameAccount,   ///< identity or resource policy
  kCrossAccount,  ///< both
  kDelegated,  ///< one account, but identity policies count only if the resource's policy says so
  kNoAccount,  ///< services, providers, canonical ids, anonymous: the resource's policy alone
};

/// What each layer says. A layer that sets no limit allows. Resource control policies can only
/// deny: RCPFullAWSAccess is attached at every level.
struct Layers {
  Regime regime = Regime::kSameAccount;
  bool is_root = false;     ///< the root user needs no identity policy
  Truth deny = Truth::kNo;  ///< any statement that applies, in any layer
  Truth rcp = Truth::kYes;  ///< an Allow at every level
  Truth scp = Truth::kYes;  ///< an Allow at every level
  Truth endpoint = Truth::kYes;
  Verdict resource;
  Truth identity = Truth::kNo;
  Truth boundary = Truth::kYes;
  Truth session = Truth::kYes;
};

/// The outcome, and the first layer in AWS's order that settled it.
struct Joined {
  Outcome outcome = Outcome::kImplicitlyDenied;
  Reason reason = Reason::kNoIdentityAllow;
};
[[nodiscard]] Joined Join(const Layers& layers);

}  // namespace whittle::access
