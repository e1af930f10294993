#include "policy/arn.h"

#include <algorithm>

namespace whittle::policy {

Arn::Arn(const Text& text) : value_(text.value) {
  const std::string_view value = text.value;
  if (text.has_holes && text.pieces[0].kind == PieceKind::kHole && text.pieces[0].end > 0) {
    opaque_ = text.pieces[0].begin == 0;
  }
  size_t piece = 0;
  const auto skip_to = [&](size_t at) {
    // Past the piece that holds `at`, when that is no literal.
    while (piece < text.pieces.size() && text.pieces[piece].end <= at) ++piece;
    if (piece < text.pieces.size() && text.pieces[piece].kind != PieceKind::kLiteral) {
      return size_t{text.pieces[piece].end};
    }
    return at;
  };
  size_t begin = 0;
  size_t at = 0;
  const auto finish = [&](size_t end) {
    begins_[static_cast<size_t>(count_)] = static_cast<uint32_t>(begin);
    ++count_;
    begin = end + 1;
  };
  while (at < value.size() && count_ < 5) {
    if (const size_t next = skip_to(at); next != at) {
      unknown_ = static_cast<uint8_t>(unknown_ | 1U << static_cast<unsigned>(count_));
      at = next;
      continue;
    }
    if (value[at] == ':') finish(at);
    ++at;
  }
  if (count_ == 5 && begin < value.size()) {
    for (const Piece& part : text.pieces) {
      if (part.end > begin && part.kind != PieceKind::kLiteral) unknown_ |= 1U << 5U;
    }
  }
  if (begin <= value.size()) finish(value.size());
  if (text.has_holes && count_ < 6) opaque_ = true;
}

}  // namespace whittle::policy
