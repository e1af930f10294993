// IP addresses and CIDR blocks.
#include <algorithm>

#include "policy/value.h"

namespace whittle::policy {

namespace {

/// The value of 1 to `most` digits of the base, all of `text`, without leading zeros in base 10.
std::optional<uint32_t> ParseDigits(std::string_view text, size_t most, uint32_t base) {
  if (text.empty() || text.size() > most) return std::nullopt;
  if (base == 10 && text.size() > 1 && text.front() == '0') return std::nullopt;
  uint32_t value = 0;
  for (const char c : text) {
    const uint32_t digit = c >= '0' && c <= '9'   ? static_cast<uint32_t>(c - '0')
                           : c >= 'a' && c <= 'f' ? static_cast<uint32_t>(c - 'a' + 10)
                           : c >= 'A' && c <= 'F' ? static_cast<uint32_t>(c - 'A' + 10)
                                                  : base;
    if (digit >= base) return std::nullopt;
    value = value * base + digit;
  }
  return value;
}

/// Writes four bytes.
bool ParseV4(std::string_view text, uint8_t* out) {
  for (int i = 0; i < 4; ++i) {
    const size_t end = i < 3 ? text.find('.') : text.size();
    if (end == std::string_view::npos) return false;
    const auto octet = ParseDigits(text.substr(0, end), 3, 10);
    if (!octet || *octet > 255) return false;
    out[i] = static_cast<uint8_t>(*octet);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

/// Reads groups of four hexadecimal digits between colons, the last two perhaps as an IPv4
/// address, into `out`. Returns the number of bytes, or nothing.
std::optional<size_t> ParseGroups(std::string_view text, bool may_end_in_v4, uint8_t* out) {
  size_t count = 0;
  while (!text.empty()) {
    const size_t colon = text.find(':');
    const std::string_view group = text.substr(0, colon);
    if (colon == std::string_view::npos && may_end_in_v4 &&
        group.find('.') != std::string_view::npos) {
      if (count > 12 || !ParseV4(group, out + count)) return std::nullopt;
      return count + 4;
    }
    const auto value = ParseDigits(group, 4, 16);
    if (!value || count > 14) return std::nullopt;
    out[count++] = static_cast<uint8_t>(*value >> 8U);
    out[count++] = static_cast<uint8_t>(*value & 0xFFU);
    if (colon == std::string_view::npos) break;
    text.remove_prefix(colon + 1);
    if (text.empty()) return std::nullopt;  // ends in a single colon
  }
  return count;
}

bool ParseV6(std::string_view text, std::array<uint8_t, 16>& out) {
  const size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    const auto count = ParseGroups(text, true, out.data());
    return count && *count == out.size();
  }
  std::array<uint8_t, 16> tail{};
  const auto before = ParseGroups(text.substr(0, gap), false, out.data());
  const auto after = ParseGroups(text.substr(gap + 2), true, tail.data());
  // `::` stands for at least one group.
  if (!before || !after || *before + *after > out.size() - 2) return false;
  std::copy_n(tail.begin(), *after, out.end() - static_cast<std::ptrdiff_t>(*after));
  return true;
}

void AppendHex(uint32_t value, std::string& out) {
  bool written = false;
  for (int shift = 12; shift >= 0; shift -= 4) {
    const uint32_t digit = value >> static_cast<unsigned>(shift) & 0xFU;
    if (digit == 0 && !written && shift != 0) continue;
    written = true;
    out += "0123456789abcdef"[digit];
  }
}

std::string V6Text(const std::array<uint8_t, 16>& address) {
  std::array<uint32_t, 8> groups{};
  for (size_t i = 0; i < 8; ++i) {
    groups[i] = static_cast<uint32_t>(address[2 * i]) << 8U | address[2 * i + 1];
  }
  // The longest run of zeros, of two or more, the first of equals.
  size_t gap = 8;
  size_t gap_size = 1;
  for (size_t i = 0; i < 8; ++i) {
    size_t size = 0;
    while (i + size < 8 && groups[i + size] == 0) ++size;
    if (size > gap_size) {
      gap = i;
      gap_size = size;
    }
  }
  std::string text;
  for (size_t i = 0; i < 8; ++i) {
    if (i == gap) {
      text += "::";
      i += gap_size - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    AppendHex(groups[i], text);
  }
  return text;
}

}  // namespace

IpRange IpRange::network() const {
  IpRange masked = *this;
  for (size_t i = 0; i < address.size(); ++i) {
    const int bits = std::clamp(static_cast<int>(prefix) - static_cast<int>(8 * i), 0, 8);
    masked.address[i] = static_cast<uint8_t>(address[i] & (0xFF00U >> static_cast<unsigned>(bits)));
  }
  return masked;
}

bool IpRange::has_host_bits() const { return network().address != address; }

bool IpRange::Contains(const IpRange& other) const {
  if (v6 != other.v6 || prefix > other.prefix) return false;
  IpRange shortened = other;
  shortened.prefix = prefix;
  return shortened.network() == network();
}

std::string IpRange::ToText() const {
  std::string text;
  if (v6) {
    text = V6Text(address);
  } else {
    for (size_t i = 0; i < 4; ++i) text += (i == 0 ? "" : ".") + std::to_string(address[i]);
  }
  if (prefix != (v6 ? 128 : 32)) text += "/" + std::to_string(prefix);
  return text;
}

std::optional<IpRange> ParseIpRange(std::string_view text) {
  IpRange range;
  const size_t slash = text.find('/');
  const std::string_view address = text.substr(0, slash);
  range.v6 = address.find(':') != std::string_view::npos;
  if (range.v6 ? !ParseV6(address, range.address) : !ParseV4(address, range.address.data())) {
    return std::nullopt;
  }
  const uint32_t longest = range.v6 ? 128 : 32;
  uint32_t prefix = longest;
  if (slash != std::string_view::npos) {
    const auto written = ParseDigits(text.substr(slash + 1), 3, 10);
    if (!written || *written > longest) return std::nullopt;
    prefix = *written;
  }
  range.prefix = static_cast<uint8_t>(prefix);
  return range;
}

}  // namespace whittle::policy
