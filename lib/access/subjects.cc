#include "access/subjects.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "text/json.h"
#include "text/source.h"

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

std::string Numbered(const std::string& name, int number) {
  return number > 1 ? name + " " + std::to_string(number) : name;
}

/// The names of what is missing and whether it is a boundary, sorted; nothing where one has no
/// name, or nothing is missing.
std::vector<std::string> NamesOfMissing(const Subject& subject) {
  std::vector<std::string> names;
  const auto& attached = subject.grants.policies;
  for (const Assembly::Missing& missing : subject.missing) {
    if (missing.name.empty()) return {};
    const bool limits =
        std::find(attached.begin(), attached.end(), missing.stand_in) == attached.end();
    names.push_back((limits ? "boundary " : "") + missing.name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// What is left without the policies that are missing. `everything`: a policy more.
Grants Seen(const Subject& subject, const policy::Policy* everything) {
  const auto is_missing = [&](const policy::Policy* policy) {
    return std::any_of(subject.missing.begin(), subject.missing.end(),
                       [policy](const auto& missing) { return missing.stand_in == policy; });
  };
  Grants seen;
  for (const policy::Policy* policy : subject.grants.policies) {
    if (!is_missing(policy)) seen.policies.push_back(policy);
  }
  if (everything != nullptr) seen.policies.push_back(everything);
  for (const auto& limit : subject.grants.limits) {
    // A boundary that is missing on both sides takes the same away from both.
    if (std::none_of(limit.begin(), limit.end(), is_missing)) seen.limits.push_back(limit);
  }
  return seen;
}

/// A policy that allows all, for what a policy that is missing may allow.
class Everything {
 public:
  Everything()
      : source_("everything", R"({"Version": "2012-10-17", "Statement":
          [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})"),
        json_(text::ReadJson(source_)),
        policy_(policy::Parse(json_.tree.root, {}, json_.tree.arena)) {}
  [[nodiscard]] const policy::Policy* get() const { return policy_; }

 private:
  text::Source source_;
  text::JsonResult json_;
  const policy::Policy* policy_;
};

Truth Both(Truth a, Truth b) {
  return a == Truth::kYes && b == Truth::kYes ? Truth::kYes : Truth::kUnknown;
}

}  // namespace

Comparison CompareSubjects(const Subject& old_side, const Subject& new_side,
                           const CompareOptions& options) {
  const std::vector<std::string> missing = NamesOfMissing(old_side);
  Comparison result;
  if (missing.empty() || missing != NamesOfMissing(new_side)) {
    result = Compare(old_side.grants, new_side.grants, options);
  } else {
    // With U for what the missing policies allow and V for what they deny, both sides are
    // (allows + U) within the limits, less denies and V. So NEW is within OLD for every U and V if
    // it is without them, and if what U may hold is in the limits and denies of NEW no more than in
    // those of OLD.
    const Everything everything;
    const Comparison rest = Compare(Seen(old_side, nullptr), Seen(new_side, nullptr), options);
    const Comparison limits =
        Compare(Seen(old_side, everything.get()), Seen(new_side, everything.get()), options);
    result.within = Both(rest.within, limits.within);
    result.contains = Both(rest.contains, limits.contains);
    result.within_known = Both(rest.within_known, limits.within_known);
    result.contains_known = Both(rest.contains_known, limits.contains_known);
    result.relation = Join(result.within, result.contains);
    result.known_actions = Join(result.within_known, result.contains_known);
  }
  if (result.relation != Relation::kUnknown) return result;
  for (const Subject* side : {&old_side, &new_side}) {
    for (const std::string& note : side->notes) {
      if (std::find(result.unknown.begin(), result.unknown.end(), note) == result.unknown.end()) {
        result.unknown.push_back(note);
      }
    }
  }
  return result;
}

void SubjectFinder::AddFile(const documents::File& file) {
  // A second resource policy matters to requests, not here.
  (void)assembly_.AddFile(file);
  (void)std::exchange(assembly_.set(), {});
}

template <typename Add>
Subject SubjectFinder::Collect(const documents::File& file, Add add) {
  Subject subject;
  const size_t notes = assembly_.notes().size();
  const size_t missing = assembly_.missing().size();
  add();
  const PolicySet set = std::exchange(assembly_.set(), {});
  const auto rest = [](const auto& all, size_t from) { return std::span(all).subspan(from); };
  for (const auto& one : rest(assembly_.missing(), missing)) subject.missing.push_back(one);
  for (const auto& note : rest(assembly_.notes(), notes)) subject.notes.push_back(note);
  subject.grants.policies = set.identity;
  if (!set.boundaries.empty()) subject.grants.limits.push_back(set.boundaries);
  for (const policy::Policy* policy : set.identity) {
    std::string& name = subject.documents.emplace_back();
    for (const documents::Document& document : file.documents) {
      if (document.policy == policy) name = NameOf(file, document);
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
    Subject subject = Collect(file, [&] { assembly_.AddRole(*role); });
    subject.name = Numbered("identity policies" + of, ++same_name["identity" + of]);
    for (const policy::Policy* policy : subject.grants.policies) taken[policy] = "";
    if (role->role->trust != documents::kNoDocument) {
      taken[file.documents[role->role->trust].policy] = "trust policy" + of;
    }
    // A role of which the file shows nothing but the trust policy has nothing to compare.
    if (!subject.grants.policies.empty()) subjects.push_back(std::move(subject));
  }
  for (const text::Node& user : file.tree.root.ItemsOf("UserDetailList")) {
    const auto who = Requester::Parse(user.TextOf("Arn"));
    if (!who) continue;
    Subject subject = Collect(file, [&] { (void)assembly_.AddUser(*who); });
    subject.name = "identity policies of user " + std::string(user.TextOf("UserName"));
    for (const policy::Policy* policy : subject.grants.policies) taken[policy] = "";
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
      name.append(" policy");
      name = Numbered(name, ++count[type]);
    } else {
      name += " policies";
      // Beside roles and users, each owner's policies are its own matter.
      if (!roles.empty() || !taken.empty()) {
        name.append(" of ").append(document.owner.type).append(" ").append(document.owner.name);
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
