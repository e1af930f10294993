// Advice on the roles that task definitions name, and on those that they lack.
#include "advise/task_roles.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "advise/form.h"
#include "tests/advise/advise_case.h"

namespace whittle::advise {
namespace {

TEST(TaskRoles, ExecutionRolesAreScopedAndCompleted) {
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

TEST(TaskRoles, TheSingularGetParameterDoesNotHelpAnExecutionRole) {
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

/// Task definitions alone: what the roles need that they name.
TEST(TaskRoles, SaysWhatRolesOutOfSightNeed) {
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

/// What is to be made stands in the account and the partition of the task.
TEST(TaskRoles, ToMakeHaveAnArn) {
  const auto arn = [](const std::string& rest) {
    Case scenario;
    return scenario
        .Add(TaskText(
            R"("requiresCompatibilities": ["EXTERNAL"], "taskDefinitionArn": "arn:aws-cn:ecs:cn-north-1:111122223333:task-definition/web:1", )" +
                rest,
            kImage))
        .Run()
        .at(0)
        .arn;
  };
  EXPECT_EQ(arn(""), "arn:aws-cn:iam::111122223333:role/web-execution");
  EXPECT_EQ(arn(R"("executionRoleArn": "x", )"), "arn:aws-cn:iam::111122223333:role/x");
  EXPECT_EQ(arn(R"("executionRoleArn": "arn:aws-cn:iam::444455556666:role/a/x", )"),
            "arn:aws-cn:iam::444455556666:role/a/x");
}

/// Every real task definition with an execution role made for it, and alone. Skipped where
/// WHITTLE_CORPUS names no folder.
TEST(TaskRoles, TakesEveryRealTaskDefinition) {
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
