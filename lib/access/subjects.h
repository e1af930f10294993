// What can be compared by itself in a file: a role or user with all that it carries, within its
// boundary; other identity policies together; every other policy alone.
#pragma once

#include <string>
#include <vector>

#include "access/assembly.h"
#include "access/compare.h"
#include "access/side.h"
#include "documents/document.h"

namespace whittle::access {

/// Policies that are compared as one.
struct Subject {
  /// Tells the subjects of a file apart: `identity policies`, `trust policy`, `resource policy 2`;
  /// where there are several roles, `identity policies of role app`; `… of user ada`.
  std::string name;
  policy::Type type = policy::Type::kIdentity;
  Grants grants;
  /// Names of the policies in `grants.policies`: the file and a JSON Pointer, the ARN of an AWS
  /// managed policy.
  std::vector<std::string> documents;
  /// Policies that the role or user carries and that are found nowhere; what stands for them in
  /// `grants` may say anything.
  std::vector<Assembly::Missing> missing;
  std::vector<std::string> notes;  ///< the same in words
};

/// Compares two subjects. What a policy that is found nowhere says is not known, but where both
/// carry the same ones, each says the same on both sides: that the rest is within the rest, with
/// the rest of the denies and limits, is proof enough.
[[nodiscard]] Comparison CompareSubjects(const Subject& old_side, const Subject& new_side,
                                         const CompareOptions& options);

/// Finds the subjects of files. Owns what it reads itself, the managed policies of the catalogue;
/// the files must outlive it.
class SubjectFinder {
 public:
  explicit SubjectFinder(const catalog::Catalog& catalog) : assembly_(catalog) {}

  /// A file of the same side: roles may carry the managed policies that it holds.
  void AddFile(const documents::File& file);
  /// The subjects of a file that was added, in source order, roles and users first. They view it
  /// and this.
  [[nodiscard]] std::vector<Subject> Of(const documents::File& file);

 private:
  /// What `add` adds to the assembly; the policies are of the file or of the catalogue.
  template <typename Add>
  [[nodiscard]] Subject Collect(const documents::File& file, Add add);

  Assembly assembly_;
};

/// What stands for a subject that one side lacks: without an identity or resource policy nothing is
/// allowed by it, without a boundary, session policy, SCP, RCP or endpoint policy all is.
[[nodiscard]] bool MissingAllowsAll(policy::Type type);

}  // namespace whittle::access
