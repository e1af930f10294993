// Who made a call.
#pragma once

#include <string>
#include <string_view>

#include "advise/usage/event.h"

namespace whittle::advise {

/// The ARN of the principal whose policies a call was judged by: a user, a role (sessions count as
/// their role), the root user. Empty where there is none: calls that services make on their own,
/// and callers of other accounts that the event does not name.
/// `storage` holds the text where it had to be made.
/// Source: AWS CloudTrail user guide, "userIdentity element".
[[nodiscard]] std::string_view PrincipalOf(const Event& event, std::string& storage);

/// `arn:aws:iam::ACCOUNT:role/NAME` of `arn:aws:sts::ACCOUNT:assumed-role/NAME/SESSION`, in its
/// partition; the role's path is not in a session's ARN. Empty for what is no session's ARN.
[[nodiscard]] std::string RoleOfSession(std::string_view arn);

/// `web` of `arn:aws:iam::111122223333:role/path/web`.
[[nodiscard]] std::string_view PrincipalName(std::string_view arn);

/// Whether both name the same principal: the same ARN, or, where a session's ARN has lost the
/// role's path, the same account and name. `name_or_arn` may be a bare name.
[[nodiscard]] bool SamePrincipal(std::string_view principal, std::string_view name_or_arn);

}  // namespace whittle::advise
