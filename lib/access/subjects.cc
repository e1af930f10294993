#include "access/subjects.h"

#include <algorithm>
#include <map>
#include <utility>

namespace whittle::access {

namespace {

std::string NameOf(const documents::File& file, const documents::Document& document) {
  const std::string& path = file.source->name();
  return document.pointer.empty() ? path : path + "#" + document.pointer;
}

/// Adds a policy to the subject of its name, which a new one gets where there is none.
Subject& SubjectOf(std::vector<Subject>& subjects, std::string name, policy::Type type) {
  const auto known = std::find_if(subjects.begin(), subjects.end(),
                                  [&](const Subject& subject) { return subject.name == name; });
  if (known != subjects.end()) return *known;
  Subject& subject = subjects.emplace_back();
  subject.name = std::move(name);
  subject.type = type;
  return subject;
}

std::string Numbered(std::string name, int number) {
  return number > 1 ? name + " " + std::to_string(number) : name;
}

}  // namespace

void SubjectFinder::AddFile(const documents::File& file) {
  // A second resource policy matters to requests, not here.
  (void)assembly_.AddFile(file);
  (void)std::exchange(assembly_.set(), {});
}

Subject SubjectFinder::OfRole(const Assembly::FoundRole& role) {
  Subject subject;
  const size_t notes = assembly_.notes().size();
  assembly_.AddRole(role);
  const PolicySet set = std::exchange(assembly_.set(), {});
  subject.missing.assign(assembly_.notes().begin() + static_cast<ptrdiff_t>(notes),
                         assembly_.notes().end());
  subject.grants.policies = set.identity;
  if (!set.boundaries.empty()) subject.grants.limits.push_back(set.boundaries);
  for (const policy::Policy* policy : set.identity) {
    std::string& name = subject.documents.emplace_back();
    for (const documents::Document& document : role.file->documents) {
      if (document.policy == policy) name = NameOf(*role.file, document);
    }
    for (const Assembly::Origin& origin : assembly_.origins()) {
      if (name.empty() && origin.policy == policy) name = origin.name;
    }
  }
  return subject;
}

std::vector<Subject> SubjectFinder::Of(const documents::File& file) {
  std::vector<Subject> subjects;
  std::vector<const Assembly::FoundRole*> roles;
  for (const Assembly::FoundRole& role : assembly_.roles()) {
    if (role.file == &file) roles.push_back(&role);
  }
  // Policies that are parts of roles, and the names of their trust policies.
  std::map<const policy::Policy*, std::string> taken;
  std::map<std::string, int> same_name;
  for (const Assembly::FoundRole* role : roles) {
    const std::string of = roles.size() > 1 ? " of role " + std::string(role->name()) : "";
    Subject subject = OfRole(*role);
    subject.name = Numbered("identity policies" + of, ++same_name["identity" + of]);
    for (const policy::Policy* policy : subject.grants.policies) taken[policy] = "";
    if (role->role->trust != documents::kNoDocument) {
      taken[file.documents[role->role->trust].policy] = "trust policy" + of;
    }
    // A role of which the file shows nothing but the trust policy has nothing to compare.
    if (!subject.grants.policies.empty()) subjects.push_back(std::move(subject));
  }
  std::map<policy::Type, int> count;
  for (const documents::Document& document : file.documents) {
    if (document.policy == nullptr) continue;
    const policy::Type type = document.policy->type.type;
    const auto part = taken.find(document.policy);
    if (part != taken.end() && part->second.empty()) continue;
    std::string name(policy::ToString(type));
    if (part != taken.end()) {
      name = part->second;
    } else if (type != policy::Type::kIdentity) {
      name = Numbered(name + " policy", ++count[type]);
    } else {
      name += " policies";
      // Beside roles, each owner's policies are its own matter.
      if (!roles.empty()) {
        name += " of " + std::string(document.owner.type) + " " + std::string(document.owner.name);
      }
    }
    Subject& subject = SubjectOf(subjects, std::move(name), type);
    subject.grants.policies.push_back(document.policy);
    subject.documents.push_back(NameOf(file, document));
  }
  return subjects;
}

bool MissingAllowsAll(policy::Type type) {
  return type != policy::Type::kIdentity && type != policy::Type::kResource &&
         type != policy::Type::kTrust;
}

}  // namespace whittle::access
