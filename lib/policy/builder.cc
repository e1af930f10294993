#include "policy/builder.h"

#include <algorithm>
#include <numeric>

namespace whittle::policy {

using text::Node;

Problem& Builder::Add(ProblemKind kind, text::Span span, const Node* node, std::string_view name) {
  Problem problem{};
  problem.kind = kind;
  problem.span = span;
  problem.node = node;
  problem.name = name;
  problem.statement = statement_;
  problems_.push_back(problem);
  return problems_.back();
}

void Builder::WrongType(const Node& node, std::string_view name, std::string_view expected) {
  Add(ProblemKind::kDataType, node.span(), &node, name).expected = expected;
}

void Builder::NoteDuplicates(const Node& object) {
  const auto members = object.members();
  const auto note = [&](size_t first, size_t second) {
    Add(ProblemKind::kDuplicateKey, members[second].key.span(), &members[second].key,
        members[second].key.text())
        .other = members[first].key.span();
  };
  constexpr size_t kFew = 12;
  if (members.size() <= kFew) {
    for (size_t i = 1; i < members.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        if (members[i].key.text() != members[j].key.text()) continue;
        note(j, i);
        break;
      }
    }
    return;
  }
  std::vector<uint32_t> order(members.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return members[a].key.text() < members[b].key.text();
  });
  size_t first = 0;
  for (size_t i = 1; i < order.size(); ++i) {
    if (members[order[i]].key.text() != members[order[first]].key.text()) {
      first = i;
    } else {
      note(order[first], order[i]);
    }
  }
}

Text Builder::ScalarText(const Node& node) {
  if (node.is_string()) return ScanText(node, node.text(), arena_);
  Text text;
  text.node = &node;
  text.value = node.text();
  return text;
}

uint16_t Builder::NewChoice() {
  constexpr uint16_t kMaxChoices = 256;
  return choices_ < kMaxChoices ? ++choices_ : uint16_t{0};
}

Text MakeText(const Node& node, text::Arena& arena) {
  Builder builder(arena);
  if (AsIntrinsic(node) != nullptr) return builder.IntrinsicText(node);
  return node.is_scalar() ? builder.ScalarText(node) : Text();
}

bool IsWholeHole(const Text& text) { return text.is_hole(); }

const Flat& Builder::Flatten(const Node& value, std::string_view name, Accept accept,
                             std::string_view expected) {
  flat_.texts.clear();
  flat_.is_array = value.is_array();
  flat_.open = false;
  if (value.is_array()) {
    flat_.texts.reserve(value.items().size());
    for (const Node& item : value.items()) {
      FlattenEntry(item, name, accept, expected, false, {});
    }
  } else {
    FlattenEntry(value, name, accept, expected, true, {});
  }
  return flat_;
}

void Builder::FlattenEntry(const Node& node, std::string_view name, Accept accept,
                           std::string_view expected, bool whole_value, Branch branch) {
  const bool scalar =
      node.is_string() || (accept == Accept::kScalars && (node.kind() == text::NodeKind::kNumber ||
                                                          node.kind() == text::NodeKind::kBool));
  if (scalar) {
    Text text = ScalarText(node);
    text.choice = branch.choice;
    text.alternative = branch.alternative;
    // `"Action": "${actions}"` may become a list when the template is filled in.
    if (whole_value && IsWholeHole(text)) flat_.open = true;
    flat_.texts.push_back(text);
    return;
  }
  if (AsIntrinsic(node) != nullptr) {
    FlattenIntrinsic(node, name, accept, expected, whole_value, branch);
    return;
  }
  WrongType(node, name, expected);
}

}  // namespace whittle::policy
