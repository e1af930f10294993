#include "access/assembly.h"

#include <algorithm>
#include <span>
#include <utility>

#include "access/arn_fields.h"

namespace whittle::access {

namespace {

using documents::Document;
using documents::Kind;

std::string_view KnownText(const policy::Text& text) {
  return text.present() && text.known() ? text.value : std::string_view();
}

/// The policy stands among others' and counts only for whom it is attached to.
bool WaitsForOwner(const Document& document, bool beside_roles) {
  const std::string_view owner = document.owner.type;
  return beside_roles &&
         (owner == "role" || owner == "user" || owner == "group" || owner == "policy");
}

/// `aws iam get-account-authorization-details`.
bool IsAccountDetails(const text::Node& root) {
  return root.Get("UserDetailList") != nullptr || root.Get("RoleDetailList") != nullptr ||
         root.Get("GroupDetailList") != nullptr;
}

}  // namespace

std::string_view Assembly::FoundRole::name() const { return KnownText(role->name); }

std::string_view Assembly::FoundRole::account() const {
  return ArnFields::Split(KnownText(role->arn)).account();
}

const policy::Policy* Assembly::Take(const documents::File& file, const Document& document) {
  origins_.push_back({document.policy, file.source->name(), file.source.get()});
  return document.policy;
}

bool Assembly::AddFile(const documents::File& file) {
  files_.push_back(&file);
  for (const Document& document : file.documents) {
    if (document.role != nullptr) roles_.push_back({&file, document.role});
  }
  if (IsAccountDetails(file.tree.root)) return true;
  const bool beside_roles =
      std::any_of(file.documents.begin(), file.documents.end(),
                  [](const Document& document) { return document.role != nullptr; });
  for (const Document& document : file.documents) {
    if (document.policy == nullptr || WaitsForOwner(document, beside_roles)) continue;
    const policy::Policy* policy = Take(file, document);
    switch (document.kind) {
      case Kind::kResource:
      case Kind::kTrust:
        if (set_.resource != nullptr) return false;
        set_.resource = policy;
        break;
      case Kind::kBoundary:
        set_.boundaries.push_back(policy);
        break;
      case Kind::kSession:
        set_.session.push_back(policy);
        break;
      case Kind::kScp:
        set_.scps.push_back({file.source->name(), {policy}});
        break;
      case Kind::kRcp:
        set_.rcps.push_back({file.source->name(), {policy}});
        break;
      case Kind::kEndpoint:
        set_.endpoint.push_back(policy);
        break;
      default:
        set_.identity.push_back(policy);
        break;
    }
  }
  return true;
}

void Assembly::AddFileAs(const documents::File& file, policy::Type type) {
  std::vector<const policy::Policy*> policies;
  for (const Document& document : file.documents) {
    if (document.policy != nullptr) policies.push_back(Take(file, document));
  }
  const auto append = [&policies](std::vector<const policy::Policy*>& to) {
    to.insert(to.end(), policies.begin(), policies.end());
  };
  switch (type) {
    case policy::Type::kIdentity:
      return append(set_.identity);
    case policy::Type::kBoundary:
      return append(set_.boundaries);
    case policy::Type::kSession:
      return append(set_.session);
    case policy::Type::kEndpoint:
      return append(set_.endpoint);
    case policy::Type::kScp:
      set_.scps.push_back({file.source->name(), std::move(policies)});
      return;
    case policy::Type::kRcp:
      set_.rcps.push_back({file.source->name(), std::move(policies)});
      return;
    case policy::Type::kResource:
    case policy::Type::kTrust:
      if (!policies.empty()) set_.resource = policies.front();
      return;
  }
}

const policy::Policy* Assembly::Unseen(std::string_view what, std::string name) {
  notes_.push_back(std::string(what));
  policy::Policy policy;
  policy.open = true;
  policy.version = policy::Version::kUnknown;
  unseen_.push_back(policy);
  origins_.push_back({&unseen_.back(), std::string(what), nullptr});
  missing_.push_back({std::move(name), &unseen_.back()});
  return &unseen_.back();
}

const policy::Policy* Assembly::FindManaged(std::string_view arn, std::string_view name) {
  for (const documents::File* file : files_) {
    for (const Document& document : file->documents) {
      if (document.policy == nullptr || document.owner.type != "policy") continue;
      if (arn.empty() ? document.owner.name == name : document.owner.address == arn) {
        return Take(*file, document);
      }
    }
  }
  // A customer's own policy may bear the name of one of AWS's.
  const bool of_aws = arn.empty() || ArnFields::Split(arn).account() == "aws";
  const auto managed = of_aws ? catalog_.FindManagedPolicy(arn.empty() ? name : arn) : std::nullopt;
  const auto version = managed ? managed->latest() : std::nullopt;
  const std::string shown(arn.empty() ? name : arn);
  if (!version) {
    return Unseen("the policy " + (shown.empty() ? "of an unknown name" : shown) +
                      " is neither in these files nor in the catalogue",
                  shown);
  }
  sources_.emplace_back(managed->arn(), std::string(version->document));
  trees_.push_back(text::ReadJson(sources_.back()));
  text::Tree& tree = trees_.back().tree;
  const policy::Policy* policy = policy::Parse(tree.root, {}, tree.arena);
  origins_.push_back({policy, managed->arn(), &sources_.back()});
  return policy;
}

void Assembly::AddRole(const FoundRole& found) {
  const documents::Role& role = *found.role;
  for (const uint32_t index : role.inline_policies) {
    set_.identity.push_back(Take(*found.file, found.file->documents[index]));
  }
  for (const documents::AttachedPolicy& attached : role.attached) {
    set_.identity.push_back(FindManaged(KnownText(attached.arn), KnownText(attached.name)));
  }
  if (role.boundary.present()) {
    set_.boundaries.push_back(FindManaged(KnownText(role.boundary), {}));
  }
  if (role.open) {
    set_.identity.push_back(Unseen("the role may carry policies that these files do not show"));
  }
}

void Assembly::AddEntry(const documents::File& file, std::string_view list, size_t index,
                        const text::Node& entry) {
  const std::string prefix = "/" + std::string(list) + "/" + std::to_string(index) + "/";
  for (const Document& document : file.documents) {
    if (document.policy == nullptr || document.pointer.compare(0, prefix.size(), prefix) != 0) {
      continue;
    }
    set_.identity.push_back(Take(file, document));
  }
  for (const text::Node& attached : entry.ItemsOf("AttachedManagedPolicies")) {
    set_.identity.push_back(
        FindManaged(attached.TextOf("PolicyArn"), attached.TextOf("PolicyName")));
  }
}

size_t Assembly::user_count() const {
  size_t count = 0;
  for (const documents::File* file : files_) {
    count += file->tree.root.ItemsOf("UserDetailList").size();
  }
  return count;
}

bool Assembly::AddUser(const Requester& who) {
  for (const documents::File* file : files_) {
    const auto users = file->tree.root.ItemsOf("UserDetailList");
    for (size_t i = 0; i < users.size(); ++i) {
      if (users[i].TextOf("Arn") != who.text) continue;
      AddEntry(*file, "UserDetailList", i, users[i]);
      if (const text::Node* boundary = users[i].Get("PermissionsBoundary")) {
        set_.boundaries.push_back(FindManaged(boundary->TextOf("PermissionsBoundaryArn"), {}));
      }
      const auto groups = file->tree.root.ItemsOf("GroupDetailList");
      for (const text::Node& name : users[i].ItemsOf("GroupList")) {
        for (size_t g = 0; g < groups.size(); ++g) {
          if (groups[g].TextOf("GroupName") != name.text()) continue;
          AddEntry(*file, "GroupDetailList", g, groups[g]);
        }
      }
      return true;
    }
  }
  return false;
}

void Assembly::AddTrust(const FoundRole& found) {
  if (found.role->trust == documents::kNoDocument) return;
  set_.resource = Take(*found.file, found.file->documents[found.role->trust]);
}

}  // namespace whittle::access
