#include "advise/host_needs.h"

#include <algorithm>
#include <array>

#include "advise/agent_policy.h"
#include "advise/data.h"
#include "advise/form.h"
#include "advise/split.h"

namespace whittle::advise {

namespace {

struct Feature {
  std::string_view name;
  Said Facts::*fact;
};

constexpr std::array<Feature, 6> kFeatures = {{{"service_connect", &Facts::service_connect},
                                               {"no_cluster", &Facts::no_cluster},
                                               {"task_with_tags", &Facts::task_with_tags},
                                               {"spot_draining", &Facts::spot_draining},
                                               {"tags", &Facts::tags},
                                               {"propagate_tags_from", &Facts::propagate_tags}}};

Said SaidOf(const Facts& facts, std::string_view feature) {
  for (const Feature& known : kFeatures) {
    if (known.name == feature) return facts.*known.fact;
  }
  return Said::kNothing;
}

/// How `facts` would declare a feature.
std::string FactOf(std::string_view feature) {
  if (feature == "no_cluster") return "ECS_CLUSTER=";
  return std::string(feature) + (feature == "propagate_tags_from" ? ": ec2_instance" : ": true");
}

/// A row of data/ecs-agent.tsv.
struct Row {
  std::string_view action, external, ec2, resources, classification, feature, reason, source;
};

/// Whether hosts of either kind could need the row for the reason `how`.
bool Applies(const Row& row, const Hosts& hosts, std::string_view how) {
  const bool any = !hosts.external && !hosts.ec2;
  return ((hosts.external || any) && row.external == how) || ((hosts.ec2 || any) && row.ec2 == how);
}

std::vector<std::string> ResourcesOf(const Row& row, const Names& names) {
  std::vector<std::string> resources;
  for (const std::string_view form : Split(row.resources, ' ')) {
    resources.push_back(Fill(form, names));
  }
  return resources;
}

}  // namespace

void AddEcsAgentNeeds(const Hosts& hosts, const Facts& facts, TaskCalls calls, Needs& needs,
                      std::vector<std::string>& notes) {
  Names names = {{"partition", hosts.scope.partition},
                 {"region", hosts.scope.region},
                 {"account", hosts.scope.account}};
  if (!hosts.cluster.empty()) names["cluster"] = hosts.cluster;
  for (const auto& fields : TableRows(kEcsAgentTable, 8)) {
    const Row row{fields[0], fields[1], fields[2], fields[3],
                  fields[4], fields[5], fields[6], fields[7]};
    const Said said = SaidOf(facts, row.feature);
    const bool by_fact = Applies(row, hosts, "fact");
    const bool agent_logs = row.feature == "awslogs" && facts.agent_awslogs == Said::kYes;
    if (Applies(row, hosts, "keep") || (by_fact && said == Said::kYes) || agent_logs) {
      needs.requirements.push_back(
          {by_fact || agent_logs ? RequirementKind::kDeclared : RequirementKind::kFloor,
           std::string(row.action), ResourcesOf(row, names),
           agent_logs ? "the agent itself logs with awslogs" : std::string(row.reason),
           std::string(row.source), row.classification == "required" || by_fact || agent_logs});
      continue;
    }
    Unneeded unneeded;
    unneeded.table = kEcsAgent;
    unneeded.action = row.action;
    unneeded.why = ParseClass(row.classification).value_or(Class::kDeclared);
    unneeded.resources = ResourcesOf(row, names);
    unneeded.reason = row.reason;
    unneeded.source = row.source;
    if (by_fact && said == Said::kNothing) unneeded.fact = FactOf(row.feature);
    if (by_fact && said == Said::kNo) unneeded.why = Class::kDeclared;
    if (Applies(row, hosts, "task")) {
      unneeded.moved = calls == TaskCalls::kExecution;
      if (calls == TaskCalls::kNobody) {
        unneeded.reason = "no task definition given here needs it of this role";
      }
    }
    if (row.feature == "service_connect" && !unneeded.fact.empty()) {
      notes.push_back("`" + unneeded.fact + "` would add " + unneeded.resources[0] +
                      " to ecs:Poll: " + unneeded.reason);
    }
    needs.unneeded.push_back(std::move(unneeded));
  }
  notes.emplace_back(
      "container instances that still have ARNs of the short format, without the cluster's name, "
      "are not matched by container-instance/CLUSTER/*; there ecs:Poll and "
      "ecs:StartTelemetrySession need `*` with the condition ecs:cluster");
  if (calls == TaskCalls::kUnknown) {
    notes.emplace_back(
        "no task definition was given; tasks that pull private ECR images or log with awslogs need "
        "a task execution role for it");
  }
}

}  // namespace whittle::advise
