// From the roles and task definitions of some files to narrowed policies with their reasons and
// proofs.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "advise/certificate.h"
#include "advise/facts.h"
#include "advise/needs.h"
#include "advise/role_book.h"
#include "advise/usage/evidence.h"
#include "catalog/catalog.h"
#include "lint/linter.h"

namespace whittle::advise {

/// What a role is for.
enum class Use : unsigned char {
  kExternalInstance,  ///< ECS Anywhere hosts
  kInstance,          ///< EC2 hosts of an ECS cluster
  kExecution,         ///< ECS starts tasks with it
  kTask,              ///< the containers of a task have it
  kAny,
};

/// "ecs-external-instance", "ecs-instance", "ecs-task-execution", "ecs-task", "any".
[[nodiscard]] std::string_view ToString(Use use);

/// What the user asks for.
struct AdviseOptions {
  Level level = Level::kDefault;
  Facts facts;
  Evidence evidence;
  std::string role;  ///< only the role of this name or ARN; empty: all
  /// What the narrowed policies must not do worse in than their originals; null: nothing.
  const lint::Linter* linter = nullptr;
};

/// A policy that is suggested.
struct NarrowedPolicy {
  std::string name;
  std::vector<std::string> replaces;  ///< names of originals; empty: an addition
  std::string document;               ///< JSON, indented
};

/// Advice on one role in one use, or on a policy that belongs to no role.
struct Advice {
  std::string role;    ///< empty: a role that must be made, or a policy without one
  std::string arn;     ///< of the role, or of the one to make; empty: not known
  bool exists = true;  ///< false: no such role stands in the files
  Use use = Use::kAny;
  std::vector<Original> originals;
  std::vector<NarrowedPolicy> narrowed;
  std::vector<std::string> useless;  ///< names of originals of which nothing is needed
  std::vector<Permission> permissions;
  Certificate certificate;
  std::vector<std::string> notes;
};

/// Advice on all roles and policies of the book, in its order; roles that must be made come last.
/// The same input gives the same advice.
[[nodiscard]] std::vector<Advice> Advise(RoleBook& book, const AdviseOptions& options,
                                         const catalog::Catalog& catalog);

}  // namespace whittle::advise
