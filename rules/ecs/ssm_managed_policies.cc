#include <fmt/format.h>

#include "lint/context.h"
#include "policy/arn.h"

namespace whittle::rules {

namespace {

constexpr std::string_view kNarrower = "AmazonSSMManagedEC2InstanceDefaultPolicy";

/// Calls `visit` with each attachment of the AWS managed policy of that name.
template <typename Visit>
void ForEachAttachment(lint::PrincipalContext& context, std::string_view name, Visit visit) {
  for (const documents::AttachedPolicy& attached : context.role().attached) {
    const auto managed = context.Managed(attached);
    if (managed && managed->name() == name) visit(attached);
  }
}

void CheckCore(lint::PrincipalContext& context) {
  ForEachAttachment(context, "AmazonSSMManagedInstanceCore", [&](const auto& attached) {
    context
        .Report(attached.span(),
                "AmazonSSMManagedInstanceCore lets the host read every parameter of the account")
        .Help(fmt::format("attach {}, which is the same without ssm:GetParameter and "
                          "ssm:GetParameters; documents that use {{{{ssm:NAME}}}} then need the "
                          "named parameters granted on their ARNs",
                          kNarrower));
  });
}

void CheckOld(lint::PrincipalContext& context) {
  ForEachAttachment(context, "AmazonEC2RoleforSSM", [&](const auto& attached) {
    context
        .Report(attached.span(),
                "AmazonEC2RoleforSSM is no longer supported, and reads and writes every S3 bucket")
        .Help(fmt::format("attach {}, which grants nothing that this one does not; "
                          "AmazonSSMManagedInstanceCore, which AWS names as its successor, adds "
                          "ssm:GetParameter on every parameter",
                          kNarrower));
  });
}

}  // namespace

extern constinit const lint::Rule kEc2RoleForSsm{
    .info = {.name = "ec2-role-for-ssm",
             .group = "ecs",
             .level = lint::Level::kSecurityWarning,
             .summary = "a role carries AmazonEC2RoleforSSM",
             .why = "AWS no longer supports this policy. It lets the host get and put objects in "
                    "every bucket of the account.",
             .fix = "Attach AmazonSSMManagedEC2InstanceDefaultPolicy in its place.",
             .bad = {R"({
  "RoleName": "hosts",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
  },
  "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM"}]
})"},
             .good = {R"({
  "RoleName": "hosts",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
  },
  "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/AmazonSSMManagedEC2InstanceDefaultPolicy"}]
})"},
             .source = "https://docs.aws.amazon.com/systems-manager/latest/userguide/"
                       "setup-instance-permissions.html"},
    .check_principal = CheckOld,
};

extern constinit const lint::Rule kSsmManagedInstanceCore{
    .info = {.name = "ssm-managed-instance-core",
             .group = "ecs",
             .level = lint::Level::kWarning,
             .summary = "a role carries AmazonSSMManagedInstanceCore",
             .why = "The policy allows ssm:GetParameter and ssm:GetParameters on every resource: "
                    "whoever gets onto the host reads all parameters of the account, secrets "
                    "among them. The agent needs GetParameters only for documents that name "
                    "parameters, and GetParameter never.",
             .fix = "Attach AmazonSSMManagedEC2InstanceDefaultPolicy in its place.",
             .bad = {R"({
  "RoleName": "hosts",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
  },
  "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"}]
})"},
             .good = {R"({
  "RoleName": "hosts",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
  },
  "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/AmazonSSMManagedEC2InstanceDefaultPolicy"}]
})"},
             .source = "https://docs.aws.amazon.com/systems-manager/latest/userguide/"
                       "setup-instance-permissions.html"},
    .check_principal = CheckCore,
};

}  // namespace whittle::rules
