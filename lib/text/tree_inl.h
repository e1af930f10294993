// Inline parts of tree.h.
#pragma once

#include <vector>

#include "text/tree.h"

namespace whittle::text {

inline Node Node::Object(Span span, std::span<const Member> members) {
  return {NodeKind::kObject, span, members.data(), members.size()};
}

inline std::span<const Member> Node::members() const {
  return kind_ == NodeKind::kObject ? std::span(static_cast<const Member*>(data_), size_)
                                    : std::span<const Member>();
}

inline const Member* Node::Find(std::string_view key) const {
  for (const Member& member : members()) {
    if (member.key.text() == key) return &member;
  }
  return nullptr;
}

inline const Node* Node::Get(std::string_view key) const {
  const Member* member = Find(key);
  return member == nullptr ? nullptr : &member->value;
}

inline Span Node::Part(size_t begin, size_t end) const {
  if (!exact_) return span_;
  const uint32_t quote = (span_.size() - size_) / 2;  // 0 for what stands without quotes
  return {span_.begin + quote + static_cast<uint32_t>(begin),
          span_.begin + quote + static_cast<uint32_t>(end)};
}

template <typename Visit>
void Walk(const Node& root, Visit visit) {
  std::vector<const Node*> stack{&root};
  while (!stack.empty()) {
    const Node* node = stack.back();
    stack.pop_back();
    if (!visit(*node)) continue;
    const auto members = node->members();
    for (auto it = members.rbegin(); it != members.rend(); ++it) stack.push_back(&it->value);
    const auto items = node->items();
    for (auto it = items.rbegin(); it != items.rend(); ++it) stack.push_back(&*it);
  }
}

}  // namespace whittle::text
