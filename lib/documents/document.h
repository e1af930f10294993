// What stands in a file: policies, roles, task definitions, each with its kind, owner and place.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "documents/role.h"
#include "documents/task_definition.h"
#include "policy/policy.h"
#include "text/json.h"
#include "text/source.h"
#include "text/tree.h"

namespace whittle::documents {

/// What a document is. The first eight are policy types, in policy::Type's order.
enum class Kind : uint8_t {
  kIdentity,
  kResource,
  kTrust,
  kBoundary,
  kSession,
  kScp,
  kRcp,
  kEndpoint,
  kRole,
  kTaskDefinition,
};

/// "identity" … "endpoint", "role", "task-definition": the words of the JSON contract.
[[nodiscard]] std::string_view ToString(Kind kind);
[[nodiscard]] Kind KindOf(policy::Type type);

/// What a policy belongs to, as far as the file says.
struct Owner {
  std::string_view
      type;  ///< "role", "user", "group", "policy", "bucket", "queue" …; empty: unknown
  std::string_view name;  ///< its name; empty: unknown
  std::string_view
      address;  ///< its ARN, or another address such as a Terraform one; empty: unknown
};

/// One document of a file. Exactly one of policy, role and task_definition is set, unless the file
/// is released.
struct Document {
  Kind kind = Kind::kIdentity;
  Owner owner;
  std::string_view name;  ///< the policy's own name (PolicyName); empty: unknown
  /// JSON Pointer from the file's root to the document; for a policy inside a string, to the
  /// string.
  std::string pointer;
  bool has_unknowns = false;         ///< a part of the policy is not known
  const text::Node* node = nullptr;  ///< the document's value
  const policy::Policy* policy = nullptr;
  const Role* role = nullptr;
  const TaskDefinition* task_definition = nullptr;
};

/// What of a file outlives its trees.
enum class Keep : uint8_t { kNothing, kText };

/// A file with all that was found in it. Owns what its documents view.
struct File {
  std::unique_ptr<const text::Source> source;
  text::Tree tree;                  ///< also the memory of documents, roles and embedded text
  std::vector<Document> documents;  ///< in source order; a role before its policies
  /// The file, or a policy inside a string of it, that counts as a policy and cannot be read.
  std::vector<text::SyntaxError> errors;
  /// Nothing in it is whittle's matter: it is counted and passed over.
  [[nodiscard]] bool skipped() const { return documents.empty() && errors.empty(); }
  /// Whether no other file can have to do with it: it can be read, and holds nothing but policies
  /// that belong to nobody and have no name.
  [[nodiscard]] bool StandsAlone() const;
  /// Gives back the memory of the trees, and of the text if it is not kept. What remains: the name,
  /// and of each document its kind and pointer, and whether it has unknowns.
  void Release(Keep keep);
};

/// What the caller knows of a file.
struct ReadOptions {
  std::optional<policy::Type> type;  ///< --policy-type
  std::string_view resource_type;    ///< --resource-type
  bool named = false;                ///< named on the command line, not found in a directory
};

/// Finds the documents of a source: bare policies, what the AWS CLI prints or takes around one,
/// roles, task definitions, and lists of these; account authorization details; shell scripts that
/// make roles with the AWS CLI. With a type given, a JSON object or list at the
/// root is taken as a policy even if it does not look like one, unless a wrapper says better.
/// A source that is not JSON counts as a broken policy when `options` or its bytes say that it is
/// meant to be one (design: a `.json` file named on the command line, a type given, or
/// `"Statement"` and `"Effect"` in the bytes); else it is skipped. Never fails.
[[nodiscard]] std::unique_ptr<File> Read(std::unique_ptr<const text::Source> source,
                                         const ReadOptions& options);

}  // namespace whittle::documents
