// Plain examples of values that lie between two others.
#pragma once

#include <string>

#include "policy/value.h"

namespace whittle::access {

/// A number or date as it is written.
[[nodiscard]] std::string Spelled(const policy::Number& number);
[[nodiscard]] std::string Spelled(const policy::Instant& instant);

/// A value strictly between the two, whole and near to the lower one where there is one. Null: no
/// bound on that side.
[[nodiscard]] std::string Between(const policy::Number* low, const policy::Number* high);
[[nodiscard]] std::string Between(const policy::Instant* low, const policy::Instant* high);

/// An address from `first` on and before `end` (null: the last of its kind): one kept for
/// documentation where it fits (RFC 5737, RFC 3849), else the second or the first.
[[nodiscard]] std::string AddressIn(const policy::IpRange& first, const policy::IpRange* end);

}  // namespace whittle::access
