// Services that say for whom they act when they assume a role.
#pragma once

#include <string_view>

namespace whittle::rules {

/// A service whose documentation shows the trust policy of a role with a condition on
/// aws:SourceAccount or aws:SourceArn: it acts for many customers and sends these keys.
struct SendingService {
  std::string_view principal;
  std::string_view page;  ///< where AWS says so: a URL
};

/// The service of that principal; null for those that are not known to send the keys. They may not
/// send them, and a condition on a key that never comes would lock the service out.
/// ssm.amazonaws.com, which sends them, is not here: it has a rule of its own.
[[nodiscard]] const SendingService* FindSendingService(std::string_view principal);

}  // namespace whittle::rules
