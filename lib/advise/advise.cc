#include "advise/advise.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "advise/data.h"
#include "advise/host_needs.h"
#include "advise/narrow_role.h"
#include "advise/requirement_policy.h"
#include "advise/task_roles.h"
#include "policy/pattern.h"

namespace whittle::advise {

namespace {

/// Whether an Allow of the policies names the action, perhaps by a wildcard of the service.
bool Mentions(const std::vector<Original>& originals, std::string_view action) {
  for (const Original& original : originals) {
    for (const policy::Statement& statement : original.policy->statements) {
      if (!statement.allows() || statement.action.negated) continue;
      for (const policy::Action& entry : statement.action.entries) {
        if (!entry.all() && policy::Matches(entry.text.value, action, policy::Case::kInsensitive)) {
          return true;
        }
      }
    }
  }
  return false;
}

class Adviser {
 public:
  Adviser(RoleBook& book, const AdviseOptions& options, const catalog::Catalog& catalog)
      : options_(options), catalog_(catalog), views_(book.Roles()) {
    Scope scope = ScopeOf(options.facts.cluster);
    for (const RoleView& view : views_) {
      const Scope of_role = ScopeOf(view.arn);
      if (scope.account == Scope().account) scope.account = of_role.account;
      if (scope.partition == Scope().partition) scope.partition = of_role.partition;
    }
    scope_ = scope;
    tasks_ = ReadTasks(book.task_definitions(), options.facts, scope);
  }

  std::vector<Advice> Run() {
    bool hosts = false;
    for (const RoleView& view : views_) {
      const Use use = UseOf(view);
      hosts = hosts || use == Use::kInstance || use == Use::kExternalInstance;
      advice_.push_back(AdviseOn(view, use));
    }
    if (!hosts) {
      for (const Task& task : tasks_) {
        if (NeedsExecutionRole(task)) lacking_.push_back(&task);
      }
    }
    for (const Task* task : lacking_) AddExecutionRole(*task);
    if (options_.role.empty()) return std::move(advice_);
    std::vector<Advice> wanted;
    for (size_t i = 0; i < views_.size(); ++i) {
      if (views_[i].name == options_.role || views_[i].arn == options_.role) {
        wanted.push_back(std::move(advice_[i]));
      }
    }
    return wanted;
  }

 private:
  [[nodiscard]] Use UseOf(const RoleView& view) const {
    const bool agent = Mentions(view.originals, "ecs:Poll") ||
                       Mentions(view.originals, "ecs:RegisterContainerInstance");
    if (agent && view.TrustedBy("ssm.amazonaws.com")) return Use::kExternalInstance;
    if (agent && view.TrustedBy("ec2.amazonaws.com")) return Use::kInstance;
    for (const Task& task : tasks_) {
      if (NamesRole(task.definition->execution_role, view)) return Use::kExecution;
    }
    for (const Task& task : tasks_) {
      if (NamesRole(task.definition->task_role, view)) return Use::kTask;
    }
    if (agent && options_.facts.launch_type == LaunchType::kExternal) {
      return Use::kExternalInstance;
    }
    // A policy by itself that holds the agent's calls is a container instance's.
    if (agent && view.trust == nullptr) return Use::kInstance;
    return Use::kAny;
  }

  [[nodiscard]] Hosts HostsOf(const RoleView& view) const {
    Hosts hosts;
    hosts.external = view.TrustedBy("ssm.amazonaws.com");
    hosts.ec2 = view.TrustedBy("ec2.amazonaws.com");
    if (!hosts.external && !hosts.ec2) {
      hosts.external = options_.facts.launch_type == LaunchType::kExternal;
      hosts.ec2 = options_.facts.launch_type == LaunchType::kEc2;
    }
    hosts.scope = ScopeOf(options_.facts.cluster, ScopeOf(view.arn, scope_));
    hosts.cluster = ClusterName(options_.facts.cluster);
    return hosts;
  }

  Advice AdviseOn(const RoleView& view, Use use) {
    Advice advice;
    advice.role = view.name;
    advice.exists = view.exists;
    advice.use = use;
    advice.originals = view.originals;
    for (const std::string& unknown : view.unknown) advice.notes.push_back(unknown);
    Policies before;
    for (const Original& original : view.originals) before.push_back(original.policy);
    Needs needs;
    if (use == Use::kInstance || use == Use::kExternalInstance) {
      AddHostNeeds(view, before, needs, advice);
    } else if (view.TrustedBy("ssm.amazonaws.com")) {
      AddSsmAgentNeeds(true, needs);
    }
    AddTaskRoleNeeds(view, needs, advice);
    const bool only = views_.size() == 1 || !options_.role.empty();
    AddEvidenceNeeds(options_.evidence, {view.name, view.arn, only}, catalog_, needs, advice.notes);
    NarrowRole(needs, view.unknown.empty(), options_, catalog_, advice);
    return advice;
  }

