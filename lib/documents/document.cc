#include "documents/document.h"

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

}  // namespace whittle::documents
