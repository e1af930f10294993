// The scenario of AWS's page on ECS Anywhere, and the traps around it.
#include "advise/advise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/advise/advise_case.h"

namespace whittle::advise {
namespace {

TEST(Advise, ExternalHostsWithATaskThatLogsAndPulls) {
  Case scenario;
  AdviseOptions options = WithCluster();
  options.facts.task_with_tags = Said::kNo;
  const auto& advice =
      scenario.Add(Role(R"("ssm.amazonaws.com")", kAgentPolicy))
          .Add(TaskText(R"("requiresCompatibilities": ["EXTERNAL"], )", kImage + ", " + kAwslogs))
          .Run(options);
  ASSERT_EQ(advice.size(), 2U);
  EXPECT_EQ(advice[0].use, Use::kExternalInstance);
  ASSERT_EQ(advice[0].narrowed.size(), 1U);
  EXPECT_EQ(Statements(advice[0].narrowed[0].document),
            "ecs:DiscoverPollEndpoint on *\n"
            "ecs:Poll,ecs:StartTelemetrySession on "
            "arn:aws:ecs:eu-west-1:111122223333:container-instance/web/*\n"
            "ecs:RegisterContainerInstance,ecs:SubmitTaskStateChange on "
            "arn:aws:ecs:eu-west-1:111122223333:cluster/web\n");
  EXPECT_EQ(advice[0].certificate.no_new_access, Proof::kProved);
  EXPECT_EQ(advice[0].certificate.evidence_covered, Proof::kProved);
  EXPECT_TRUE(advice[0].certificate.unknown.empty());
  EXPECT_EQ(VerdictOf(advice[0], "ecr:BatchGetImage"), Verdict::kMoved);
  EXPECT_EQ(VerdictOf(advice[0], "logs:PutLogEvents"), Verdict::kMoved);
  EXPECT_EQ(VerdictOf(advice[0], "ecs:SubmitContainerStateChange"), Verdict::kRemoved);

  EXPECT_FALSE(advice[1].exists);
  EXPECT_EQ(advice[1].use, Use::kExecution);
  EXPECT_EQ(advice[1].certificate.no_new_access, Proof::kNotApplicable);
  EXPECT_EQ(Statements(advice[1].narrowed[0].document),
            "ecr:BatchCheckLayerAvailability,ecr:GetDownloadUrlForLayer,ecr:BatchGetImage on "
            "arn:aws:ecr:eu-west-1:111122223333:repository/web\n"
            "ecr:GetAuthorizationToken on *\n"
            "logs:CreateLogStream,logs:PutLogEvents on "
            "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web:log-stream:ecs/web/*\n");
}

TEST(Advise, TheInstanceRoleMayPullForTasksThatDoNotLog) {
  Case scenario;
  const auto& advice = scenario.Add(Role(R"("ssm.amazonaws.com")", kAgentPolicy))
                           .Add(TaskText(R"("requiresCompatibilities": ["EXTERNAL"], )", kImage))
                           .Run(WithCluster());
  ASSERT_EQ(advice.size(), 1U);
  EXPECT_EQ(VerdictOf(advice[0], "ecr:GetAuthorizationToken"), Verdict::kKept);
  EXPECT_EQ(VerdictOf(advice[0], "ecr:BatchGetImage"), Verdict::kScoped);
  EXPECT_NE(advice[0].narrowed[0].document.find("repository/web"), std::string::npos);
  EXPECT_TRUE(std::any_of(advice[0].notes.begin(), advice[0].notes.end(), [](const auto& note) {
    return note.find("does not need one") != std::string::npos;
  }));
}

TEST(Advise, Ec2HostsServeLogsOfTasksWithoutExecutionRole) {
  Case scenario;
  const auto& advice =
      scenario.Add(Role(R"("ec2.amazonaws.com")", kAgentPolicy))
          .Add(TaskText(R"("requiresCompatibilities": ["EC2"], )", kImage + ", " + kAwslogs))
          .Run(WithCluster());
  ASSERT_EQ(advice.size(), 1U);
  EXPECT_EQ(advice[0].use, Use::kInstance);
  EXPECT_EQ(VerdictOf(advice[0], "logs:PutLogEvents"), Verdict::kScoped);
  EXPECT_EQ(VerdictOf(advice[0], "ecs:SubmitAttachmentStateChanges"), Verdict::kScoped);
  EXPECT_EQ(advice[0].certificate.no_new_access, Proof::kProved);
}

TEST(Advise, FactsDeclareFeatures) {
  Case scenario;
  AdviseOptions options = WithCluster();
  options.facts.tags = Said::kYes;
  options.facts.spot_draining = Said::kYes;
  options.facts.service_connect = Said::kYes;
  const auto& advice = scenario.Add(Role(R"("ec2.amazonaws.com")", kAgentPolicy)).Run(options);
  const std::string statements = Statements(advice[0].narrowed[0].document);
  EXPECT_NE(statements.find("task-set/web/*"), std::string::npos) << statements;
  // Registration and draining are authorised on different resources; a wrong one locks the host
  // out.
  EXPECT_NE(statements.find("ecs:UpdateContainerInstancesState on "
                            "arn:aws:ecs:eu-west-1:111122223333:container-instance/web/*"),
            std::string::npos)
      << statements;
  EXPECT_EQ(VerdictOf(advice[0], "ecs:TagResource"), Verdict::kScoped);
  EXPECT_EQ(advice[0].narrowed[0].document.find("ecs:cluster"), std::string::npos);
}

TEST(Advise, ExternalHostsNeverDrainOrReadInstanceTags) {
  Case scenario;
  AdviseOptions options = WithCluster();
  options.facts.spot_draining = Said::kYes;
  options.facts.propagate_tags = Said::kYes;
  const auto& advice = scenario.Add(Role(R"("ssm.amazonaws.com")", kAgentPolicy)).Run(options);
  EXPECT_EQ(VerdictOf(advice[0], "ecs:UpdateContainerInstancesState"), Verdict::kRemoved);
  EXPECT_EQ(VerdictOf(advice[0], "ec2:DescribeTags"), Verdict::kRemoved);
}

TEST(Advise, HostsOfBothKindsKeepWhatEitherNeeds) {
  Case scenario;
  const auto& advice =
      scenario.Add(Role(R"("ssm.amazonaws.com", "ec2.amazonaws.com")", kAgentPolicy))
          .Run(WithCluster());
  EXPECT_EQ(VerdictOf(advice[0], "ecs:SubmitAttachmentStateChanges"), Verdict::kScoped);
  EXPECT_TRUE(std::any_of(advice[0].notes.begin(), advice[0].notes.end(), [](const auto& note) {
    return note.find("either kind") != std::string::npos;
  }));
}

TEST(Advise, MessageChannelsOfTheSsmAgentStayAtEveryLevel) {
  for (const Level level : {Level::kSafe, Level::kDefault, Level::kEvidence, Level::kAggressive}) {
    Case scenario;
    AdviseOptions options;
    options.level = level;
    const auto& advice =
        scenario
            .Add(Role(
                R"("ssm.amazonaws.com")",
                R"("AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"}])"))
            .Run(options);
    for (const char* action : {"ssmmessages:OpenDataChannel", "ec2messages:GetMessages",
                               "ssm:UpdateInstanceInformation"}) {
      EXPECT_EQ(VerdictOf(advice[0], action), Verdict::kKept) << action;
    }
    EXPECT_EQ(VerdictOf(advice[0], "ssm:GetParameter"),
              level == Level::kSafe ? Verdict::kKept : Verdict::kRemoved);
  }
}

TEST(Advise, ExecutionRolesAreScopedAndCompleted) {
  Case scenario;
  const auto& advice =
      scenario
          .Add(Role(
              R"("ecs-tasks.amazonaws.com")",
              R"("AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"}])",
              "exec"))
          .Add(TaskText(
              R"("executionRoleArn": "arn:aws:iam::111122223333:role/exec", )",
              R"("image": "nginx", "secrets": [{"name": "A", "valueFrom": "arn:aws:ssm:eu-west-1:111122223333:parameter/a"}], )" +
                  kAwslogs))
          .Run();
  ASSERT_EQ(advice.size(), 1U);
  EXPECT_EQ(advice[0].use, Use::kExecution);
  ASSERT_EQ(advice[0].narrowed.size(), 2U);
  EXPECT_EQ(Statements(advice[0].narrowed[0].document),
            "logs:CreateLogStream,logs:PutLogEvents on "
            "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/web:log-stream:ecs/web/*\n");
  EXPECT_TRUE(advice[0].narrowed[1].replaces.empty());
  EXPECT_EQ(Statements(advice[0].narrowed[1].document),
            "ssm:GetParameters on arn:aws:ssm:eu-west-1:111122223333:parameter/a\n");
  EXPECT_EQ(advice[0].certificate.no_new_access, Proof::kProved);
}

TEST(Advise, TheSingularGetParameterDoesNotHelpAnExecutionRole) {
  Case scenario;
  const auto& advice =
      scenario
          .Add(Role(
              R"("ecs-tasks.amazonaws.com")",
              R"("RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["ssm:GetParameter", "s3:ListBucket"], "Resource": "*"}}}])",
              "exec"))
          .Add(TaskText(R"("executionRoleArn": "exec", )",
                        R"("image": "nginx", "secrets": [{"name": "A", "valueFrom": "a"}])"))
          .Run();
  EXPECT_EQ(VerdictOf(advice[0], "ssm:GetParameter"), Verdict::kRemoved);
  EXPECT_EQ(VerdictOf(advice[0], "ssm:GetParameters"), Verdict::kAdded);
  // Nobody knows what else uses the role.
  EXPECT_EQ(VerdictOf(advice[0], "s3:ListBucket"), Verdict::kKept);
}

