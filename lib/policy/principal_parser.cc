#include "policy/builder.h"

namespace whittle::policy {

using text::Member;
using text::Node;

namespace {

PrincipalKind KindOf(std::string_view key) {
  if (key == "AWS") return PrincipalKind::kAws;
  if (key == "Service") return PrincipalKind::kService;
  if (key == "Federated") return PrincipalKind::kFederated;
  if (key == "CanonicalUser") return PrincipalKind::kCanonicalUser;
  return PrincipalKind::kInvalid;
}

}  // namespace

void ParsePrincipal(const Member& member, Builder& builder, Clause<Principal>& clause) {
  const Node& value = member.value;
  clause.key = &member.key;
  clause.value = &value;
  clause.negated = member.key.text() == "NotPrincipal";
  if (value.is_string()) {
    Principal principal;
    principal.text = builder.ScalarText(value);
    if (principal.text.has_holes) {
      clause.open = true;
      return;
    }
    if (principal.text.value != "*") {
      builder.Add(ProblemKind::kInvalidPrincipal, value.span(), &value, member.key.text());
      principal.kind = PrincipalKind::kInvalid;
    }
    clause.entries = builder.arena().Copy(std::span<const Principal>(&principal, 1));
    return;
  }
  if (AsIntrinsic(value) != nullptr) {
    clause.open = true;
    return;
  }
  if (!value.is_object()) {
    builder.Add(ProblemKind::kInvalidPrincipal, value.span(), &value, member.key.text());
    return;
  }
  if (value.members().empty()) {
    builder.Add(ProblemKind::kEmptyPrincipal, value.span(), &value, member.key.text());
    return;
  }
  builder.NoteDuplicates(value);
  std::vector<Principal> principals;
  for (const Member& group : value.members()) {
    const PrincipalKind kind = KindOf(group.key.text());
    if (kind == PrincipalKind::kInvalid) {
      if (builder.ScalarText(group.key).has_holes) {
        clause.open = true;
        continue;
      }
      builder.Add(ProblemKind::kInvalidPrincipalKey, group.key.span(), &group.key,
                  group.key.text());
    }
    const Flat& flat = builder.Flatten(group.value, group.key.text(), Accept::kStrings,
                                       "a string or a list of strings");
    if (flat.is_array && group.value.items().empty()) {
      builder.Add(ProblemKind::kEmptyPrincipalList, group.value.span(), &group.value,
                  group.key.text());
    }
    clause.open = clause.open || flat.open;
    clause.is_array = clause.is_array || flat.is_array;
    for (const Text& text : flat.texts) principals.push_back({kind, &group.key, text});
  }
  clause.entries = builder.arena().Copy(principals);
}

}  // namespace whittle::policy
