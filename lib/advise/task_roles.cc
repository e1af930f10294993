#include "advise/task_roles.h"

#include <algorithm>

#include "advise/certificate.h"
#include "advise/form.h"
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
  const std::string_view account = arn.account();
  const bool number =
      account.size() == 12 &&
      std::all_of(account.begin(), account.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (number) otherwise.account = account;
  return otherwise;
}

bool NamesRole(const policy::Text& role, const RoleView& view) {
  if (!role.present() || !role.known() || view.name.empty()) return false;
  if (role.value.substr(0, 4) == "arn:" && !view.arn.empty()) return role.value == view.arn;
  return PlainName(role.value) == view.name;
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
    const bool external = hosts.external && MayRunOn(*task.definition, "EXTERNAL");
    const bool ec2 = hosts.ec2 && MayRunOn(*task.definition, "EC2");
    if ((!external && !ec2) || task.needs.execution.empty()) continue;
    const auto& needs = task.needs.execution;
    const auto serves = [&](const ExecutionNeed& need) {
      return CanFallBack(need, external) &&
             Grants(instance_policies, need.requirement, catalog) == Proof::kProved;
    };
    if (!task.names_execution_role() && std::all_of(needs.begin(), needs.end(), serves)) {
      served.calls = TaskCalls::kInstance;
      for (const ExecutionNeed& need : needs) served.by_instance.push_back(need.requirement);
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

bool NeedsExecutionRole(const Task& task) {
  if (task.names_execution_role()) return false;
  const bool ec2_only = task.definition->Requires("EC2") && !task.definition->Requires("FARGATE") &&
                        !task.definition->Requires("EXTERNAL");
  const bool open = task.definition->compatibilities.empty();
  return std::any_of(task.needs.execution.begin(), task.needs.execution.end(),
                     [&](const ExecutionNeed& need) {
                       return need.fallback == Fallback::kNone || (!ec2_only && !open);
                     });
}

}  // namespace whittle::advise
