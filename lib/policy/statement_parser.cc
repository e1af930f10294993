#include "policy/builder.h"

namespace whittle::policy {

using text::Member;
using text::Node;

namespace {

constexpr std::string_view kListOfStrings = "a string or a list of strings";

Action MakeAction(const Text& text) {
  Action action;
  action.text = text;
  if (text.value == "*") {
    action.name = text.value;
    return action;
  }
  const size_t colon = text.value.find(':');
  if (colon == std::string_view::npos) return action;
  // A hole or a variable that reaches the colon hides the service.
  for (const Piece& piece : text.pieces) {
    if (piece.kind != PieceKind::kLiteral && piece.begin <= colon) return action;
  }
  action.service = text.value.substr(0, colon);
  action.name = text.value.substr(colon + 1);
  return action;
}

Resource MakeResource(const Text& text) {
  Resource resource;
  resource.text = text;
  if (text.value != "*") resource.arn = Arn(text);
  return resource;
}

template <typename Entry, typename Make>
void ParseClause(const Member& member, Builder& builder, ProblemKind empty, Make make,
                 Clause<Entry>& clause) {
  clause.key = &member.key;
  clause.value = &member.value;
  clause.negated = member.key.text().substr(0, 3) == "Not";
  const Flat& flat =
      builder.Flatten(member.value, member.key.text(), Accept::kStrings, kListOfStrings);
  if (flat.is_array && member.value.items().empty()) {
    builder.Add(empty, member.value.span(), &member.value, member.key.text());
  }
  clause.is_array = flat.is_array;
  clause.open = flat.open;
  const auto entries = builder.arena().NewArray<Entry>(flat.texts.size());
  for (size_t i = 0; i < entries.size(); ++i) entries[i] = make(flat.texts[i]);
  clause.entries = entries;
}

/// Notes that an element and its Not… form stand side by side, and tells whether the clause is
/// taken already.
template <typename Entry>
bool Taken(const Clause<Entry>& clause, const Member& member, ProblemKind kind, Builder& builder) {
  if (!clause.present()) return false;
  // The same key twice is a duplicate, which is noted elsewhere.
  if (clause.key->text() != member.key.text()) {
    builder.Add(kind, member.key.span(), &member.key, member.key.text()).other = clause.key->span();
  }
  return true;
}

void ParseEffect(const Member& member, Builder& builder, Statement& statement) {
  if (statement.effect_node != nullptr) return;
  statement.effect_node = &member.value;
  if (AsIntrinsic(member.value) != nullptr) {
    statement.effect = Effect::kUnknown;
    return;
  }
  if (!member.value.is_string()) {
    statement.effect = Effect::kInvalid;
    builder.WrongType(member.value, "Effect", "a string");
    return;
  }
  const std::string_view effect = member.value.text();
  if (effect == "Allow") {
    statement.effect = Effect::kAllow;
  } else if (effect == "Deny") {
    statement.effect = Effect::kDeny;
  } else if (builder.ScalarText(member.value).has_holes) {
    statement.effect = Effect::kUnknown;
  } else {
    statement.effect = Effect::kInvalid;
    builder.Add(ProblemKind::kInvalidEffect, member.value.span(), &member.value, effect);
  }
}

void ParseSid(const Member& member, Builder& builder, Statement& statement) {
  if (statement.sid.present()) return;
  if (AsIntrinsic(member.value) != nullptr) {
    statement.sid = builder.IntrinsicText(member.value);
  } else if (member.value.is_string()) {
    statement.sid = builder.ScalarText(member.value);
    if (statement.sid.value.empty()) {
      builder.Add(ProblemKind::kEmptySid, member.value.span(), &member.value, "Sid");
    }
  } else {
    builder.WrongType(member.value, "Sid", "a string");
  }
}

void ParseElement(const Member& member, Builder& builder, Statement& statement) {
  const std::string_view key = member.key.text();
  if (key == "Sid") {
    ParseSid(member, builder, statement);
  } else if (key == "Effect") {
    ParseEffect(member, builder, statement);
  } else if (key == "Action" || key == "NotAction") {
    if (!Taken(statement.action, member, ProblemKind::kActionAndNotAction, builder)) {
      ParseClause(member, builder, ProblemKind::kEmptyAction, MakeAction, statement.action);
    }
  } else if (key == "Resource" || key == "NotResource") {
    if (!Taken(statement.resource, member, ProblemKind::kResourceAndNotResource, builder)) {
      ParseClause(member, builder, ProblemKind::kEmptyResource, MakeResource, statement.resource);
    }
  } else if (key == "Principal" || key == "NotPrincipal") {
    if (!Taken(statement.principal, member, ProblemKind::kPrincipalAndNotPrincipal, builder)) {
      ParsePrincipal(member, builder, statement.principal);
    }
  } else if (key == "Condition") {
    if (statement.condition_node == nullptr) ParseConditions(member.value, builder, statement);
  } else if (builder.ScalarText(member.key).has_holes) {
    statement.has_unknown_elements = true;
  } else {
    statement.has_unknown_elements = true;
    builder.Add(ProblemKind::kUnknownElement, member.key.span(), &member.key, key);
  }
}

}  // namespace

Statement ParseStatement(const Node& node, uint32_t index, Builder& builder) {
  Statement statement;
  statement.node = &node;
  statement.index = index;
  builder.SetStatement(static_cast<int32_t>(index));
  builder.NoteDuplicates(node);
  for (const Member& member : node.members()) ParseElement(member, builder, statement);
  const text::Span whole = node.span();
  if (statement.effect_node == nullptr) {
    builder.Add(ProblemKind::kMissingEffect, whole, &node, "Effect");
  }
  if (!statement.action.present()) {
    builder.Add(ProblemKind::kMissingAction, whole, &node, "Action");
  }
  if (!statement.resource.present()) {
    builder.Add(ProblemKind::kMissingResource, whole, &node, "Resource");
  }
  if (!statement.principal.present()) {
    builder.Add(ProblemKind::kMissingPrincipal, whole, &node, "Principal");
  }
  builder.SetStatement(-1);
  return statement;
}

}  // namespace whittle::policy
