// The scenario of AWS's page on ECS Anywhere, and the traps around it.
#include "advise/advise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "advise/fill_in.h"
#include "advise/finish.h"
#include "advise/form.h"
#include "advise/inputs.h"
#include "lint/context.h"
#include "lint/linter.h"
#include "rules/registry.h"
#include "tests/advise/advise_case.h"
#include "text/json_writer.h"

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

/// Task definitions alone: what the roles need that they name.
TEST(Advise, SaysWhatRolesOutOfSightNeed) {
  Case scenario;
  const auto& advice =
      scenario
          .Add(TaskText(R"("executionRoleArn": "arn:aws:iam::111122223333:role/ex/exec", )"
                        R"("taskRoleArn": "app", "requiresCompatibilities": ["FARGATE"], )",
                        kImage + ", " + kAwslogs))
          .Add(TaskText(R"("executionRoleArn": "exec", )",
                        R"("image": "nginx", "secrets": [{"name": "A", "valueFrom": "a"}])"))
          .Run();
  ASSERT_EQ(advice.size(), 2U);
  EXPECT_EQ(advice[0].role, "exec");
  EXPECT_EQ(advice[0].use, Use::kExecution);
  EXPECT_EQ(advice[0].certificate.no_new_access, Proof::kNotApplicable);
  ASSERT_EQ(advice[0].narrowed.size(), 1U);
  EXPECT_TRUE(advice[0].narrowed[0].replaces.empty());
  EXPECT_EQ(VerdictOf(advice[0], "ecr:BatchGetImage"), Verdict::kAdded);
  EXPECT_EQ(VerdictOf(advice[0], "ssm:GetParameters"), Verdict::kAdded);
  EXPECT_EQ(advice[1].role, "app");
  EXPECT_EQ(advice[1].use, Use::kTask);
  EXPECT_TRUE(advice[1].narrowed.empty());
}

