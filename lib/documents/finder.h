// Finds documents in a tree. Not for other rooms.
#pragma once

#include <string>
#include <string_view>

#include "documents/document.h"

namespace whittle::documents {

/// What the surroundings of a policy say about it.
struct Surroundings {
  policy::TypeHint hint;
  Owner owner;
  std::string_view name;  ///< as Document::name
};

/// Walks a tree and adds what it finds to a file.
class Finder {
 public:
  Finder(File& file, const ReadOptions& options);

  /// Adds all documents below `root`, in source order.
  void Find(const text::Node& root);

  /// Adds `node` as a policy; returns its index.
  uint32_t AddPolicy(const text::Node& node, std::string pointer, const Surroundings& around);
  /// Adds the policy in a value that is a document, or a string that holds one (JSON, perhaps
  /// percent-coded). Returns its index, or kNoDocument when there is none; what is meant to be a
  /// policy and cannot be read becomes an error of the file.
  uint32_t AddPolicyValue(const text::Node& value, const std::string& pointer,
                          const Surroundings& around, bool surely);

  /// The same for a policy in text of its own: a here-document, a shell word.
  uint32_t AddPolicyText(const text::EmbeddedText& embedded, const std::string& pointer,
                         const Surroundings& around, bool surely);

  [[nodiscard]] File& file() { return file_; }
  [[nodiscard]] text::Arena& arena() { return file_.tree.arena; }
  [[nodiscard]] policy::Text MakeText(const text::Node* node);

 private:
  File& file_;
  const ReadOptions& options_;
  std::optional<policy::Type> path_type_;
};

/// Whether the object is a role (role_reader.cc).
[[nodiscard]] bool IsRole(const text::Node& object);
/// Adds a role and its policies.
void AddRole(const text::Node& object, const std::string& pointer, Finder& finder);

/// Whether the object is a managed policy with its versions (managed_policy_reader.cc).
[[nodiscard]] bool IsManagedPolicy(const text::Node& object);
/// Adds the document of its default version.
void AddManagedPolicy(const text::Node& object, const std::string& pointer, Finder& finder);

/// Whether the object is an ECS task definition (task_definition_reader.cc).
[[nodiscard]] bool IsTaskDefinition(const text::Node& object);
void AddTaskDefinition(const text::Node& object, const std::string& pointer, Finder& finder);

/// What the object that holds a policy under `key` says about it (surroundings.cc).
[[nodiscard]] Surroundings Describe(const text::Node& holder, std::string_view key);
/// Whether a string under that key is a policy, if anything is.
[[nodiscard]] bool HoldsPolicy(std::string_view key);

}  // namespace whittle::documents
