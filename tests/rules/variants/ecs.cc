// Variants for the rules of the group `ecs`.
#include "tests/rules/variants/rows.h"

namespace whittle::variants {

std::vector<RuleRows> Ecs() {
  return {
      {
          .rule = "ec2-role-for-ssm",
          .silent = {Hidden(R"("arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM")")},
      },
      {
          .rule = "ecs-execution-role-missing",
          .silent = {Hidden(R"("awslogs")"),
                     Hidden(R"("EXTERNAL")"),
                     {R"("family")", R"("executionRoleArn": "${x}", "family")"}},
      },
      {
          .rule = "ecs-instance-policy-copy",
          .silent = {kToDeny, kNotResource, kNotAction, Hidden(R"("ecs:Poll")")},
      },
      {
          .rule = "ecs-instance-role-managed-policy",
          .silent = {Hidden(
              R"("arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role")")},
      },
      {
          .rule = "execution-role-get-parameter",
          .silent = {{R"("Effect": "Allow", "Action": "ssm:GetParameter")",
                      R"("Effect": "Deny", "Action": "ssm:GetParameter")"},
                     {R"("Action": "ssm:GetParameter")", R"("NotAction": "ssm:GetParameter")"},
                     Hidden(R"("ssm:GetParameter")"),
                     Hidden(R"("ecs-tasks.amazonaws.com")")},
      },
      {
          .rule = "secret-arn-with-json-key",
          .found = {kToDeny, kNotResource},
          .silent =
              {Hidden(
                   R"("arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-a1b2c3:password::")"),
               HiddenEnd(
                   R"("arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-a1b2c3:password::")")},
      },
      {
          .rule = "ssm-managed-instance-core",
          .silent = {Hidden(R"("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore")")},
      },
      {
          .rule = "ssm-trust-without-source-condition",
          .silent = {kToDeny, Hidden(R"("ssm.amazonaws.com")"), kNotAction, kNotPrincipal,
                     Hidden(R"("sts:AssumeRole")"), kSomeCondition},
      },
  };
}

}  // namespace whittle::variants
