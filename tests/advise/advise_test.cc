// Advice on the roles of ECS hosts: the scenario of AWS's page on ECS Anywhere, and EC2.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/advise/advise_case.h"

namespace whittle::advise {
namespace {

TEST(HostAdvice, ExternalHostsWithATaskThatLogsAndPulls) {
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

TEST(HostAdvice, TheInstanceRoleMayPullForTasksThatDoNotLog) {
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

TEST(HostAdvice, Ec2HostsServeLogsOfTasksWithoutExecutionRole) {
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

TEST(HostAdvice, FactsDeclareFeatures) {
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

TEST(HostAdvice, ExternalHostsNeverDrainOrReadInstanceTags) {
  Case scenario;
  AdviseOptions options = WithCluster();
  options.facts.spot_draining = Said::kYes;
  options.facts.propagate_tags = Said::kYes;
  const auto& advice = scenario.Add(Role(R"("ssm.amazonaws.com")", kAgentPolicy)).Run(options);
  EXPECT_EQ(VerdictOf(advice[0], "ecs:UpdateContainerInstancesState"), Verdict::kRemoved);
  EXPECT_EQ(VerdictOf(advice[0], "ec2:DescribeTags"), Verdict::kRemoved);
}

TEST(HostAdvice, HostsOfBothKindsKeepWhatEitherNeeds) {
  Case scenario;
  const auto& advice =
      scenario.Add(Role(R"("ssm.amazonaws.com", "ec2.amazonaws.com")", kAgentPolicy))
          .Run(WithCluster());
  EXPECT_EQ(VerdictOf(advice[0], "ecs:SubmitAttachmentStateChanges"), Verdict::kScoped);
  EXPECT_TRUE(std::any_of(advice[0].notes.begin(), advice[0].notes.end(), [](const auto& note) {
    return note.find("either kind") != std::string::npos;
  }));
}

TEST(HostAdvice, OtherPartitionsKeepTheirs) {
  Case scenario;
  AdviseOptions options;
  options.facts.cluster = "arn:aws-cn:ecs:cn-north-1:111122223333:cluster/web";
  const auto& advice = scenario.Add(Role(R"("ec2.amazonaws.com")", kAgentPolicy)).Run(options);
  EXPECT_NE(
      advice[0].narrowed[0].document.find("arn:aws-cn:ecs:cn-north-1:111122223333:cluster/web"),
      std::string::npos);
  EXPECT_EQ(advice[0].certificate.no_new_access, Proof::kProved);
}

TEST(HostAdvice, UnknownPoliciesAreSaidToBeUnknown) {
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

/// What the agents' tables say is said of the agents' policies, not of those of other software.
TEST(HostAdvice, OtherSoftwareOfTheHostKeepsItsPolicies) {
  Case scenario;
  const auto& advice =
      scenario
          .Add(Role(
              R"("ssm.amazonaws.com")",
              R"("AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"},)"
              R"({"PolicyArn": "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"},)"
              R"({"PolicyArn": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"}])"))
          .Add(TaskText(R"("requiresCompatibilities": ["EXTERNAL"], )", kImage + ", " + kAwslogs))
          .Run(WithCluster());
  for (const NarrowedPolicy& policy : advice[0].narrowed) {
    EXPECT_NE(policy.replaces[0], "CloudWatchAgentServerPolicy");
  }
  EXPECT_EQ(advice[0].narrowed.size(), 2U);
  EXPECT_EQ(advice[0].certificate.no_new_access, Proof::kProved);
}

/// Policies copied before AWS added tags: what they lack is not missed, unless a fact asks for it.
TEST(HostAdvice, OldCopiesAreNotMissingTags) {
  const std::string old =
      R"("RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["ecs:DiscoverPollEndpoint", "ecs:Poll", "ecs:RegisterContainerInstance", "ecs:StartTelemetrySession", "ecs:Submit*"], "Resource": "*"}}}])";
  for (const Said tags : {Said::kNothing, Said::kYes}) {
    Case scenario;
    AdviseOptions options = WithCluster();
    options.facts.tags = tags;
    const auto& advice = scenario.Add(Role(R"("ec2.amazonaws.com")", old)).Run(options);
    const bool added = std::any_of(
        advice[0].permissions.begin(), advice[0].permissions.end(),
        [](const Permission& permission) { return permission.action == "ecs:TagResource"; });
    EXPECT_EQ(added, tags == Said::kYes);
  }
}

/// ecs:ListTagsForResource cannot be seen in role or task definition: it stays unless a fact says
/// no; ecs:TagResource goes and its fact is named.
TEST(HostAdvice, TagsHangOnFacts) {
  Case scenario;
  const auto& advice =
      scenario.Add(Role(R"("ssm.amazonaws.com")", kAgentPolicy)).Run(WithCluster());
  EXPECT_EQ(VerdictOf(advice[0], "ecs:ListTagsForResource"), Verdict::kScoped);
  EXPECT_EQ(VerdictOf(advice[0], "ecs:TagResource"), Verdict::kRemoved);
  const auto noted = [&](const std::string& part) {
    return std::any_of(advice[0].notes.begin(), advice[0].notes.end(),
                       [&](const auto& note) { return note.find(part) != std::string::npos; });
  };
  EXPECT_TRUE(noted("`tags: true` would keep ecs:TagResource"));
  // The trap of the short ARN format.
  EXPECT_TRUE(noted("short format"));
}

bool Notes(const Advice& advice, const std::string& text) {
  return std::any_of(advice.notes.begin(), advice.notes.end(),
                     [&](const auto& note) { return note.find(text) != std::string::npos; });
}

/// No policy gives what the boundary does not allow.
TEST(HostAdvice, ABoundaryThatIsTooNarrowIsTold) {
  const auto advice = [](const std::string& boundary) {
    Case scenario;
    return scenario
        .Add(Role(R"("ssm.amazonaws.com")",
                  R"("PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::aws:policy/)" +
                      boundary + R"("}, )" + kAgentPolicy))
        .Run(WithCluster())
        .at(0);
  };
  EXPECT_TRUE(Notes(advice("AmazonS3ReadOnlyAccess"),
                    "the permissions boundary does not allow what is needed of "
                    "ecs:DiscoverPollEndpoint, ecs:RegisterContainerInstance, "));
  EXPECT_FALSE(Notes(advice("AdministratorAccess"), "the permissions boundary"));
  EXPECT_FALSE(Notes(advice("AmazonECS_FullAccess"), "the permissions boundary"));
}

