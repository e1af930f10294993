// What people say about the hosts of an ECS cluster: a small facts file, or the agent's ecs.config.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/json.h"
#include "text/source.h"

namespace whittle::advise {

/// Said to be so, said not to be so, or not said.
enum class Said : uint8_t { kNothing, kNo, kYes };

/// Where tasks run. Source: Amazon ECS developer guide, "Amazon ECS launch types".
enum class LaunchType : uint8_t { kUnknown, kEc2, kExternal };

/// What is said of a feature of the SSM agent.
struct FeatureFact {
  Said said = Said::kNothing;
  std::vector<std::string> names;  ///< what it uses, names or ARNs; empty: not said
};

/// The facts that decide what a container instance's role needs. What is not said is not known.
struct Facts {
  LaunchType launch_type = LaunchType::kUnknown;
  std::string cluster;                           ///< name or ARN; empty: not said
  Said service_connect = Said::kNothing;         ///< services use Service Connect
  Said spot_draining = Said::kNothing;           ///< ECS_ENABLE_SPOT_INSTANCE_DRAINING
  Said tags = Said::kNothing;                    ///< hosts register with tags
  Said propagate_tags = Said::kNothing;          ///< tags are taken from the EC2 instance
  Said enable_execute_command = Said::kNothing;  ///< tasks run with ECS Exec
  Said task_with_tags = Said::kNothing;          ///< containers read /taskWithTags
  Said agent_awslogs = Said::kNothing;           ///< the agent itself logs with awslogs
  Said no_cluster = Said::kNothing;  ///< the agent is told no cluster: ECS_CLUSTER empty
  /// By the names that data/ssm-agent.tsv gives the features of the SSM agent.
  std::map<std::string, FeatureFact, std::less<>> ssm;
};

/// A fact that cannot be taken, and where it stands.
struct FactsError {
  std::string message;
  std::string help;
  text::Span span;
};

struct FactsResult {
  Facts facts;
  std::vector<FactsError> errors;
};

/// Reads a facts file (YAML, an object with the keys of the names above, `propagate_tags_from`,
/// `launch_type: external|ec2`, and the SSM agent's features) or an ecs.config (lines of
/// `NAME=value`), told apart by content. An ecs.config says all: a setting that it leaves out has
/// the agent's default. An unknown key, a value of the wrong kind and what is neither form are
/// errors at their place; the rest is taken. Source: Amazon ECS developer guide, "Amazon ECS
/// container agent configuration".
[[nodiscard]] FactsResult ReadFacts(const text::Source& source);

/// Adds the facts of `more`, which wins where both say something.
void AddFacts(Facts& facts, const Facts& more);

}  // namespace whittle::advise
