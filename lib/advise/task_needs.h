// What a task definition makes its execution role and its task role need, from the feature table
// data/ecs-task.tsv.
// Source: Amazon ECS developer guide, "Amazon ECS task execution IAM role" and the pages that the
// table's rows name.
#pragma once

#include <string>
#include <vector>

#include "advise/facts.h"
#include "advise/requirement.h"
#include "documents/task_definition.h"

namespace whittle::advise {

/// Whose role serves a need of the execution role where the task names none.
enum class Fallback : unsigned char {
  kNone,  ///< nobody's: the task needs an execution role
  kEc2,   ///< the container instance's, on EC2 hosts
  kAny,   ///< the container instance's, on external hosts too
};

/// A requirement of an execution role.
struct ExecutionNeed {
  Requirement requirement;
  Fallback fallback = Fallback::kNone;
};

/// The needs of one task definition, in the order of its containers.
struct TaskNeeds {
  std::vector<ExecutionNeed> execution;
  std::vector<Requirement> task;
  /// What the execution role may need where the definition leaves a value open: a secret's name, an
  /// image. Kept where it is granted, on all that is granted, and never missed.
  std::vector<Requirement> possible;
  /// What could not be derived, in sentences: an image whose name a template leaves open.
  std::vector<std::string> notes;
};

/// Derives the needs. `scope` is where the task runs; what the definition itself names (an image's
/// registry, an ARN, awslogs-region) wins. The same definition gives the same needs.
[[nodiscard]] TaskNeeds NeedsOf(const documents::TaskDefinition& task, const Facts& facts,
                                const Scope& scope);

}  // namespace whittle::advise
