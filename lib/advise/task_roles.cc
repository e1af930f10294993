#include "advise/task_roles.h"

#include <algorithm>

#include "advise/certificate.h"
#include "advise/form.h"
#include "policy/account.h"
#include "policy/arn.h"

namespace whittle::advise {

namespace {

/// May run on hosts of the launch type: it says so, or says nothing.
bool MayRunOn(const documents::TaskDefinition& task, std::string_view launch_type) {
  return task.compatibilities.empty() || task.Requires(launch_type);
}

/// Whether the instance role can serve the need on hosts of that kind.
bool CanFallBack(const ExecutionNeed& need, bool external) {
  return need.fallback == Fallback::kAny || (need.fallback == Fallback::kEc2 && !external);
}

}  // namespace

std::string Task::Family() const {
  return definition->family.present() ? Plain(definition->family) : "task";
}

Scope ScopeOf(std::string_view text, Scope otherwise) {
  policy::Text value;
  value.value = text;
  const policy::Arn arn(value);
  if (!arn.complete()) return otherwise;
  if (!arn.partition().empty()) otherwise.partition = arn.partition();
  if (!arn.region().empty()) otherwise.region = arn.region();
  if (policy::IsAccountId(arn.account())) otherwise.account = arn.account();
  return otherwise;
}

bool NamesRole(const policy::Text& role, const RoleView& view) {
  if (!role.present() || view.name.empty()) return false;
  const policy::Arn arn(role);
  // Templates and samples leave the account open: `arn:aws:iam::<ACCOUNT>:role/web`, XXXXXXXXXXXX.
  const bool account_known = arn.complete() && role.known() && policy::IsAccountId(arn.account());
  if (account_known && !view.arn.empty()) return role.value == view.arn;
  const std::string_view name = PlainName(role.value);
  return name == view.name && name.find_first_of("<${") == std::string_view::npos;
}

std::vector<Task> ReadTasks(const std::vector<const documents::TaskDefinition*>& definitions,
                            const Facts& facts, const Scope& scope) {
  std::vector<Task> tasks;
  for (const documents::TaskDefinition* definition : definitions) {
    Task task;
    task.definition = definition;
    task.scope = scope;
    for (const policy::Text* role : {&definition->execution_role, &definition->task_role}) {
      if (role->present() && role->known()) task.scope = ScopeOf(role->value, task.scope);
    }
    const text::Node* arn = documents::GetEither(*definition->node, "taskDefinitionArn");
    if (arn != nullptr) task.scope = ScopeOf(arn->text(), task.scope);
    task.needs = NeedsOf(*definition, facts, task.scope);
    tasks.push_back(std::move(task));
  }
  return tasks;
}

Served ServeOnHosts(const std::vector<Task>& tasks, const Hosts& hosts,
                    const Policies& instance_policies, const catalog::Catalog& catalog,
                    std::vector<const Task*>& lacking) {
  Served served;
  if (!tasks.empty()) served.calls = TaskCalls::kNobody;
  for (const Task& task : tasks) {
    // What a template leaves open stays with the role that has it.
    if (!task.names_execution_role() && task.needs.execution.empty()) {
      served.by_instance.insert(served.by_instance.end(), task.needs.possible.begin(),
                                task.needs.possible.end());
    }
    const bool external = hosts.external && MayRunOn(*task.definition, "EXTERNAL");
    const bool ec2 = hosts.ec2 && MayRunOn(*task.definition, "EC2");
    if ((!external && !ec2) || task.needs.execution.empty()) continue;
    const auto& needs = task.needs.execution;
    const auto serves = [&](const ExecutionNeed& need) {
      return CanFallBack(need, external) &&
             (!need.requirement.missed ||
              Grants(instance_policies, need.requirement, catalog) == Proof::kProved);
    };
    if (!task.names_execution_role() && std::all_of(needs.begin(), needs.end(), serves)) {
      served.calls = TaskCalls::kInstance;
      for (const ExecutionNeed& need : needs) served.by_instance.push_back(need.requirement);
      served.by_instance.insert(served.by_instance.end(), task.needs.possible.begin(),
                                task.needs.possible.end());
      served.notes.push_back("task definition `" + task.Family() +
                             "` names no execution role and does not need one, since this role "
                             "serves it; an execution role would keep these permissions from the "
                             "other tasks of the host");
      continue;
    }
    if (served.calls != TaskCalls::kInstance) served.calls = TaskCalls::kExecution;
    if (!task.names_execution_role()) lacking.push_back(&task);
  }
  return served;
}

std::vector<Requirement> ExecutionRequirements(const Task& task) {
  std::vector<Requirement> requirements;
  for (const ExecutionNeed& need : task.needs.execution) requirements.push_back(need.requirement);
  return requirements;
}

bool NeedsTaskRole(const Task& task) {
  // A container without a task role has the credentials of its EC2 host, whatever those allow.
  const bool on_ec2 = MayRunOn(*task.definition, "EC2");
  return !task.definition->task_role.present() && !task.needs.task.empty() && !on_ec2;
}

bool NeedsExecutionRole(const Task& task, const Facts& facts) {
  if (task.names_execution_role()) return false;
  const bool ec2_only = task.definition->Requires("EC2") && !task.definition->Requires("FARGATE") &&
                        !task.definition->Requires("EXTERNAL");
  const bool open =
      task.definition->compatibilities.empty() && facts.launch_type != LaunchType::kExternal;
  return std::any_of(task.needs.execution.begin(), task.needs.execution.end(),
                     [&](const ExecutionNeed& need) {
                       return need.fallback == Fallback::kNone || (!ec2_only && !open);
                     });
}

}  // namespace whittle::advise
