#include <fmt/format.h>

#include "advise/fill_in.h"
#include "lint/context.h"
#include "rules/ecs/instance_role.h"

namespace whittle::rules {

namespace {

constexpr std::string_view kPolicyName = "AmazonEC2ContainerServiceforEC2Role";

std::string_view Describe(const advise::Hosts& hosts) {
  if (hosts.external && hosts.ec2) return "EC2 and external hosts (its trust policy names both)";
  if (hosts.external) return "external hosts (its trust policy names ssm.amazonaws.com)";
  if (hosts.ec2) return "EC2 hosts (its trust policy names ec2.amazonaws.com)";
  return "hosts of a kind that the trust policy does not tell";
}

void Check(lint::PrincipalContext& context) {
  for (const documents::AttachedPolicy& attached : context.role().attached) {
    const auto managed = context.Managed(attached);
    if (!managed || managed->name() != kPolicyName) continue;
    const policy::Text& arn = context.role().arn;
    const advise::Hosts hosts =
        HostsOf(context.trust(), arn.present() && arn.known() ? arn.value : std::string_view());
    const auto latest = managed->latest();
    const auto original =
        latest ? advise::OwnedPolicy::Read(std::string(latest->document)) : nullptr;
    if (original == nullptr) continue;
    const advise::InstancePolicy narrowed =
        advise::NarrowForAgent(*original->get(), hosts, context.catalog());
    const policy::Text& name = context.role().name;
    const std::string role = name.present() ? std::string(name.value) : "this role";
    context
        .Report(attached.span(),
                fmt::format("{} carries the whole of {}, more than the ECS agent needs", role,
                            kPolicyName))
        .Help(
            fmt::format("the role is for {}; attach the policy below in its place. It leaves out:{}"
                        "\nIt keeps ecs:ListTagsForResource, since no log or definition shows "
                        "whether a container reads its tags",
                        Describe(hosts), WhatIsDropped(narrowed)))
        .Suggest(SuggestionFor(narrowed, kPolicyName));
  }
}

}  // namespace

extern constinit const lint::Rule kEcsInstanceRoleManagedPolicy{
    .info =
        {.name = "ecs-instance-role-managed-policy",
         .group = "ecs",
         .level = lint::Level::kSecurityWarning,
         .summary =
             "a container instance's role carries all of AmazonEC2ContainerServiceforEC2Role",
         .why = "AWS itself says that this policy likely grants more than is needed. Every process "
                "on the host, and every container that reaches the instance metadata, can use it: "
                "with it a stolen credential can join any cluster of the account and receive the "
                "credentials of other tasks.",
         .fix = "Attach a custom policy with the few calls that the agent makes, scoped to the "
                "cluster; the finding shows it.",
         .bad = {R"({
  "RoleName": "hosts",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
  },
  "AttachedManagedPolicies": [
    {"PolicyArn": "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"}
  ]
})"},
         .good = {R"({
  "RoleName": "hosts",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
  },
  "AttachedManagedPolicies": [
    {"PolicyArn": "arn:aws:iam::111122223333:policy/ecs-agent"}
  ]
})"},
         .source = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
                   "iam-role-ecsanywhere.html"},
    .check_principal = Check,
};

}  // namespace whittle::rules
