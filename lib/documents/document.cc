#include "documents/document.h"

#include <algorithm>
#include <array>

namespace whittle::documents {

std::string_view ToString(Kind kind) {
  switch (kind) {
    case Kind::kRole:
      return "role";
    case Kind::kTaskDefinition:
      return "task-definition";
    default:
      return policy::ToString(static_cast<policy::Type>(kind));
  }
}

Kind KindOf(policy::Type type) { return static_cast<Kind>(type); }

bool File::StandsAlone() const {
  return errors.empty() &&
         std::all_of(documents.begin(), documents.end(), [](const Document& document) {
           return document.policy != nullptr && document.name.empty() &&
                  document.owner.type.empty() && document.owner.name.empty() &&
                  document.owner.address.empty();
         });
}

void File::Release(Keep keep) {
  for (Document& document : documents) {
    document.owner = {};
    document.name = {};
    document.node = nullptr;
    document.policy = nullptr;
    document.role = nullptr;
    document.task_definition = nullptr;
  }
  tree = {};
  if (keep == Keep::kText) return;
  source = std::make_unique<const text::Source>(source->name(), std::string());
}

}  // namespace whittle::documents
