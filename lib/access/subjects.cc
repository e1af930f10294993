#include "access/subjects.h"

#include <algorithm>
#include <map>

namespace whittle::access {

std::vector<Subject> SubjectsOf(const documents::File& file) {
  std::vector<Subject> subjects;
  std::map<policy::Type, int> count;
  for (const documents::Document& document : file.documents) {
    if (document.policy == nullptr) continue;
    const policy::Type type = document.policy->type.type;
    if (type == policy::Type::kIdentity) {
      const auto known = std::find_if(subjects.begin(), subjects.end(), [](const Subject& s) {
        return s.type == policy::Type::kIdentity;
      });
      if (known != subjects.end()) {
        known->grants.policies.push_back(document.policy);
        known->documents.push_back(document.pointer);
        continue;
      }
    }
    Subject subject;
    subject.type = type;
    subject.name = std::string(policy::ToString(type));
    subject.name += type == policy::Type::kIdentity ? " policies" : " policy";
    if (const int number = ++count[type]; number > 1) subject.name += " " + std::to_string(number);
    subject.grants.policies.push_back(document.policy);
    subject.documents.push_back(document.pointer);
    subjects.push_back(std::move(subject));
  }
  return subjects;
}

bool MissingAllowsAll(policy::Type type) {
  return type != policy::Type::kIdentity && type != policy::Type::kResource &&
         type != policy::Type::kTrust;
}

}  // namespace whittle::access
