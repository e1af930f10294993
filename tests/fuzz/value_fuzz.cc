// Condition values: nothing crashes, and what is read keeps the laws of order and containment.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "policy/value.h"

namespace {

using namespace whittle::policy;

void Require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const size_t cut = all.find('\n');
  const std::string_view a = all.substr(0, cut);
  const std::string_view b = cut == std::string_view::npos ? a : all.substr(cut + 1);

  const auto x = ParseNumber(a);
  const auto y = ParseNumber(b);
  if (x && y) {
    Require((*x == *y) == (*x <=> *y == 0));
    Require((*x < *y) == (*y > *x));
  }
  const auto early = ParseDate(a);
  const auto late = ParseDate(b);
  if (early && late) Require((Compare(*early, *late) < 0) == (Compare(*late, *early) > 0));
  const auto wide = ParseIpRange(a);
  const auto narrow = ParseIpRange(b);
  if (wide) {
    Require(ParseIpRange(wide->ToText()) == *wide);
    Require(wide->Contains(wide->network()) && wide->network().Contains(*wide));
    Require(!wide->network().has_host_bits());
  }
  if (wide && narrow && wide->Contains(*narrow) && narrow->Contains(*wide)) {
    Require(wide->network() == narrow->network());
  }
  static_cast<void>(ParseBool(a));
  static_cast<void>(DecodeBase64(a));
  return 0;
}
