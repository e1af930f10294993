#include "text/pointer.h"

#include <algorithm>
#include <charconv>

namespace whittle::text {

namespace {

/// The last child that begins at or before `offset`, or null.
template <typename Child, typename Begin>
const Child* LastAtOrBefore(std::span<const Child> children, uint32_t offset, Begin begin) {
  const auto after =
      std::upper_bound(children.begin(), children.end(), offset,
                       [&](uint32_t wanted, const Child& child) { return wanted < begin(child); });
  return after == children.begin() ? nullptr : &*(after - 1);
}

std::string Unescape(std::string_view token) {
  std::string out;
  for (size_t i = 0; i < token.size(); ++i) {
    if (token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1')) {
      out += token[++i] == '0' ? '~' : '/';
    } else {
      out += token[i];
    }
  }
  return out;
}

}  // namespace

void AppendToken(std::string& pointer, std::string_view token) {
  pointer += '/';
  for (const char c : token) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

PointerPath PointerTo(const Node& root, Span span) {
  PointerPath path;
  const Node* node = &root;
  while (true) {
    path.value = node;
    if (node->is_array()) {
      const Node* item = LastAtOrBefore(node->items(), span.begin,
                                        [](const Node& child) { return child.span().begin; });
      if (item == nullptr || !item->span().Contains(span)) return path;
      path.pointer += '/';
      path.pointer += std::to_string(item - node->items().data());
      node = item;
    } else if (node->is_object()) {
      const Member* member = LastAtOrBefore(
          node->members(), span.begin, [](const Member& child) { return child.key.span().begin; });
      if (member == nullptr) return path;
      if (member->key.span().Contains(span)) {
        AppendToken(path.pointer, member->key.text());
        path.is_key = true;
        path.value = &member->value;
        return path;
      }
      if (!member->value.span().Contains(span)) return path;
      AppendToken(path.pointer, member->key.text());
      node = &member->value;
    } else {
      return path;
    }
  }
}

const Node* Resolve(const Node& root, std::string_view pointer) {
  const Node* node = &root;
  while (!pointer.empty()) {
    if (pointer[0] != '/') return nullptr;
    pointer.remove_prefix(1);
    const size_t end = std::min(pointer.find('/'), pointer.size());
    const std::string_view token = pointer.substr(0, end);
    pointer.remove_prefix(end);
    if (node->is_array()) {
      // RFC 6901 knows one spelling of an index: "01" names nothing.
      if (token.size() > 1 && token[0] == '0') return nullptr;
      size_t index = 0;
      const auto [stop, error] = std::from_chars(token.data(), token.data() + token.size(), index);
      if (error != std::errc() || stop != token.data() + token.size() ||
          index >= node->items().size()) {
        return nullptr;
      }
      node = &node->items()[index];
    } else {
      node = node->Get(Unescape(token));
      if (node == nullptr) return nullptr;
    }
  }
  return node;
}

}  // namespace whittle::text
