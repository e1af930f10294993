#include <algorithm>

#include "lint/context.h"
#include "policy/pattern.h"

namespace whittle::rules {

namespace {

/// ECS takes the role on, and it carries what only an execution role needs.
bool IsExecutionRole(const lint::PrincipalContext& context) {
  const policy::Policy* trust = context.trust();
  if (trust == nullptr) return false;
  const bool trusted = std::any_of(
      trust->statements.begin(), trust->statements.end(), [](const policy::Statement& statement) {
        return std::any_of(statement.principal.entries.begin(), statement.principal.entries.end(),
                           [](const policy::Principal& principal) {
                             return principal.text.value == "ecs-tasks.amazonaws.com";
                           });
      });
  const auto attached = context.role().attached;
  return trusted && std::any_of(attached.begin(), attached.end(), [&](const auto& policy) {
           const auto managed = context.Managed(policy);
           return managed && managed->name() == "AmazonECSTaskExecutionRolePolicy";
         });
}

bool Grants(const policy::Action& action, std::string_view name) {
  return !action.text.known() ||
         policy::Matches(action.text.value, name, policy::Case::kInsensitive);
}

void Check(lint::PrincipalContext& context) {
  const documents::Role& role = context.role();
  if (role.inline_policies.empty() || role.open || !IsExecutionRole(context)) return;
  const policy::Action* singular = nullptr;
  uint32_t where = 0;
  for (const uint32_t index : role.inline_policies) {
    const policy::Policy& policy = *context.file().documents[index].policy;
    if (policy.open) return;
    for (const policy::Statement& statement : policy.statements) {
      if (!statement.allows()) continue;
      if (statement.action.negated || statement.action.open) return;
      for (const policy::Action& action : statement.action.entries) {
        if (Grants(action, "ssm:GetParameters")) return;
        if (singular == nullptr &&
            policy::EqualsIgnoreCase(action.text.value, "ssm:GetParameter")) {
          singular = &action;
          where = index;
        }
      }
    }
  }
  // What other attached policies grant is not seen.
  for (const documents::AttachedPolicy& attached : role.attached) {
    const auto managed = context.Managed(attached);
    if (!managed || managed->name() != "AmazonECSTaskExecutionRolePolicy") return;
  }
  if (singular == nullptr) return;
  context.ReportIn(where, singular->text.span(),
                   "ECS reads a task's parameters with ssm:GetParameters, which the role does not "
                   "have; ssm:GetParameter does not help");
}

}  // namespace

extern constinit const lint::Rule kExecutionRoleGetParameter{
    .info = {.name = "execution-role-get-parameter",
             .group = "ecs",
             .level = lint::Level::kWarning,
             .summary = "a task execution role has ssm:GetParameter and not ssm:GetParameters",
             .why = "For the secrets of a task definition ECS calls ssm:GetParameters, the "
                    "plural. With the singular alone the task does not start.",
             .fix = "Grant ssm:GetParameters on the parameters.",
             .bad = {R"({
  "RoleName": "tasks",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}}}
  },
  "RolePolicyList": [{"PolicyName": "parameters", "PolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "arn:aws:ssm:eu-west-1:123456789012:parameter/app/*"}
  }}],
  "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"}]
})"},
             .good = {R"({
  "RoleName": "tasks",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}}}
  },
  "RolePolicyList": [{"PolicyName": "parameters", "PolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": "arn:aws:ssm:eu-west-1:123456789012:parameter/app/*"}
  }}],
  "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"}]
})"},
             .source = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
                       "task_execution_IAM_role.html"},
    .check_principal = Check,
};

}  // namespace whittle::rules