TEST(Advise, OtherPartitionsKeepTheirs) {
  Case scenario;
  AdviseOptions options;
  options.facts.cluster = "arn:aws-cn:ecs:cn-north-1:111122223333:cluster/web";
  const auto& advice = scenario.Add(Role(R"("ec2.amazonaws.com")", kAgentPolicy)).Run(options);
  EXPECT_NE(
      advice[0].narrowed[0].document.find("arn:aws-cn:ecs:cn-north-1:111122223333:cluster/web"),
      std::string::npos);
  EXPECT_EQ(advice[0].certificate.no_new_access, Proof::kProved);
}

TEST(Advise, PlaceholdersAreNeverPolicyVariables) {
  Case scenario;
  const auto& advice = scenario.Add(Role(R"("ec2.amazonaws.com")", kAgentPolicy)).Run();
  EXPECT_EQ(advice[0].narrowed[0].document.find("${"), std::string::npos);
  EXPECT_NE(advice[0].narrowed[0].document.find("<CLUSTER>"), std::string::npos);
  EXPECT_EQ(advice[0].certificate.no_new_access, Proof::kProved);
}

TEST(Advise, UnknownPoliciesAreSaidToBeUnknown) {
  Case scenario;
  const auto& advice =
      scenario
          .Add(Role(
              R"("ec2.amazonaws.com")",
              R"("AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::111122223333:policy/own"}])"))
          .Run();
  ASSERT_EQ(advice.size(), 1U);
  EXPECT_TRUE(advice[0].narrowed.empty());
  ASSERT_EQ(advice[0].notes.size(), 1U);
}

