#include "policy/arn_pattern.h"

#include <array>

#include "policy/pattern.h"

namespace whittle::policy {

namespace {

constexpr size_t kFields = 6;
using Fields = std::array<std::string_view, kFields>;

/// The six fields, or false for a text with fewer.
bool Split(std::string_view arn, Fields& fields) {
  for (size_t i = 0; i + 1 < kFields; ++i) {
    const size_t colon = arn.find(':');
    if (colon == std::string_view::npos) return false;
    fields[i] = arn.substr(0, colon);
    arn.remove_prefix(colon + 1);
  }
  fields[kFields - 1] = arn;
  return true;
}

/// Whether `holds` is true of each pair of fields; of the whole texts where neither has fields;
/// `mixed` where one has.
template <typename Relation>
bool FieldByField(std::string_view a, std::string_view b, bool mixed, Relation holds) {
  Fields of_a;
  Fields of_b;
  const bool whole_a = Split(a, of_a);
  const bool whole_b = Split(b, of_b);
  if (whole_a != whole_b) return mixed;
  if (!whole_a) return holds(a, b);
  for (size_t i = 0; i < kFields; ++i) {
    if (!holds(of_a[i], of_b[i])) return false;
  }
  return true;
}

}  // namespace

bool ArnCovers(std::string_view wide, std::string_view narrow) {
  if (wide == "*") return true;
  if (narrow == "*") return false;
  return FieldByField(wide, narrow, false, [](std::string_view a, std::string_view b) {
    return Covers(a, b, Case::kSensitive);
  });
}

bool ArnsIntersect(std::string_view a, std::string_view b) {
  if (a == "*" || b == "*") return true;
  return FieldByField(a, b, true, [](std::string_view x, std::string_view y) {
    return Intersect(x, y, Case::kSensitive);
  });
}

}  // namespace whittle::policy
