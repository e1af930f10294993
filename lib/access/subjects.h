// What can be compared by itself in a file: the identity policies together, every other policy
// alone.
#pragma once

#include <string>
#include <vector>

#include "access/side.h"
#include "documents/document.h"

namespace whittle::access {

/// Policies that are compared as one.
struct Subject {
  /// Tells the subjects of a file apart: `identity policies`, `trust policy`, `resource policy 2`.
  std::string name;
  policy::Type type = policy::Type::kIdentity;
  Grants grants;
  std::vector<std::string> documents;  ///< JSON Pointers of the policies in the file
};

/// The subjects of a file, in source order. They view it.
[[nodiscard]] std::vector<Subject> SubjectsOf(const documents::File& file);

/// What stands for a subject that one side lacks: without an identity or resource policy nothing is
/// allowed by it, without a boundary, session policy, SCP, RCP or endpoint policy all is.
[[nodiscard]] bool MissingAllowsAll(policy::Type type);

}  // namespace whittle::access
