// CloudFormation's intrinsic functions in JSON form, as far as a policy's text needs them.
// Source: AWS CloudFormation user guide, intrinsic function reference.
#include <algorithm>

#include "policy/builder.h"

namespace whittle::policy {

using text::Member;
using text::Node;

namespace {

/// Behind `Fn::`; a `Fn::ForEach` carries a name of its own behind it. What is none of them is no
/// function that CloudFormation could evaluate.
bool IsFunction(std::string_view name) {
  if (name.substr(0, 9) == "ForEach::") return true;
  for (const std::string_view known :
       {"Sub",           "GetAtt", "Join",    "If",         "ImportValue", "Select",
        "FindInMap",     "Split",  "Base64",  "Cidr",       "GetAZs",      "Transform",
        "And",           "Equals", "Not",     "Or",         "Contains",    "EachMemberEquals",
        "EachMemberIn",  "RefAll", "ValueOf", "ValueOfAll", "Length",      "ToJsonString",
        "GetStackOutput"}) {
    if (name == known) return true;
  }
  return false;
}

}  // namespace

const Member* AsIntrinsic(const Node& node) {
  const auto members = node.members();
  if (members.size() != 1) return nullptr;
  const std::string_view key = members[0].key.text();
  if (key == "Ref") return &members[0];
  return key.substr(0, 4) == "Fn::" && IsFunction(key.substr(4)) ? &members[0] : nullptr;
}

bool IsNoValue(const Node& node) {
  const Member* intrinsic = AsIntrinsic(node);
  return intrinsic != nullptr && intrinsic->key.text() == "Ref" &&
         intrinsic->value.text() == "AWS::NoValue";
}

namespace {

/// A spelling of what an intrinsic computes: equal ones compute the same. Bounded.
void AppendExpression(const Node& node, std::string& out) {
  constexpr size_t kLongest = 200;
  if (out.size() > kLongest) return;
  if (node.is_scalar()) {
    out += node.text();
    return;
  }
  bool first = true;
  for (const Node& item : node.items()) {
    if (!first) out += '.';
    first = false;
    AppendExpression(item, out);
  }
  for (const Member& member : node.members()) {
    if (!first) out += ',';
    first = false;
    out += member.key.text();
    out += '=';
    AppendExpression(member.value, out);
  }
}

/// The text of `Fn::Sub`: `${!x}` is the literal `${x}`.
void AppendSub(std::string_view text, std::string& out) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at, 3) == "${!") {
      out += "${";
      at += 2;
    } else {
      out += text[at];
    }
  }
}

/// Appends the text that `node` makes, holes as `${…}`. Depth is bounded by the reader.
void AppendText(const Node& node, std::string& out) {
  constexpr size_t kLongest = 16384;
  if (out.size() > kLongest) return;
  const Member* intrinsic = AsIntrinsic(node);
  if (intrinsic == nullptr) {
    if (node.is_scalar()) {
      out += node.text();
    } else {
      out += "${list}";
    }
    return;
  }
  const std::string_view name = intrinsic->key.text();
  const Node& argument = intrinsic->value;
  if (name == "Fn::Sub") {
    const Node* text =
        argument.is_array() && !argument.items().empty() ? &argument.items()[0] : &argument;
    if (text->is_string()) {
      AppendSub(text->text(), out);
      return;
    }
  }
  if (name == "Fn::Join" && argument.is_array() && argument.items().size() == 2 &&
      argument.items()[0].is_string() && argument.items()[1].is_array()) {
    bool first = true;
    for (const Node& item : argument.items()[1].items()) {
      if (IsNoValue(item)) continue;
      if (!first) out += argument.items()[0].text();
      first = false;
      AppendText(item, out);
    }
    return;
  }
  out += "${";
  if (name != "Ref" && name != "Fn::GetAtt") {
    out += name;
    out += ' ';
  }
  std::string expression;
  AppendExpression(argument, expression);
  // The expression must not close the hole early.
  std::replace(expression.begin(), expression.end(), '{', '(');
  std::replace(expression.begin(), expression.end(), '}', ')');
  // A colon would make a condition key of it; CloudFormation's own is doubled.
  if (expression.find("::") == std::string::npos) {
    std::replace(expression.begin(), expression.end(), ':', '.');
  }
  out += expression.substr(0, 256);
  out += '}';
}

}  // namespace

Text Builder::IntrinsicText(const Node& node) {
  std::string spelled;
  AppendText(node, spelled);
  Text text;
  text.node = &node;
  text.value = arena_.Copy(std::string_view(spelled));
  text.pieces = Scan(text.value, arena_);
  for (const Piece& piece : text.pieces) {
    text.has_holes = text.has_holes || piece.kind == PieceKind::kHole;
    text.has_variables = text.has_variables || piece.kind == PieceKind::kVariable;
  }
  return text;
}

void Builder::FlattenIntrinsic(const Node& node, std::string_view name, Accept accept,
                               std::string_view expected, bool whole_value, Branch branch,
                               Flat& out) {
  if (IsNoValue(node)) return;
  const Member& intrinsic = *AsIntrinsic(node);
  const std::string_view function = intrinsic.key.text();
  const Node& argument = intrinsic.value;
  if (function == "Fn::If" && argument.is_array() && argument.items().size() == 3) {
    const uint16_t choice = branch.choice == 0 ? NewChoice() : uint16_t{0};
    if (choice == 0) {  // a choice within a choice, or too many: what it makes is not known
      out.open = true;
      return;
    }
    for (uint16_t alternative = 1; alternative <= 2; ++alternative) {
      const Node& value = argument.items()[alternative];
      const Branch inner{choice, alternative};
      if (value.is_array()) {
        for (const Node& item : value.items()) {
          FlattenEntry(item, name, accept, expected, false, inner, out);
        }
      } else {
        FlattenEntry(value, name, accept, expected, whole_value, inner, out);
      }
    }
    return;
  }
  Text text = IntrinsicText(node);
  text.choice = branch.choice;
  text.alternative = branch.alternative;
  const bool makes_text = function == "Fn::Sub" || function == "Fn::Join" ||
                          function == "Fn::GetAtt" || function == "Fn::Select" ||
                          function == "Fn::ImportValue" || function == "Fn::Base64";
  // A parameter, a mapping or a split may hold a list.
  if (!makes_text) out.open = out.open || whole_value || function == "Fn::Split";
  out.texts.push_back(text);
}

}  // namespace whittle::policy
