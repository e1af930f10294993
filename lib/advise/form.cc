#include "advise/form.h"

#include <algorithm>

#include "text/ascii.h"

namespace whittle::advise {

namespace {

/// `<VAR_BUCKET>` for `var.bucket`.
std::string Placeholder(std::string_view expression) {
  std::string name;
  for (const char c : expression) {
    if (text::IsLetterOrDigit(c)) {
      name += text::ToUpper(c);
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  return "<" + (name.empty() ? "UNKNOWN" : name) + ">";
}

}  // namespace

std::string Fill(std::string_view form, const Names& names) {
  std::string out;
  while (true) {
    const size_t open = form.find('{');
    const size_t close = open == std::string_view::npos ? open : form.find('}', open);
    out += form.substr(0, open);
    if (close == std::string_view::npos) {
      if (open != std::string_view::npos) out += form.substr(open);
      return out;
    }
    const std::string_view name = form.substr(open + 1, close - open - 1);
    const bool is_name = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return text::IsLower(c) || c == '_';
    });
    if (!is_name) {
      out += form.substr(open, close + 1 - open);
    } else if (const auto known = names.find(name); known != names.end()) {
      out += known->second;
    } else {
      out += Placeholder(name);
    }
    form.remove_prefix(close + 1);
  }
}

std::string Plain(const policy::Text& text) {
  if (text.pieces.empty()) return std::string(text.value);
  std::string out;
  for (const policy::Piece& piece : text.pieces) {
    const std::string_view spelled = text.value.substr(piece.begin, piece.end - piece.begin);
    if (piece.kind == policy::PieceKind::kHole || piece.kind == policy::PieceKind::kVariable) {
      out += Placeholder(piece.name);
    } else {
      out += spelled;
    }
  }
  return out;
}

std::string_view PlainName(std::string_view name_or_arn) {
  return name_or_arn.substr(name_or_arn.rfind('/') + 1);
}

}  // namespace whittle::advise