TEST(Advise, IsStable) {
  const auto run = [] {
    Case scenario;
    const auto& advice = scenario.Add(Role(R"("ssm.amazonaws.com")", kAgentPolicy))
                             .Add(TaskText("", kImage + ", " + kAwslogs))
                             .Run();
    std::string out;
    for (const Advice& one : advice) {
      for (const NarrowedPolicy& policy : one.narrowed) out += policy.name + policy.document;
    }
    return out;
  };
  EXPECT_EQ(run(), run());
}

/// Narrowing what is narrow already changes nothing.
TEST(Advise, IsAFixedPoint) {
  Case scenario;
  const auto& advice =
      scenario.Add(Role(R"("ssm.amazonaws.com")", kAgentPolicy)).Run(WithCluster());
  const std::string narrowed = advice[0].narrowed[0].document;
  Case again;
  const auto& second =
      again
          .Add(Role(
              R"("ssm.amazonaws.com")",
              R"("RolePolicyList": [{"PolicyName": "p", "PolicyDocument": )" + narrowed + "}]"))
          .Run(WithCluster());
  for (const NarrowedPolicy& policy : second[0].narrowed) {
    EXPECT_TRUE(policy.replaces.empty())
        << policy.document;  // only the SSM agent's floor is missing
  }
}

}  // namespace
}  // namespace whittle::advise
