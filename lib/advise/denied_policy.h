// The policy that would have allowed a denied request.
// Sources: IAM user guide, "Troubleshoot access denied error messages" and "AWS JSON policy
// elements: Principal"; AWS KMS developer guide, "Key policies in AWS KMS"; Amazon ECR user guide,
// "Private repository policies"; AWS PrivateLink guide, "Control access to VPC endpoints using
// endpoint policies".
#pragma once

#include <string>
#include <vector>

#include "advise/denied_message.h"
#include "advise/requirement.h"

namespace whittle::advise {

/// Where the grant has to stand.
enum class GrantPlace : unsigned char {
  kIdentity,  ///< the caller's own policies; boundaries and guardrails have the same form
  kResource,  ///< the resource's policy
  kTrust,     ///< the trust policy of the role that is to be assumed
  kEndpoint,  ///< the policy of the VPC endpoint that the request takes
};

/// As the message says it; the caller's own policies where it does not.
[[nodiscard]] GrantPlace PlaceOf(const DeniedMessage& message);

/// Whom such a policy names: the role of a role session, without the path that a session's ARN has
/// lost; else the caller's ARN. `<CALLER>` where the message names none.
[[nodiscard]] std::string CallerOf(const DeniedMessage& message);

/// A policy that allows the requirement there, and nothing else: JSON, indented. A resource's names
/// whom it allows; a trust policy has no Resource; an endpoint's, in which not every principal may
/// stand, names the caller in a condition.
[[nodiscard]] std::string PolicyIn(GrantPlace place, const DeniedMessage& message,
                                   const Requirement& requirement);

/// What else has to be known of it, a sentence without a full stop each; empty: nothing.
[[nodiscard]] std::vector<std::string> NotesOn(GrantPlace place, const DeniedMessage& message);

}  // namespace whittle::advise
