// What every narrowed policy is: stable, as short as IAM takes, without new findings, and nothing
// said twice.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "advise/finish.h"
#include "lint/context.h"
#include "lint/linter.h"
#include "rules/registry.h"
#include "tests/advise/advise_case.h"

namespace whittle::advise {
namespace {

TEST(ReadyForUse, PlaceholdersAreNeverPolicyVariables) {
  Case scenario;
  const auto& advice = scenario.Add(Role(R"("ec2.amazonaws.com")", kAgentPolicy)).Run();
  EXPECT_EQ(advice[0].narrowed[0].document.find("${"), std::string::npos);
  EXPECT_NE(advice[0].narrowed[0].document.find("<CLUSTER>"), std::string::npos);
  EXPECT_EQ(advice[0].certificate.no_new_access, Proof::kProved);
}

/// With all rules: what is not known is still to be filled in, and that is no fault.
TEST(ReadyForUse, ScopesToPlaceholders) {
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

TEST(ReadyForUse, IsStable) {
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
TEST(ReadyForUse, IsAFixedPoint) {
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

/// Two policies that become one and the same are one statement; statements keep their Sids and
/// are not joined.
TEST(ReadyForUse, SaysNothingTwiceAndKeepsStatementsApart) {
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

TEST(ReadyForUse, SplitsWhatIsLongerThanIamTakes) {
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
TEST(ReadyForUse, BringsNoNewFinding) {
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

}  // namespace
}  // namespace whittle::advise
