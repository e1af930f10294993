#include "access/decision.h"

namespace whittle::access {

namespace {

/// Identity, boundary and session policies together with the resource's policy.
Truth Granted(const Layers& layers) {
  const Verdict& resource = layers.resource;
  const Truth limits = And(layers.boundary, layers.session);
  const Truth identity = And(layers.is_root ? Truth::kYes : layers.identity, limits);
  switch (layers.regime) {
    case Regime::kSameAccount:
      // Naming the requester itself is enough: neither boundary nor session policy limits that.
      // Naming its role or user is enough without an identity policy, within those limits. Naming
      // the account only grants nothing.
      return Or(resource.direct, Or(And(resource.derived, limits), identity));
    case Regime::kDelegated:
      return Or(resource.direct,
                Or(And(resource.derived, limits), And(resource.account, identity)));
    case Regime::kCrossAccount:
      return And(resource.allow(), identity);
    case Regime::kNoAccount:
      return resource.direct;
  }
  return Truth::kNo;
}

Reason WhyNotGranted(const Layers& layers) {
  const bool needs_resource = layers.regime != Regime::kSameAccount;
  if (needs_resource && layers.resource.allow() == Truth::kNo) return Reason::kNoResourceAllow;
  if (layers.regime == Regime::kNoAccount) return Reason::kNoResourceAllow;
  const bool allowed =
      layers.is_root || layers.identity != Truth::kNo ||
      (layers.regime != Regime::kCrossAccount && layers.resource.derived != Truth::kNo);
  if (!allowed) return Reason::kNoIdentityAllow;
  if (layers.boundary == Truth::kNo) return Reason::kBoundary;
  if (layers.session == Truth::kNo) return Reason::kSession;
  return needs_resource ? Reason::kNoResourceAllow : Reason::kNoIdentityAllow;
}

}  // namespace

Joined Join(const Layers& layers) {
  if (layers.deny == Truth::kYes) return {Outcome::kExplicitlyDenied, Reason::kDenied};
  const Truth granted = Granted(layers);
  const Truth allowed = And(And(layers.rcp, layers.scp), And(layers.endpoint, granted));
  if (allowed == Truth::kNo && layers.deny == Truth::kNo) {
    const Reason reason = layers.scp == Truth::kNo        ? Reason::kScp
                          : layers.endpoint == Truth::kNo ? Reason::kEndpoint
                                                          : WhyNotGranted(layers);
    return {Outcome::kImplicitlyDenied, reason};
  }
  if (allowed == Truth::kYes && layers.deny == Truth::kNo) {
    return {Outcome::kAllowed, Reason::kAllowed};
  }
  return {Outcome::kUnknown, Reason::kUnknown};
}

}  // namespace whittle::access
