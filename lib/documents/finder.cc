#include "documents/finder.h"

#include <utility>
#include <vector>

#include "text/embedded.h"
#include "text/pointer.h"

namespace whittle::documents {

using text::Node;

namespace {

/// A string that may hold a policy: JSON, or JSON in percent codes.
enum class Holds : uint8_t { kNothing, kJson, kPercent };

Holds WhatHolds(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return Holds::kNothing;
  if (text[first] == '{') {
    return text.find("Statement") != std::string_view::npos ? Holds::kJson : Holds::kNothing;
  }
  const std::string_view start = text.substr(first, 3);
  if (start == "%7B" || start == "%7b") {
    return text.find("Statement") != std::string_view::npos ? Holds::kPercent : Holds::kNothing;
  }
  return Holds::kNothing;
}

}  // namespace

Finder::Finder(File& file, const ReadOptions& options) : file_(file), options_(options) {
  if (!options.type) path_type_ = policy::TypeFromPath(file.source->name());
}

policy::Text Finder::MakeText(const Node* node) {
  return node == nullptr ? policy::Text() : policy::MakeText(*node, arena());
}

uint32_t Finder::AddPolicy(const Node& node, std::string pointer, const Surroundings& around) {
  policy::TypeHint hint = around.hint;
  // What a role calls its trust policy is one; all else the user knows better.
  if (options_.type && hint.type != policy::Type::kTrust) {
    hint.type = options_.type;
    hint.source = policy::TypeSource::kGiven;
  }
  hint.resource_type = options_.resource_type;
  if (!hint.path) hint.path = path_type_;
  Document document;
  document.policy = policy::Parse(node, hint, arena());
  document.kind = KindOf(document.policy->type.type);
  document.has_unknowns = document.policy->has_unknowns;
  document.owner = around.owner;
  document.name = around.name;
  document.pointer = std::move(pointer);
  document.node = &node;
  file_.documents.push_back(std::move(document));
  return static_cast<uint32_t>(file_.documents.size() - 1);
}

uint32_t Finder::AddPolicyValue(const Node& value, const std::string& pointer,
                                const Surroundings& around, bool surely) {
  if (value.is_object()) {
    return surely || policy::LooksLikePolicy(value) ? AddPolicy(value, pointer, around)
                                                    : kNoDocument;
  }
  if (!value.is_string()) return kNoDocument;
  const Holds holds = WhatHolds(value.text());
  if (holds == Holds::kNothing) return kNoDocument;
  text::EmbeddedText embedded = text::FromJsonString(value, *file_.source, arena());
  if (holds == Holds::kPercent) embedded = text::PercentDecode(embedded, arena());
  return AddPolicyText(embedded, pointer, around, surely);
}

namespace {

/// `{` and a key: JSON is meant, and no template such as `{{ policy }}`.
bool BeginsAsObject(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const size_t brace = text.find_first_not_of(kBlanks);
  if (brace == std::string_view::npos || text[brace] != '{') return false;
  const size_t key = text.find_first_not_of(kBlanks, brace + 1);
  return key != std::string_view::npos && text[key] == '"';
}

}  // namespace

uint32_t Finder::AddPolicyText(const text::EmbeddedText& embedded, const std::string& pointer,
                               const Surroundings& around, bool surely) {
  text::EmbeddedResult result = text::ReadJson(embedded, arena());
  if (result.error) {
    const bool meant = (surely && BeginsAsObject(embedded.text)) ||
                       (embedded.text.find("\"Statement\"") != std::string_view::npos &&
                        embedded.text.find("\"Effect\"") != std::string_view::npos);
    if (meant) file_.errors.push_back(std::move(*result.error));
    return kNoDocument;
  }
  const Node* root = arena().New<Node>(result.root);
  if (!surely && !policy::LooksLikePolicy(*root)) return kNoDocument;
  return AddPolicy(*root, pointer, around);
}

void Finder::Find(const Node& root) {
  struct Place {
    const Node* node;
    const Node* holder;    ///< the nearest object around it
    std::string_view key;  ///< its key there
    std::string pointer;
  };
  std::vector<Place> pending;
  pending.push_back({&root, nullptr, {}, {}});
  while (!pending.empty()) {
    const Place place = std::move(pending.back());
    pending.pop_back();
    const Node& node = *place.node;
    if (node.is_string()) {
      if (WhatHolds(node.text()) != Holds::kNothing && place.holder != nullptr) {
        AddPolicyValue(node, place.pointer, Describe(*place.holder, place.key), false);
      }
      continue;
    }
    if (node.is_object()) {
      if (policy::LooksLikePolicy(node)) {
        AddPolicy(node, place.pointer,
                  place.holder == nullptr ? Surroundings() : Describe(*place.holder, place.key));
        continue;
      }
      if (IsRole(node)) {
        AddRole(node, place.pointer, *this);
        continue;
      }
      if (IsManagedPolicy(node)) {
        AddManagedPolicy(node, place.pointer, *this);
        continue;
      }
      if (IsTaskDefinition(node)) {
        AddTaskDefinition(node, place.pointer, *this);
        continue;
      }
      const auto members = node.members();
      for (auto it = members.rbegin(); it != members.rend(); ++it) {
        if (it->value.is_scalar() && !it->value.is_string()) continue;
        std::string pointer = place.pointer;
        text::AppendToken(pointer, it->key.text());
        pending.push_back({&it->value, &node, it->key.text(), std::move(pointer)});
      }
    } else if (node.is_array()) {
      const auto items = node.items();
      for (size_t i = items.size(); i-- > 0;) {
        if (items[i].is_scalar() && !items[i].is_string()) continue;
        pending.push_back(
            {&items[i], place.holder, place.key, place.pointer + "/" + std::to_string(i)});
      }
    }
  }
}

}  // namespace whittle::documents