  void AddHostNeeds(const RoleView& view, const Policies& before, Needs& needs, Advice& advice) {
    const Hosts hosts = HostsOf(view);
    Served served = ServeOnHosts(tasks_, hosts, before, catalog_, lacking_);
    needs.requirements = std::move(served.by_instance);
    AddEcsAgentNeeds(hosts, options_.facts, served.calls, needs, advice.notes);
    if (Mentions(view.originals, "ssm:UpdateInstanceInformation")) {
      AddSsmAgentNeeds(hosts.external, needs);
    } else if (hosts.external) {
      advice.notes.emplace_back(
          "none of these policies serves the SSM agent, which external hosts need: "
          "AmazonSSMManagedInstanceCore or a part of it has to come from elsewhere");
    }
    if (hosts.external && hosts.ec2) {
      advice.notes.emplace_back(
          "the trust policy names ssm.amazonaws.com and ec2.amazonaws.com: the role keeps what "
          "hosts of either kind need");
    }
    advice.notes.insert(advice.notes.end(), served.notes.begin(), served.notes.end());
  }

  /// The needs of a role that task definitions name, in either place.
  void AddTaskRoleNeeds(const RoleView& view, Needs& needs, Advice& advice) {
    bool executes = false;
    for (const Task& task : tasks_) {
      const bool execution = NamesRole(task.definition->execution_role, view);
      const bool runs = NamesRole(task.definition->task_role, view);
      executes = executes || execution;
      if (execution) {
        for (const ExecutionNeed& need : task.needs.execution) {
          needs.requirements.push_back(need.requirement);
        }
      }
      if (runs) {
        needs.requirements.insert(needs.requirements.end(), task.needs.task.begin(),
                                  task.needs.task.end());
      }
      if (execution || runs) AddNotes(task.needs.notes, advice);
      if (execution && runs) {
        advice.notes.push_back("task definition `" + task.Family() +
                               "` names this role both as execution role and as task role: it "
                               "keeps what either needs");
      }
    }
    if (executes) AddUnneededOfExecution(needs);
  }

  static void AddUnneededOfExecution(Needs& needs) {
    for (const auto& row : TableRows(kEcsTaskTable, 7)) {
      if (row[1] != "execution") continue;
      Unneeded unneeded;
      unneeded.action = row[3];
      unneeded.why = row[0] == "-" ? Class::kDead : Class::kDeclared;
      unneeded.reason = row[0] == "-"
                            ? std::string(row[5])
                            : "no task definition given here that names the role needs it";
      unneeded.source = row[6];
      needs.unneeded.push_back(std::move(unneeded));
    }
  }

  static void AddNotes(const std::vector<std::string>& notes, Advice& advice) {
    for (const std::string& note : notes) {
      if (std::find(advice.notes.begin(), advice.notes.end(), note) == advice.notes.end()) {
        advice.notes.push_back(note);
      }
    }
  }

  /// The execution role that a task definition lacks.
  void AddExecutionRole(const Task& task) {
    std::vector<Requirement> requirements;
    for (const ExecutionNeed& need : task.needs.execution) {
      requirements.push_back(need.requirement);
    }
    Advice advice;
    advice.exists = false;
    advice.use = Use::kExecution;
    advice.permissions = Added(requirements);
    advice.narrowed.push_back(
        {(task.Family() + "-execution").substr(0, kMostName), {}, PolicyFor(requirements)});
    advice.certificate.no_new_access = Proof::kNotApplicable;
    advice.certificate.evidence_covered = Proof::kProved;
    advice.notes.push_back("task definition `" + task.Family() +
                           "` names no executionRoleArn; make a role that "
                           "ecs-tasks.amazonaws.com may assume, attach this policy to it, and name "
                           "it there");
    AddNotes(task.needs.notes, advice);
    advice_.push_back(std::move(advice));
  }

  const AdviseOptions& options_;
  const catalog::Catalog& catalog_;
  std::vector<RoleView> views_;
  std::vector<Task> tasks_;
  Scope scope_;
  std::vector<const Task*> lacking_;  ///< tasks that need an execution role and name none
  std::vector<Advice> advice_;
};

}  // namespace

std::string_view ToString(Use use) {
  constexpr std::array<std::string_view, 5> kNames = {"ecs-external-instance", "ecs-instance",
                                                      "ecs-task-execution", "ecs-task", "any"};
  return kNames[static_cast<size_t>(use)];
}

std::vector<Advice> Advise(RoleBook& book, const AdviseOptions& options,
                           const catalog::Catalog& catalog) {
  return Adviser(book, options, catalog).Run();
}

}  // namespace whittle::advise
