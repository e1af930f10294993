#include "access/fill_holes.h"

#include <vector>

namespace whittle::access {

namespace {

class Filler {
 public:
  Filler(const HoleValues& values, text::Arena& arena) : values_(values), arena_(arena) {}

  const policy::Policy* Fill(const policy::Policy& policy) {
    auto* filled = arena_.New<policy::Policy>(policy);
    const auto statements = arena_.NewArray<policy::Statement>(policy.statements.size());
    for (size_t i = 0; i < statements.size(); ++i) {
      statements[i] = policy.statements[i];
      FillStatement(statements[i]);
    }
    filled->statements = statements;
    return filled;
  }

 private:
  void FillStatement(policy::Statement& statement) {
    FillClause(statement.action, [](policy::Action& action) {
      const size_t colon = action.text.value.find(':');
      if (colon == std::string_view::npos) return;
      action.service = action.text.value.substr(0, colon);
      action.name = action.text.value.substr(colon + 1);
    });
    FillClause(statement.resource,
               [](policy::Resource& resource) { resource.arn = policy::Arn(resource.text); });
    FillClause(statement.principal, [](policy::Principal&) {});
    const auto conditions = arena_.NewArray<policy::Condition>(statement.conditions.size());
    for (size_t i = 0; i < conditions.size(); ++i) {
      conditions[i] = statement.conditions[i];
      FillText(conditions[i].key);
      const auto texts = arena_.NewArray<policy::Text>(conditions[i].values.size());
      for (size_t k = 0; k < texts.size(); ++k) {
        texts[k] = conditions[i].values[k];
        FillText(texts[k]);
      }
      conditions[i].values = texts;
    }
    statement.conditions = conditions;
  }

  template <typename Entry, typename Refresh>
  void FillClause(policy::Clause<Entry>& clause, Refresh refresh) {
    const auto entries = arena_.NewArray<Entry>(clause.entries.size());
    for (size_t i = 0; i < entries.size(); ++i) {
      entries[i] = clause.entries[i];
      if (!entries[i].text.has_holes) continue;
      FillText(entries[i].text);
      refresh(entries[i]);
    }
    clause.entries = entries;
  }

  void FillText(policy::Text& text) {
    if (!text.has_holes) return;
    std::string value;
    std::vector<policy::Piece> pieces;
    for (policy::Piece piece : text.pieces) {
      const auto begin = static_cast<uint32_t>(value.size());
      if (piece.kind == policy::PieceKind::kHole) {
        const auto known = values_.find(piece.name);
        value += known == values_.end() ? "x" : known->second;
        piece.kind = policy::PieceKind::kLiteral;
      } else {
        value += text.value.substr(piece.begin, piece.end - piece.begin);
      }
      piece.begin = begin;
      piece.end = static_cast<uint32_t>(value.size());
      pieces.push_back(piece);
    }
    text.value = arena_.Copy(std::string_view(value));
    text.pieces = arena_.Copy(pieces);
    text.has_holes = false;
  }

  const HoleValues& values_;
  text::Arena& arena_;
};

}  // namespace

const policy::Policy* FillHoles(const policy::Policy& policy, const HoleValues& values,
                                text::Arena& arena) {
  return Filler(values, arena).Fill(policy);
}

}  // namespace whittle::access
