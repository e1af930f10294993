// The values that typed condition operators compare: numbers, dates, addresses, booleans, bytes.
// Source: IAM user guide, reference_policies_elements_condition_operators.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace whittle::policy {

/// A decimal number as written, of any length: compared exactly, never through floating point.
/// Views the text it was read from. Zero has no digits and is not negative.
struct Number {
  bool negative = false;
  std::string_view whole;     ///< digits before the point, without leading zeros
  std::string_view fraction;  ///< digits after the point, without trailing zeros

  friend bool operator==(const Number&, const Number&) = default;
};
/// `10` equals `10.0`; linear in the digits.
[[nodiscard]] std::strong_ordering operator<=>(const Number& a, const Number& b);

/// Reads `-12`, `+0.50`, `.5`, `3.`. No exponent, no hexadecimal, no blanks: such text is no
/// number.
[[nodiscard]] std::optional<Number> ParseNumber(std::string_view text);

/// How a date is written.
enum class DateForm : uint8_t {
  kYear,   ///< `2021`: a year to whoever reads W3C dates, and seconds of 1970 to others
  kW3c,    ///< `2021-05`, `2021-05-31`, `2021-05-31T12:00:00.5Z`
  kEpoch,  ///< seconds since 1970, of any other number of digits than four
};

/// A point in time. Fractions of a second are exact; they view the text that was read.
struct Instant {
  int64_t seconds = 0;        ///< since 1970-01-01T00:00:00Z, rounded down
  std::string_view fraction;  ///< digits behind the second, without trailing zeros
  DateForm form = DateForm::kW3c;
};
[[nodiscard]] std::strong_ordering Compare(const Instant& a, const Instant& b);

/// Reads a W3C date (a profile of ISO 8601: year, year-month, date, or date `T` time with minutes,
/// seconds, fractions) or epoch seconds. What the text leaves out is its first moment, and a time
/// without an offset is in UTC. No such day (`2021-02-30`), hour or offset: no date.
[[nodiscard]] std::optional<Instant> ParseDate(std::string_view text);

/// An IPv4 or IPv6 address or CIDR block. The two kinds never contain one another.
struct IpRange {
  bool v6 = false;
  uint8_t prefix = 0;                 ///< leading bits that count: at most 32, or 128 for IPv6
  std::array<uint8_t, 16> address{};  ///< as written; IPv4 in the first four bytes, the rest 0

  /// The same block with all bits behind the prefix zero.
  [[nodiscard]] IpRange network() const;
  /// Bits behind the prefix are set (`10.1.2.3/8`); comparisons ignore them.
  [[nodiscard]] bool has_host_bits() const;
  /// Every address of `other` is in this one.
  [[nodiscard]] bool Contains(const IpRange& other) const;
  /// `10.0.0.0/8`; IPv6 as RFC 5952 spells it. The prefix is left out where it is all bits.
  [[nodiscard]] std::string ToText() const;

  friend bool operator==(const IpRange&, const IpRange&) = default;
};

/// Reads `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`, `::ffff:192.0.2.1`. Without a prefix it
/// is the one address. No zones, no netmasks, no octets with leading zeros.
[[nodiscard]] std::optional<IpRange> ParseIpRange(std::string_view text);

/// `true` or `false` in any letter case.
[[nodiscard]] std::optional<bool> ParseBool(std::string_view text);

/// The bytes of base64 text (RFC 4648, `+` and `/`); the `=` at its end may be missing, nothing
/// else may. Empty text is no bytes.
[[nodiscard]] std::optional<std::string> DecodeBase64(std::string_view text);

}  // namespace whittle::policy
