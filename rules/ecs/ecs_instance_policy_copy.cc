#include <fmt/format.h>

#include "lint/context.h"
#include "policy/canonical.h"
#include "rules/ecs/instance_role.h"
#include "text/json.h"

namespace whittle::rules {

namespace {

constexpr std::string_view kPolicyName = "AmazonEC2ContainerServiceforEC2Role";

/// Cheap: every version names this call, and hardly any other policy does.
bool MayBeCopy(const policy::Policy& policy) {
  if (policy.statements.empty() || policy.statements.size() > 4 || policy.open) return false;
  for (const policy::Statement& statement : policy.statements) {
    for (const policy::Action& action : statement.action.entries) {
      if (action.text.value == "ecs:DiscoverPollEndpoint") return true;
    }
  }
  return false;
}

/// The role that carries the policy, if the file shows one.
const documents::Document* Carrier(const lint::PolicyContext& context, uint32_t policy) {
  for (const documents::Document& document : context.file().documents) {
    if (document.role == nullptr) continue;
    for (const uint32_t index : document.role->inline_policies) {
      if (index == policy) return &document;
    }
  }
  return nullptr;
}

void Check(lint::PolicyContext& context) {
  const policy::Policy& policy = context.policy();
  const policy::TypeSet types = policy.type.possible;
  if (!types.Has(policy::Type::kIdentity) && !types.Has(policy::Type::kSession)) return;
  if (!MayBeCopy(policy)) return;
  const auto managed = context.catalog().FindManagedPolicy(kPolicyName);
  if (!managed) return;
  const uint64_t hash = policy::CanonicalHash(policy);
  for (const catalog::ManagedPolicyVersion& version : managed->versions()) {
    const text::Source source("", std::string(version.document));
    text::JsonResult json = text::ReadJson(source);
    if (json.error) continue;
    const policy::Policy* stored = policy::Parse(json.tree.root, {}, json.tree.arena);
    if (policy::CanonicalHash(*stored) != hash) continue;
    const auto index = static_cast<uint32_t>(&context.document() - context.file().documents.data());
    const documents::Document* carrier = Carrier(context, index);
    const policy::Policy* trust = nullptr;
    std::string_view arn;
    if (carrier != nullptr) {
      if (carrier->role->trust != documents::kNoDocument) {
        trust = context.file().documents[carrier->role->trust].policy;
      }
      arn = carrier->owner.address;
    }
    const advise::InstancePolicy narrowed =
        advise::NarrowForAgent(policy, HostsOf(trust, arn), context.catalog());
    context
        .Report(policy.statement_node->span(),
                fmt::format("a copy of {} {} ({}), which grants more than the ECS agent needs",
                            kPolicyName, version.id, version.date))
        .Help(fmt::format("use the policy below in its place. It leaves out:{}",
                          WhatIsDropped(narrowed)))
        .Suggest(SuggestionFor(narrowed, fmt::format("the copy of {}", kPolicyName)));
    return;
  }
}

}  // namespace

extern constinit const lint::Rule kEcsInstancePolicyCopy{
    .info = {.name = "ecs-instance-policy-copy",
             .group = "ecs",
             .level = lint::Level::kSecurityWarning,
             .summary = "a policy is a copy of AmazonEC2ContainerServiceforEC2Role",
             .why = "A copy grants as much more than is needed as the AWS managed policy does, and "
                    "does not follow it when AWS narrows it.",
             .fix = "Use a custom policy with the few calls that the agent makes, scoped to the "
                    "cluster; the finding shows it.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "ecs:CreateCluster", "ecs:DeregisterContainerInstance", "ecs:DiscoverPollEndpoint",
        "ecs:Poll", "ecs:RegisterContainerInstance", "ecs:StartTelemetrySession",
        "ecs:UpdateContainerInstancesState", "ecs:Submit*", "ecr:GetAuthorizationToken",
        "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage",
        "logs:CreateLogStream", "logs:PutLogEvents", "ec2:DescribeTags"
      ],
      "Resource": "*"
    }
  ]
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": [
        "ecs:DeregisterContainerInstance", "ecs:DiscoverPollEndpoint",
        "ecs:Poll", "ecs:RegisterContainerInstance", "ecs:StartTelemetrySession",
        "ecs:UpdateContainerInstancesState", "ecs:Submit*", "ecr:GetAuthorizationToken",
        "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage",
        "logs:CreateLogStream", "logs:PutLogEvents", "ec2:DescribeTags"
      ],
      "Resource": "*"
    }
  ]
})",
                      policy::Type::kSession},
             .source = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
                       "iam-role-ecsanywhere.html"},
    .needs = {.services = {"ecs"}},
    .check_policy = Check,
};

}  // namespace whittle::rules