/// Two policies that become one and the same are one statement; statements keep their Sids and
/// are not joined.
TEST(Advise, SaysNothingTwiceAndKeepsStatementsApart) {
  Case scenario;
  AdviseOptions options = WithCluster();
  const auto& advice =
      scenario
          .Add(Role(
              R"("ssm.amazonaws.com")",
              R"("RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [)"
              R"({"Sid": "All", "Effect": "Allow", "Action": "ecs:Poll", "Resource": "*"},)"
              R"({"Sid": "Own", "Effect": "Allow", "Action": ["ecs:Poll", "ecs:StartTelemetrySession"], "Resource": "arn:aws:ecs:eu-west-1:*:container-instance/*"},)"
              R"({"Sid": "Kept", "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:a"},)"
              R"({"Sid": "Also", "Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:eu-west-1:111122223333:b"}]}}])"))
          .Run(options);
  const auto owned = OwnedPolicy::Read(advice[0].narrowed[0].document);
  std::vector<std::string> sids;
  for (const policy::Statement& statement : owned->get()->statements) {
    sids.emplace_back(statement.sid.value);
  }
  EXPECT_EQ(sids, (std::vector<std::string>{"Own", "Kept", "Also"}));
  EXPECT_EQ(advice[0].certificate.no_new_access, Proof::kProved);
  EXPECT_EQ(advice[0].certificate.evidence_covered, Proof::kProved);
}

/// A policy of `statements` Allows, each on many resources.
std::string LongPolicy(size_t statements, size_t resources) {
  std::string text;
  for (size_t i = 0; i < statements; ++i) {
    text +=
        (i == 0 ? "" : ", ") +
        std::string(
            R"({"Effect": "Allow", "Action": ["s3:PutObject", "ssm:GetParameter"], "Resource": [)");
    for (size_t k = 0; k < resources; ++k) {
      text += (k == 0 ? "\"" : ", \"") + std::string("arn:aws:s3:::bucket-number-") +
              std::to_string(i) + "/folder/of/some/length/" + std::to_string(k) + "/*\"";
    }
    text += "]}";
  }
  return R"({"Version": "2012-10-17", "Statement": [)" + text + "]}";
}

TEST(Advise, SplitsWhatIsLongerThanIamTakes) {
  const auto run = [](const std::string& policy) {
    Case scenario;
    return scenario
        .Add(Role(R"("ecs-tasks.amazonaws.com")",
                  R"("RolePolicyList": [{"PolicyName": "p", "PolicyDocument": )" + policy + "}]",
                  "exec"))
        .Add(TaskText(R"("executionRoleArn": "exec", )", R"("image": "nginx")"))
        .Run();
  };
  const auto split = run(LongPolicy(12, 20));
  ASSERT_GT(split[0].narrowed.size(), 1U);
  for (const NarrowedPolicy& policy : split[0].narrowed) {
    EXPECT_EQ(policy.replaces, std::vector<std::string>{"p"});
    EXPECT_LE(SizeOf(policy.document), 6144U);
    EXPECT_EQ(policy.name.substr(0, 7), "exec-p-");
  }
  EXPECT_EQ(split[0].certificate.no_new_access, Proof::kProved);
  EXPECT_EQ(split[0].certificate.evidence_covered, Proof::kProved);
  // An inline policy may be longer than a managed one.
  const auto whole = run(LongPolicy(6, 20));
  ASSERT_EQ(whole[0].narrowed.size(), 1U);
  EXPECT_EQ(whole[0].narrowed[0].name, "p");
  EXPECT_GT(SizeOf(whole[0].narrowed[0].document), 6144U);
}

/// A rule that finds a fault in every policy that names a container instance.
constexpr lint::Rule kNoInstances{
    .info = {.name = "no-instances", .group = "test", .level = lint::Level::kWarning},
    .check_policy = [](lint::PolicyContext& context) {
      for (const policy::Statement& statement : context.statements()) {
        for (const policy::Resource& resource : statement.resource.entries) {
          if (resource.text.value.find("container-instance/web") == std::string_view::npos)
            continue;
          context.Report(resource.text.span(), "an instance");
        }
      }
    }};

/// A statement keeps its resources where scoping it would bring a finding; others are scoped.
TEST(Advise, BringsNoNewFinding) {
  const lint::Rule* rules[] = {&kNoInstances};
  const lint::Linter linter(rules, Catalog(), {});
  AdviseOptions options = WithCluster();
  options.linter = &linter;
  Case scenario;
  const auto& advice =
      scenario
          .Add(Role(
              R"("ssm.amazonaws.com")",
              R"("RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [)"
              R"({"Effect": "Allow", "Action": "ecs:Poll", "Resource": "*"},)"
              R"({"Effect": "Allow", "Action": "ecs:SubmitTaskStateChange", "Resource": "*"}]}}])"))
          .Run(options);
  EXPECT_EQ(VerdictOf(advice[0], "ecs:Poll"), Verdict::kKept);
  EXPECT_EQ(VerdictOf(advice[0], "ecs:SubmitTaskStateChange"), Verdict::kScoped);
  EXPECT_TRUE(std::any_of(advice[0].notes.begin(), advice[0].notes.end(), [](const auto& note) {
    return note.find("no-instances") != std::string::npos;
  }));
}

/// With all rules: what is not known is still to be filled in, and that is no fault.
TEST(Advise, ScopesToPlaceholders) {
  const lint::Linter linter(rules::All(), Catalog(), {});
  AdviseOptions options;
  options.linter = &linter;
  Case scenario;
  const auto& advice = scenario.Add(Role(R"("ssm.amazonaws.com")", kAgentPolicy)).Run(options);
  EXPECT_EQ(VerdictOf(advice[0], "ecs:Poll"), Verdict::kScoped);
  EXPECT_EQ(VerdictOf(advice[0], "ecs:RegisterContainerInstance"), Verdict::kScoped);
  for (const std::string& note : advice[0].notes) {
    EXPECT_EQ(note.find("keeps its resources"), std::string::npos) << note;
  }
}

/// Every real task definition with an execution role made for it, and alone. Skipped where
/// WHITTLE_CORPUS names no folder.
TEST(Advise, TakesEveryRealTaskDefinition) {
  const char* corpus = std::getenv("WHITTLE_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "WHITTLE_CORPUS is not set";
  size_t definitions = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(corpus) + "/ecs-task-definitions")) {
    SCOPED_TRACE(entry.path().string());
    std::ifstream in(entry.path());
    std::stringstream content;
    content << in.rdbuf();
    const auto file =
        documents::Read(std::make_unique<text::Source>("task.json", content.str()), {});
    for (const documents::Document& document : file->documents) {
      const documents::TaskDefinition* task = document.task_definition;
      if (task == nullptr) continue;
      ++definitions;
      Case alone;
      alone.Add(content.str());
      for (const Advice& advice : alone.Run()) {
        EXPECT_EQ(advice.certificate.no_new_access, Proof::kNotApplicable);
      }
      if (!task->execution_role.present() || !task->execution_role.known()) continue;
      Case with_role;
      const auto& advice =
          with_role.Add(content.str())
              .Add(Role(
                  R"("ecs-tasks.amazonaws.com")",
                  R"("AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"}])",
                  std::string(PlainName(task->execution_role.value))))
              .Run();
      for (const Advice& one : advice) {
        EXPECT_EQ(one.certificate.no_new_access, Proof::kProved);
        EXPECT_EQ(one.certificate.evidence_covered, Proof::kProved);
      }
    }
  }
  EXPECT_GT(definitions, 10U);
}

}  // namespace
}  // namespace whittle::advise
