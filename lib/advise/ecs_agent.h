// What an ECS container instance's role needs, from the feature table data/ecs-agent.tsv.
// Source of the method: Amazon ECS developer guide, "Amazon ECS Anywhere IAM roles", which says
// that AmazonEC2ContainerServiceforEC2Role likely grants more than needed and advises a custom
// policy.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whittle::advise {

/// One action of AmazonEC2ContainerServiceforEC2Role.
struct AgentPermission {
  std::string_view action;
  bool on_external = false;  ///< kept on hosts of the EXTERNAL launch type
  bool on_ec2 = false;       ///< kept on EC2 hosts
  std::vector<std::string_view>
      resources;                    ///< `{partition}` and the like are still to be filled in
  std::string_view classification;  ///< required, declared, dead, moved, unobservable
  std::string_view feature;         ///< what needs it; "-": nothing does
  std::string_view reason;
  std::string_view source;
};

/// The table, in its order. Reads it anew at each call: it is short, and asked for rarely.
[[nodiscard]] std::vector<AgentPermission> AgentPermissions();

/// What is known of the hosts. Unknown names stand in the policy as `<CLUSTER>`, never as
/// `${Cluster}`, which IAM would read as a policy variable.
struct InstanceFacts {
  bool external = false;  ///< the role is trusted by ssm.amazonaws.com
  bool ec2 = false;       ///< the role is trusted by ec2.amazonaws.com
  std::string partition = "aws";
  std::string region = "<REGION>";
  std::string account = "<ACCOUNT>";
  std::string cluster = "<CLUSTER>";

  [[nodiscard]] bool Keeps(const AgentPermission& permission) const {
    return (external && permission.on_external) || (ec2 && permission.on_ec2) ||
           (!external && !ec2 && (permission.on_external || permission.on_ec2));
  }
};

/// The custom policy that keeps what the agent needs, each action scoped to what the service
/// honours; JSON indented by two blanks. The same facts give the same text.
[[nodiscard]] std::string InstanceRolePolicy(const InstanceFacts& facts);

}  // namespace whittle::advise
