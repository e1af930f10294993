// Roles: entries of RoleDetailList (get-account-authorization-details), what get-role and
// list-roles print, and the properties of AWS::IAM::Role.
#include "documents/finder.h"
#include "text/pointer.h"

namespace whittle::documents {

using text::Member;
using text::Node;

namespace {

std::string Child(const std::string& pointer, std::string_view token) {
  std::string child = pointer;
  text::AppendToken(child, token);
  return child;
}

/// The first of the keys that is there.
const Member* FindAny(const Node& object, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (const Member* member = object.Find(key)) return member;
  }
  return nullptr;
}

std::string_view KnownText(const policy::Text& text) {
  return text.present() && text.known() ? text.value : std::string_view();
}

void ReadAttached(const Member& member, Finder& finder, Role& role) {
  role.attached_node = &member.value;
  if (!member.value.is_array()) {
    role.open = true;  // an intrinsic, or a template's placeholder
    return;
  }
  std::vector<AttachedPolicy> attached;
  for (const Node& item : member.value.items()) {
    AttachedPolicy policy;
    policy.node = &item;
    const Node* arn = item.Get("PolicyArn");
    if (arn != nullptr || item.Get("PolicyName") != nullptr) {
      policy.arn = finder.MakeText(arn);
      policy.name = finder.MakeText(item.Get("PolicyName"));
    } else {
      policy.arn = finder.MakeText(&item);
    }
    if (!policy.arn.present() && !policy.name.present()) {
      role.open = true;
      continue;
    }
    attached.push_back(policy);
  }
  role.attached = finder.arena().Copy(attached);
}

void ReadInline(const Member& member, const std::string& pointer, const Owner& owner,
                Finder& finder, Role& role) {
  if (!member.value.is_array()) {
    role.open = true;
    return;
  }
  std::vector<uint32_t> policies;
  const std::string list = Child(pointer, member.key.text());
  for (size_t i = 0; i < member.value.items().size(); ++i) {
    const Node& item = member.value.items()[i];
    const Member* document = item.Find("PolicyDocument");
    if (document == nullptr) {
      role.open = true;
      continue;
    }
    Surroundings around;
    around.hint.type = policy::Type::kIdentity;
    around.hint.source = policy::TypeSource::kPlace;
    around.owner = owner;
    if (const Node* name = item.Get("PolicyName"); name != nullptr && name->is_string()) {
      around.name = name->text();
    }
    const uint32_t index = finder.AddPolicyValue(
        document->value, list + "/" + std::to_string(i) + "/PolicyDocument", around, true);
    if (index == kNoDocument) {
      role.open = true;
    } else {
      policies.push_back(index);
    }
  }
  role.inline_policies = finder.arena().Copy(policies);
}

policy::Text ReadBoundary(const Node& object, Finder& finder) {
  const Node* boundary = object.Get("PermissionsBoundary");
  if (boundary == nullptr) return {};
  if (const Node* arn = boundary->Get("PermissionsBoundaryArn")) return finder.MakeText(arn);
  return finder.MakeText(boundary);
}

}  // namespace

bool IsRole(const Node& object) {
  const Node* trust = object.Get("AssumeRolePolicyDocument");
  return trust != nullptr && (trust->is_object() || trust->is_string());
}

void AddRole(const Node& object, const std::string& pointer, Finder& finder) {
  Role* role = finder.arena().New<Role>();
  role->node = &object;
  role->name = finder.MakeText(object.Get("RoleName"));
  role->arn = finder.MakeText(object.Get("Arn"));
  role->boundary = ReadBoundary(object, finder);
  role->name_node = object.Get("RoleName");
  if (role->name_node == nullptr) role->name_node = object.Get("Arn");
  if (role->name_node == nullptr) role->name_node = &object;

  Document document;
  document.kind = Kind::kRole;
  document.owner = {"role", KnownText(role->name), KnownText(role->arn)};
  document.pointer = pointer;
  document.node = &object;
  document.role = role;
  const Owner owner = document.owner;
  finder.file().documents.push_back(std::move(document));

  const Member* policies = FindAny(object, {"RolePolicyList", "Policies"});
  const Member* attached =
      FindAny(object, {"AttachedManagedPolicies", "AttachedPolicies", "ManagedPolicyArns"});
  // In the order of the source, which puts the trust policy first or last as it likes.
  for (const Member& member : object.members()) {
    if (member.key.text() == "AssumeRolePolicyDocument" && role->trust == kNoDocument) {
      Surroundings around = Describe(object, member.key.text());
      around.owner = owner;
      role->trust =
          finder.AddPolicyValue(member.value, Child(pointer, member.key.text()), around, true);
    } else if (&member == policies) {
      ReadInline(member, pointer, owner, finder, *role);
    } else if (&member == attached) {
      ReadAttached(member, finder, *role);
    }
  }
  // get-role shows no policies, and says nothing by that.
  if (policies == nullptr && attached == nullptr) role->open = true;
}

}  // namespace whittle::documents
