// What the ECS agent on a container instance needs of its role, from the feature table
// data/ecs-agent.tsv.
// Source of the method: Amazon ECS developer guide, "Amazon ECS Anywhere IAM roles", which says
// that AmazonEC2ContainerServiceforEC2Role likely grants more than needed and advises a custom
// policy.
#pragma once

#include <string>
#include <vector>

#include "advise/facts.h"
#include "advise/needs.h"

namespace whittle::advise {

/// The hosts that take a role.
struct Hosts {
  bool external = false;  ///< the role is trusted by ssm.amazonaws.com
  bool ec2 = false;       ///< the role is trusted by ec2.amazonaws.com
  Scope scope;
  std::string cluster;  ///< its name; empty: not known
};

/// Who pulls the images and writes the logs of the tasks on these hosts.
enum class TaskCalls : unsigned char {
  kUnknown,    ///< no task definition was given
  kExecution,  ///< task execution roles
  kInstance,   ///< the instance role, as the requirements say that were added for it
  kNobody,     ///< no task of the definitions given does either
};

/// Adds what the ECS agent needs, and what it could need and nothing declares. On hosts of both
/// kinds, or of no known kind, whatever either needs. `notes` get the features that count as off.
void AddEcsAgentNeeds(const Hosts& hosts, const Facts& facts, TaskCalls calls, Needs& needs,
                      std::vector<std::string>& notes);

}  // namespace whittle::advise
