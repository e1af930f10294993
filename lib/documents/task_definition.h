// An ECS task definition, as registered or described by the AWS CLI.
// Source: Amazon ECS API reference, RegisterTaskDefinition.
#pragma once

#include <span>
#include <string_view>

#include "policy/text.h"
#include "text/tree.h"

namespace whittle::documents {

/// The member that the API spells in camel case and CloudFormation in Pascal case, or null.
[[nodiscard]] const text::Node* GetEither(const text::Node& object, std::string_view camel);

/// One option of a log driver.
struct LogOption {
  std::string_view name;
  policy::Text value;
};

/// One container definition. Absent texts are not said.
struct Container {
  const text::Node* node = nullptr;
  policy::Text name;
  policy::Text image;
  policy::Text log_driver;  ///< `awslogs`, `awsfirelens` …
  std::span<const LogOption> log_options;
  const text::Node* secrets = nullptr;            ///< list of {name, valueFrom}
  const text::Node* log_secrets = nullptr;        ///< logConfiguration.secretOptions
  const text::Node* environment_files = nullptr;  ///< list of {value, type}
  const text::Node* firelens = nullptr;           ///< firelensConfiguration
  const text::Node* credential_specs = nullptr;   ///< list of strings
  const text::Node* security_options = nullptr;   ///< dockerSecurityOptions
  const text::Node* mount_points = nullptr;       ///< list of {sourceVolume, readOnly}
  policy::Text repository_credentials;            ///< credentialsParameter
};

/// A task definition.
struct TaskDefinition {
  const text::Node* node = nullptr;
  policy::Text family;
  policy::Text execution_role;  ///< executionRoleArn
  policy::Text task_role;       ///< taskRoleArn
  std::span<const policy::Text>
      compatibilities;  ///< requiresCompatibilities: EC2, FARGATE, EXTERNAL
  std::span<const Container> containers;
  const text::Node* volumes = nullptr;

  /// `requiresCompatibilities` names the launch type.
  [[nodiscard]] bool Requires(std::string_view launch_type) const;
};

}  // namespace whittle::documents
