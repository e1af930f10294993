// Service principals, such as `delivery.logs.amazonaws.com`.
#pragma once

#include <string_view>

namespace whittle::rules {

/// Whether the text has the form of a service principal: labels of lower-case letters, digits and
/// dashes, and AWS's domain of a partition behind them. Nothing else is looked at: service
/// principals have one label or several, and not all are a service's prefix.
[[nodiscard]] bool LooksLikeServicePrincipal(std::string_view text);

/// What stands before the domain: `delivery.logs`; all of the text where there is no domain of AWS.
[[nodiscard]] std::string_view ServiceLabels(std::string_view text);

}  // namespace whittle::rules
