#include "access/between.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace whittle::access {

namespace {

/// The value of a whole number that is far from overflow.
std::optional<int64_t> Whole(const policy::Number& number) {
  if (!number.fraction.empty() || number.whole.size() > 17) return std::nullopt;
  int64_t value = 0;
  std::from_chars(number.whole.data(), number.whole.data() + number.whole.size(), value);
  return number.negative ? -value : value;
}

std::string Digits(std::string_view whole, std::string_view fraction) {
  std::string text = whole.empty() ? "0" : std::string(whole);
  if (!fraction.empty()) text += "." + std::string(fraction);
  return text;
}

/// `fraction` with zeros up to `length` digits, and then a one: more, but by less than any
/// difference that shows in `length` digits.
std::string Slightly(std::string_view fraction, size_t length) {
  std::string digits(fraction);
  digits.resize(std::max(length, digits.size()), '0');
  return digits + "1";
}

void AppendPadded(int64_t value, size_t width, std::string& out) {
  const std::string digits = std::to_string(value);
  out.append(width > digits.size() ? width - digits.size() : 0, '0');
  out += digits;
}

/// Seconds since 1970 as a W3C date in UTC; as seconds where the year has not four digits.
/// The calendar: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
std::string DateText(int64_t seconds, std::string_view fraction) {
  constexpr int64_t kDay = 86400;
  const int64_t days = seconds >= 0 ? seconds / kDay : -((-seconds + kDay - 1) / kDay);
  const int64_t second = seconds - days * kDay;
  const int64_t shifted = days + 719468;
  const int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const int64_t day_of_era = shifted - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month_index = (5 * day_of_year + 2) / 153;
  const int64_t day = day_of_year - (153 * month_index + 2) / 5 + 1;
  const int64_t month = month_index < 10 ? month_index + 3 : month_index - 9;
  const int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  if (year < 1 || year > 9999) return std::to_string(seconds);
  std::string text;
  AppendPadded(year, 4, text);
  text += '-';
  AppendPadded(month, 2, text);
  text += '-';
  AppendPadded(day, 2, text);
  text += 'T';
  AppendPadded(second / 3600, 2, text);
  text += ':';
  AppendPadded(second / 60 % 60, 2, text);
  text += ':';
  AppendPadded(second % 60, 2, text);
  if (!fraction.empty()) text += "." + std::string(fraction);
  return text + "Z";
}

}  // namespace

std::string Spelled(const policy::Number& number) {
  return (number.negative ? "-" : "") + Digits(number.whole, number.fraction);
}

std::string Spelled(const policy::Instant& instant) {
  return DateText(instant.seconds, instant.fraction);
}

std::string Between(const policy::Number* low, const policy::Number* high) {
  if (low == nullptr && high == nullptr) return "0";
  if (low == nullptr) {
    if (!high->negative && !(high->whole.empty() && high->fraction.empty())) return "0";
    if (const auto whole = Whole(*high)) return std::to_string(*whole - 1);
    return "-1" + std::string(high->whole.size(), '0');
  }
  if (high == nullptr) {
    if (low->negative) return "0";
    if (const auto whole = Whole(*low)) return std::to_string(*whole + 1);
    return "1" + std::string(low->whole.size(), '0');
  }
  const auto from = Whole(*low);
  const auto to = Whole(*high);
  if (from && to && *to - *from > 1) return std::to_string(*from + 1);
  const bool positive = !high->negative && !(high->whole.empty() && high->fraction.empty());
  if (low->negative && positive) return "0";
  const size_t length = std::max(low->fraction.size(), high->fraction.size());
  if (!low->negative) return Digits(low->whole, Slightly(low->fraction, length));
  return "-" + Digits(high->whole, Slightly(high->fraction, length));
}

std::string Between(const policy::Instant* low, const policy::Instant* high) {
  if (low == nullptr) return high == nullptr ? DateText(0, {}) : DateText(high->seconds - 1, {});
  if (high == nullptr || high->seconds - low->seconds > 1) return DateText(low->seconds + 1, {});
  const size_t length = std::max(low->fraction.size(), high->fraction.size());
  return DateText(low->seconds, Slightly(low->fraction, length));
}

std::string AddressIn(const policy::IpRange& first, const policy::IpRange* end) {
  const auto fits = [&](const policy::IpRange& address) {
    return address.v6 == first.v6 && !(address.address < first.address) &&
           (end == nullptr || address.address < end->address);
  };
  for (const std::string_view kept : {"203.0.113.1", "198.51.100.1", "2001:db8::1"}) {
    if (fits(*policy::ParseIpRange(kept))) return std::string(kept);
  }
  policy::IpRange second = first;
  uint8_t& last = second.address[first.v6 ? 15 : 3];
  if (last < 255) {
    ++last;
    if (fits(second)) return second.ToText();
  }
  return first.ToText();
}

}  // namespace whittle::access
