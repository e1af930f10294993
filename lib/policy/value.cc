#include "policy/value.h"

#include <algorithm>

#include "policy/pattern.h"
#include "text/ascii.h"

namespace whittle::policy {

namespace {

using text::IsDigit;

/// Takes the digits at the front of `rest`.
std::string_view TakeDigits(std::string_view& rest) {
  size_t end = 0;
  while (end < rest.size() && IsDigit(rest[end])) ++end;
  const std::string_view digits = rest.substr(0, end);
  rest.remove_prefix(end);
  return digits;
}

bool Take(std::string_view& rest, char c) {
  if (rest.empty() || rest.front() != c) return false;
  rest.remove_prefix(1);
  return true;
}

std::string_view WithoutTrailingZeros(std::string_view digits) {
  while (!digits.empty() && digits.back() == '0') digits.remove_suffix(1);
  return digits;
}

/// The value of at most 18 digits.
int64_t ToInteger(std::string_view digits) {
  int64_t value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::strong_ordering CompareMagnitude(const Number& a, const Number& b) {
  if (a.whole.size() != b.whole.size()) return a.whole.size() <=> b.whole.size();
  if (const int order = a.whole.compare(b.whole); order != 0) return order <=> 0;
  return a.fraction.compare(b.fraction) <=> 0;
}

}  // namespace

std::strong_ordering operator<=>(const Number& a, const Number& b) {
  if (a.negative != b.negative) {
    return a.negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  return a.negative ? CompareMagnitude(b, a) : CompareMagnitude(a, b);
}

std::optional<Number> ParseNumber(std::string_view text) {
  Number number;
  number.negative = Take(text, '-');
  if (!number.negative) Take(text, '+');
  number.whole = TakeDigits(text);
  if (Take(text, '.')) number.fraction = TakeDigits(text);
  if (!text.empty() || (number.whole.empty() && number.fraction.empty())) return std::nullopt;
  number.whole.remove_prefix(std::min(number.whole.find_first_not_of('0'), number.whole.size()));
  number.fraction = WithoutTrailingZeros(number.fraction);
  if (number.whole.empty() && number.fraction.empty()) number.negative = false;
  return number;
}

std::strong_ordering Compare(const Instant& a, const Instant& b) {
  if (a.seconds != b.seconds) return a.seconds <=> b.seconds;
  return a.fraction.compare(b.fraction) <=> 0;
}

namespace {

/// Takes exactly `count` digits whose value is within [low, high].
bool TakeNumber(std::string_view& rest, size_t count, int64_t low, int64_t high, int64_t& out) {
  std::string_view after = rest;
  const std::string_view digits = TakeDigits(after);
  if (digits.size() < count) return false;
  out = ToInteger(rest.substr(0, count));
  rest.remove_prefix(count);
  return out >= low && out <= high;
}

int64_t DaysInMonth(int64_t year, int64_t month) {
  if (month == 2) {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return leap ? 29 : 28;
  }
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-compatible
/// low-level date algorithms"). The year is not negative.
int64_t DaysSinceEpoch(int64_t year, int64_t month, int64_t day) {
  if (month <= 2) --year;
  const int64_t era = (year >= 0 ? year : year - 399) / 400;
  const int64_t year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719468;
}

/// Reads `Z`, `+01:00`, `-0500`, `+09` at the end; nothing there is UTC.
bool TakeOffset(std::string_view rest, int64_t& seconds) {
  seconds = 0;
  if (rest.empty() || rest == "Z" || rest == "z") return true;
  const bool behind = Take(rest, '-');
  if (!behind && !Take(rest, '+')) return false;
  int64_t hours = 0;
  int64_t minutes = 0;
  if (!TakeNumber(rest, 2, 0, 23, hours)) return false;
  if (!rest.empty()) {
    Take(rest, ':');
    if (!TakeNumber(rest, 2, 0, 59, minutes) || !rest.empty()) return false;
  }
  seconds = (hours * 60 + minutes) * 60 * (behind ? -1 : 1);
  return true;
}

/// Reads `12:30`, `12:30:15`, `12:30:15.25`, and the offset after it.
bool TakeTime(std::string_view rest, Instant& instant) {
  int64_t hour = 0;
  int64_t minute = 0;
  int64_t second = 0;
  int64_t offset = 0;
  if (!TakeNumber(rest, 2, 0, 23, hour) || !Take(rest, ':') ||
      !TakeNumber(rest, 2, 0, 59, minute)) {
    return false;
  }
  if (Take(rest, ':')) {
    if (!TakeNumber(rest, 2, 0, 59, second)) return false;
    if (Take(rest, '.')) {
      const std::string_view digits = TakeDigits(rest);
      if (digits.empty()) return false;
      instant.fraction = WithoutTrailingZeros(digits);
    }
  }
  if (!TakeOffset(rest, offset)) return false;
  instant.seconds += (hour * 60 + minute) * 60 + second - offset;
  return true;
}

}  // namespace

std::optional<Instant> ParseDate(std::string_view text) {
  Instant instant;
  std::string_view rest = text;
  const std::string_view digits = TakeDigits(rest);
  if (rest.empty() && digits.size() != 4) {
    if (digits.empty() || digits.size() > 18) return std::nullopt;
    instant.seconds = ToInteger(digits);
    instant.form = DateForm::kEpoch;
    return instant;
  }
  if (digits.size() != 4) return std::nullopt;
  const int64_t year = ToInteger(digits);
  int64_t month = 1;
  int64_t day = 1;
  if (rest.empty()) instant.form = DateForm::kYear;
  if (!rest.empty() && (!Take(rest, '-') || !TakeNumber(rest, 2, 1, 12, month))) {
    return std::nullopt;
  }
  if (!rest.empty() &&
      (!Take(rest, '-') || !TakeNumber(rest, 2, 1, DaysInMonth(year, month), day))) {
    return std::nullopt;
  }
  instant.seconds = DaysSinceEpoch(year, month, day) * 86400;
  if (rest.empty()) return instant;
  if (!Take(rest, 'T') && !Take(rest, 't')) return std::nullopt;
  if (!TakeTime(rest, instant)) return std::nullopt;
  return instant;
}

std::optional<bool> ParseBool(std::string_view text) {
  if (EqualsIgnoreCase(text, "true")) return true;
  if (EqualsIgnoreCase(text, "false")) return false;
  return std::nullopt;
}

std::optional<std::string> DecodeBase64(std::string_view text) {
  if (text.size() % 4 == 0) {
    for (int i = 0; i < 2 && !text.empty() && text.back() == '='; ++i) text.remove_suffix(1);
  }
  // One letter alone holds six bits: no byte.
  if (text.size() % 4 == 1) return std::nullopt;
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const size_t value = kLetters.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << 6U | static_cast<uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> static_cast<unsigned>(count) & 0xFFU);
  }
  return bytes;
}

}  // namespace whittle::policy
