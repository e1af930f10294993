// Scanning of texts, ARNs and patterns; containment is held against matching.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "catalog/catalog.h"
#include "policy/arn.h"
#include "policy/operator.h"
#include "policy/pattern.h"

namespace {

using namespace whittle;

void Require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  const size_t cut = all.find('\n');
  const std::string_view a = all.substr(0, cut);
  const std::string_view b = cut == std::string_view::npos ? "" : all.substr(cut + 1);

  text::Arena arena;
  policy::Text text;
  const text::Node node;
  text.node = &node;
  text.value = a;
  text.pieces = policy::Scan(a, arena);
  uint32_t at = 0;
  for (const policy::Piece& piece : text.pieces) {
    Require(piece.begin == at && piece.end > at);
    at = piece.end;
    text.has_holes = text.has_holes || piece.kind == policy::PieceKind::kHole;
  }
  Require(text.pieces.empty() || at == a.size());
  const policy::Arn arn(text);
  for (int i = 0; i < arn.field_count(); ++i) {
    const auto field = static_cast<policy::ArnField>(i);
    Require(a.substr(arn.begin(field), arn.field(field).size()) == arn.field(field));
  }
  static_cast<void>(policy::ParseOperator(a));
  static_cast<void>(catalog::Catalog::BuiltIn().MatchActions(a));
  static_cast<void>(catalog::Catalog::BuiltIn().MatchConditionKey(a));
  static_cast<void>(catalog::Catalog::BuiltIn().FindManagedPolicy(a));
  if (a.size() > 24 || b.size() > 24) return 0;
  const auto kCase = policy::Case::kSensitive;
  Require(policy::Covers(a, a, kCase));
  if (!policy::HasWildcard(b)) {
    Require(policy::Covers(a, b, kCase) == policy::Matches(a, b, kCase));
  }
  if (policy::Covers(a, b, kCase)) Require(policy::Intersect(a, b, kCase));
  return 0;
}
