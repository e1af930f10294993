// Which roles the task definitions name, and which they should.
#pragma once

#include <string>
#include <vector>

#include "advise/certificate.h"
#include "advise/facts.h"
#include "advise/host_needs.h"
#include "advise/role_book.h"
#include "advise/task_needs.h"

namespace whittle::advise {

/// A task definition with what it needs.
struct Task {
  const documents::TaskDefinition* definition = nullptr;
  Scope scope;
  TaskNeeds needs;

  [[nodiscard]] bool names_execution_role() const { return definition->execution_role.present(); }
  /// The definition's name for messages and for the role that it lacks.
  [[nodiscard]] std::string Family() const;
};

/// The tasks of the definitions; where one does not say where it runs, `scope` does.
[[nodiscard]] std::vector<Task> ReadTasks(
    const std::vector<const documents::TaskDefinition*>& definitions, const Facts& facts,
    const Scope& scope);

/// What the text of an ARN says of where things are; names that it lacks stay as they are.
[[nodiscard]] Scope ScopeOf(std::string_view arn, Scope otherwise = {});

/// Whether a definition's role, an ARN or a name, is this one.
[[nodiscard]] bool NamesRole(const policy::Text& role, const RoleView& view);

/// Who serves the needs of the tasks on these hosts, and what the instance role has to serve.
/// `lacking` gets the tasks that need an execution role of their own and name none.
struct Served {
  TaskCalls calls = TaskCalls::kUnknown;
  std::vector<Requirement> by_instance;
  std::vector<std::string> notes;
};
[[nodiscard]] Served ServeOnHosts(const std::vector<Task>& tasks, const Hosts& hosts,
                                  const Policies& instance_policies,
                                  const catalog::Catalog& catalog,
                                  std::vector<const Task*>& lacking);

/// What the task's execution role needs, whoever serves it where there is none.
[[nodiscard]] std::vector<Requirement> ExecutionRequirements(const Task& task);

/// Whether a task that names no execution role needs one wherever it can run: the hosts are those
/// that its requiresCompatibilities names, or that the facts do.
[[nodiscard]] bool NeedsExecutionRole(const Task& task, const Facts& facts);

/// Whether a task names no task role and needs one wherever it can run. On EC2 hosts the instance
/// role may serve.
[[nodiscard]] bool NeedsTaskRole(const Task& task);

}  // namespace whittle::advise