/// Templates leave the partition open.
TEST(HostAdvice, AwsManagedPoliciesAreKnownInAnyPartition) {
  const auto names = [](const std::string& arn) {
    Case scenario;
    const Advice advice =
        scenario
            .Add(Role(R"("ssm.amazonaws.com")",
                      R"("AttachedManagedPolicies": [{"PolicyArn": ")" + arn + R"("}])"))
            .Run()
            .at(0);
    return advice.originals.empty() ? "none"
                                    : advice.originals[0].name + " " + advice.originals[0].arn;
  };
  EXPECT_EQ(names("arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"),
            "AmazonSSMManagedInstanceCore arn:<AWS_PARTITION>:iam::aws:policy/"
            "AmazonSSMManagedInstanceCore");
  EXPECT_EQ(names("arn:aws:iam::aws:policy/${Name}"), "none");
  EXPECT_EQ(names("arn:aws:iam::${Account}:policy/AmazonSSMManagedInstanceCore"), "none");
}

TEST(HostAdvice, ChinaHasServiceNamesOfItsOwn) {
  Case scenario;
  const auto& advice = scenario.Add(Role(R"("ec2.amazonaws.com.cn")", kAgentPolicy)).Run();
  EXPECT_EQ(advice[0].use, Use::kInstance);
  Case other;
  EXPECT_EQ(other.Add(Role(R"("ec2.amazonaws.com.xy")", kAgentPolicy)).Run()[0].use, Use::kAny);
}

/// A policy that stands alone belongs to no role.
TEST(HostAdvice, PoliciesAloneHaveNoRole) {
  Case scenario;
  const auto& advice =
      scenario
          .Add(
              R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["ecs:Poll", "ecs:CreateCluster"], "Resource": "*"}})")
          .Run(WithCluster());
  ASSERT_EQ(advice.size(), 1U);
  EXPECT_FALSE(advice[0].exists);
  EXPECT_EQ(advice[0].narrowed.size(), 1U);
  EXPECT_TRUE(
      Notes(advice[0], "this policy does not grant what is needed of ecs:DiscoverPollEndpoint, "));
}

}  // namespace
}  // namespace whittle::advise
