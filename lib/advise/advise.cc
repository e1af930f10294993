#include "advise/advise.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "advise/agent_policy.h"
#include "advise/data.h"
#include "advise/form.h"
#include "advise/host_needs.h"
#include "advise/narrow_role.h"
#include "advise/requirement_policy.h"
#include "advise/ssm_needs.h"
#include "advise/task_roles.h"

namespace whittle::advise {

namespace {

bool AnyServesSsmAgent(const Policies& policies) {
  return std::any_of(policies.begin(), policies.end(),
                     [](const policy::Policy* policy) { return ServesSsmAgent(*policy); });
}

constexpr std::string_view kOwnCode =
    "calls that the containers' own code makes to AWS stand in no task definition; the task role "
    "needs them too";

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
        if (NeedsExecutionRole(task, options_.facts)) lacking_.push_back(&task);
      }
    }
    // Task definitions alone ask what their roles need; beside roles, one of them is the question.
    if (views_.empty()) AddRolesOutOfSight();
    for (const Task* task : lacking_) {
      AddLackingRole(*task, Use::kExecution, "executionRoleArn", ExecutionRequirements(*task));
    }
    for (const Task& task : tasks_) {
      if (NeedsTaskRole(task)) AddLackingRole(task, Use::kTask, "taskRoleArn", task.needs.task);
    }
    if (options_.role.empty()) return std::move(advice_);
    std::vector<Advice> wanted;
    for (size_t i = 0; i < advice_.size(); ++i) {
      const bool by_arn = i < views_.size() ? views_[i].arn == options_.role
                                            : advice_[i].role == PlainName(options_.role);
      if (by_arn || (!advice_[i].role.empty() && advice_[i].role == options_.role)) {
        wanted.push_back(std::move(advice_[i]));
      }
    }
    return wanted;
  }

 private:
  [[nodiscard]] Use UseOf(const RoleView& view) const {
    const bool told =
        options_.facts.launch_type != LaunchType::kUnknown || !options_.facts.cluster.empty();
    const bool agent =
        std::any_of(view.originals.begin(), view.originals.end(), [&](const Original& original) {
          return ServesEcsAgent(*original.policy, told && view.trust != nullptr);
        });
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
    hosts.cluster = PlainName(options_.facts.cluster);
    return hosts;
  }

  Advice AdviseOn(const RoleView& view, Use use) {
    Advice advice;
    advice.role = view.name;
    advice.arn = view.arn;
    advice.exists = view.exists;
    advice.use = use;
    advice.originals = view.originals;
    for (const std::string& unknown : view.unknown) advice.notes.push_back(unknown);
    Policies before;
    for (const Original& original : view.originals) before.push_back(original.policy);
    Needs needs;
    if (use == Use::kInstance || use == Use::kExternalInstance) {
      AddHostNeeds(view, before, needs, advice);
    } else if (view.TrustedBy("ssm.amazonaws.com") || AnyServesSsmAgent(before)) {
      AddSsmAgentNeeds(view.TrustedBy("ssm.amazonaws.com"), before, options_.facts,
                       HostsOf(view).scope, needs, advice.notes);
    }
    AddTaskRoleNeeds(view, needs, advice);
    const bool only = views_.size() == 1 || !options_.role.empty();
    AddEvidenceNeeds(options_.evidence, {view.name, view.arn, only}, catalog_, needs, advice.notes);
    NarrowRole(needs, view.exists && view.unknown.empty(), options_, catalog_, advice);
    if (!view.exists) {
      NoteMissing(before, needs, "this policy does not grant what is needed of ",
                  ": another one of the role has to", advice);
    }
    if (view.boundary != nullptr) {
      NoteMissing(
          {view.boundary}, needs, "the permissions boundary does not allow what is needed of ",
          ": until it does, the role cannot make these calls, whatever its policies say", advice);
    }
    return advice;
  }

  /// Notes the needed actions that the policies do not grant, between the words.
  void NoteMissing(const Policies& policies, const Needs& needs, std::string_view before,
                   std::string_view after, Advice& advice) {
    std::string actions;
    for (const Requirement& requirement : Missing(policies, needs.requirements, catalog_)) {
      actions += (actions.empty() ? "" : ", ") + requirement.action;
    }
    if (actions.empty()) return;
    advice.notes.push_back(std::string(before).append(actions).append(after));
  }

  void AddHostNeeds(const RoleView& view, const Policies& before, Needs& needs, Advice& advice) {
    const Hosts hosts = HostsOf(view);
    Served served = ServeOnHosts(tasks_, hosts, before, catalog_, lacking_);
    needs.requirements = std::move(served.by_instance);
    AddEcsAgentNeeds(hosts, options_.facts, served.calls, needs, advice.notes);
    if (AnyServesSsmAgent(before)) {
      AddSsmAgentNeeds(hosts.external, before, options_.facts, hosts.scope, needs, advice.notes);
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
    for (const Task& task : tasks_) {
      const policy::Text& role = task.definition->execution_role;
      const bool shown = std::any_of(views_.begin(), views_.end(),
                                     [&](const RoleView& other) { return NamesRole(role, other); });
      if (!role.present() || shown) continue;
      AddNotes({"task definition `" + task.Family() + "` names the execution role `" +
                std::string(PlainName(Plain(role))) +
                "`, which no file shows; `whittle advise` of the definition alone says what "
                "that role needs"},
               advice);
    }
  }

  /// The needs of a role that task definitions name, in either place.
  void AddTaskRoleNeeds(const RoleView& view, Needs& needs, Advice& advice) {
    bool executes = false;
    bool any_runs = false;
    const size_t first = needs.requirements.size();
    for (const Task& task : tasks_) {
      const bool execution = NamesRole(task.definition->execution_role, view);
      const bool runs = NamesRole(task.definition->task_role, view);
      executes = executes || execution;
      any_runs = any_runs || runs;
      if (execution) {
        for (const ExecutionNeed& need : task.needs.execution) {
          needs.requirements.push_back(need.requirement);
        }
        needs.requirements.insert(needs.requirements.end(), task.needs.possible.begin(),
                                  task.needs.possible.end());
      }
      if (runs) {
        needs.requirements.insert(needs.requirements.end(), task.needs.task.begin(),
                                  task.needs.task.end());
      }
      if (execution) AddNotes(task.needs.notes, advice);
      if (runs) AddNotes({std::string(kOwnCode)}, advice);
      if (execution && runs) {
        advice.notes.push_back("task definition `" + task.Family() +
                               "` names this role both as execution role and as task role: it "
                               "keeps what either needs");
      }
    }
    if (executes && !any_runs) AddUnneededOfExecution(needs);
    // What the containers' own code calls stands nowhere.
    for (size_t i = first; any_runs && i < needs.requirements.size(); ++i) {
      needs.requirements[i].partial = true;
    }
  }

  static void AddUnneededOfExecution(Needs& needs) {
    for (const auto& row : TableRows(kEcsTaskTable, 7)) {
      if (row[1].substr(0, 9) != "execution") continue;
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

  /// What the roles need that the task definitions name and no file shows.
  void AddRolesOutOfSight() {
    for (const Task& task : tasks_) {
      AddRoleOutOfSight(task, task.definition->execution_role, Use::kExecution,
                        ExecutionRequirements(task));
      AddRoleOutOfSight(task, task.definition->task_role, Use::kTask, task.needs.task);
    }
    for (Advice& advice : advice_) {
      const std::vector<Requirement>& all = needs_of_.at({advice.role, advice.use});
      AddPolicy(advice.role, all, advice);
      if (all.empty()) advice.notes.emplace_back("as far as they show, they need nothing of it");
    }
  }

  void AddRoleOutOfSight(const Task& task, const policy::Text& named, Use use,
                         const std::vector<Requirement>& requirements) {
    if (!named.present()) return;
    const std::string name(PlainName(Plain(named)));
    const auto [needs, fresh] = needs_of_.try_emplace({name, use});
    for (const Requirement& requirement : requirements) needs->second.push_back(requirement);
    if (fresh) {
      Advice& advice = advice_.emplace_back();
      advice.role = name;
      advice.arn = RoleArn(Plain(named), task);
      advice.exists = false;
      advice.use = use;
      advice.notes.push_back("no file given here shows the role " + name +
                             ": this is what the task definitions need of it");
    }
    for (Advice& advice : advice_) {
      if (advice.role != name || advice.use != use) continue;
      if (use == Use::kExecution) AddNotes(task.needs.notes, advice);
      if (use == Use::kTask) AddNotes({std::string(kOwnCode)}, advice);
    }
  }

  /// Adds a policy that grants just this.
  static void AddPolicy(const std::string& name, const std::vector<Requirement>& requirements,
                        Advice& advice) {
    advice.permissions = Added(requirements);
    if (!requirements.empty()) {
      advice.narrowed.push_back({name.substr(0, kMostName), {}, PolicyFor(requirements)});
    }
    advice.certificate.no_new_access = Proof::kNotApplicable;
    advice.certificate.evidence_covered = Proof::kProved;
  }

  /// The ARN of a role that a task definition names, or of one by that name where the task runs.
  static std::string RoleArn(const std::string& named, const Task& task) {
    if (named.compare(0, 4, "arn:") == 0) return named;
    return Fill("arn:{partition}:iam::{account}:role/",
                {{"partition", task.scope.partition}, {"account", task.scope.account}}) +
           named;
  }

  /// A role that a task definition lacks, under the key that should name it.
  void AddLackingRole(const Task& task, Use use, std::string_view key,
                      const std::vector<Requirement>& requirements) {
    Advice advice;
    advice.exists = false;
    advice.use = use;
    const std::string name = task.Family() + (use == Use::kTask ? "-task" : "-execution");
    advice.arn = RoleArn(name, task);
    AddPolicy(name, requirements, advice);
    advice.notes.push_back("task definition `" + task.Family() + "` names no " + std::string(key) +
                           "; make a role that ecs-tasks.amazonaws.com may assume, attach this "
                           "policy to it, and name it there");
    if (use == Use::kTask) AddNotes({std::string(kOwnCode)}, advice);
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
  std::map<std::pair<std::string, Use>, std::vector<Requirement>> needs_of_;
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
