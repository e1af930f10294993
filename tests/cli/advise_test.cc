// whittle advise: what goes where.
#include <rapidjson/document.h>

#include "tests/cli/runner.h"

namespace whittle {
namespace {

class AdviseCli : public Cli {
 protected:
  static std::string Data(const std::string& name) {
    return std::string(WHITTLE_TESTDATA_DIR) + "/ecs-anywhere/" + name;
  }
  static std::string Scenario() {
    return "advise " + Data("role.json") + " " + Data("task-definition.json") +
           " --cluster arn:aws:ecs:eu-west-1:111122223333:cluster/web ";
  }
  /// A role with one inline policy that is narrowed.
  std::string Inline() const {
    return Write(
        "role.json",
        R"({"RoleName": "hosts", "Arn": "arn:aws:iam::111122223333:role/hosts", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole"}}, "RolePolicyList": [{"PolicyName": "agent", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["ecs:Poll", "ecs:StartTelemetrySession", "ecs:RegisterContainerInstance", "ecs:SubmitTaskStateChange", "ecs:DiscoverPollEndpoint", "ecs:CreateCluster"], "Resource": "*"}]}}]})");
  }
};

TEST_F(AdviseCli, SeveralPoliciesWantAFolder) {
  const Result refused = Run(Scenario());
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_TRUE(refused.out.empty());
  EXPECT_NE(refused.err.find("3 policies do not fit on stdout: add --write DIR"), std::string::npos)
      << refused.err;
  const Result written = Run(Scenario() + "--write " + Path("out.d"));
  EXPECT_EQ(written.exit_code, 0);
  EXPECT_TRUE(written.out.empty());
  for (const char* name :
       {"ECSAnywhereRole-AmazonEC2ContainerServiceforEC2Role.json",
        "ECSAnywhereRole-AmazonSSMManagedInstanceCore.json", "web-execution.json"}) {
    EXPECT_FALSE(Slurp(Path("out.d") + "/" + name).empty()) << name;
    EXPECT_NE(written.err.find(std::string("file://") + name), std::string::npos) << name;
  }
}

TEST_F(AdviseCli, OnePolicyStandsAloneOnStdout) {
  const Result result = Run("advise " + Inline() + " --cluster web");
  EXPECT_EQ(result.exit_code, 0) << result.err;
  rapidjson::Document policy;
  ASSERT_FALSE(policy.Parse(result.out.c_str()).HasParseError()) << result.out;
  EXPECT_TRUE(policy.HasMember("Statement"));
  EXPECT_NE(result.err.find("removed  ecs:CreateCluster"), std::string::npos) << result.err;
  EXPECT_NE(Run("advise " + Inline() + " --as hcl").out.find("data \"aws_iam_policy_document\""),
            std::string::npos);
  EXPECT_NE(Run("advise " + Inline() + " --as cloudformation").out.find("AWS::IAM::ManagedPolicy"),
            std::string::npos);
}

TEST_F(AdviseCli, WayBackIsWritten) {
  const Result result = Run("advise " + Inline() + " --cluster web --write " + Path("out.d"));
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(Slurp(Path("out.d/hosts-agent.json")).find("container-instance/web"),
            std::string::npos);
  EXPECT_NE(Slurp(Path("out.d/hosts-agent.before.json")).find("ecs:CreateCluster"),
            std::string::npos);
  EXPECT_NE(result.err.find("--policy-name agent --policy-document file://hosts-agent.json"),
            std::string::npos)
      << result.err;
  EXPECT_NE(result.err.find("--policy-name agent --policy-document "
                            "file://hosts-agent.before.json"),
            std::string::npos);
}

TEST_F(AdviseCli, JsonFollowsTheContract) {
  const Result result = Run(Scenario() + "--format json");
  EXPECT_EQ(result.exit_code, 0);
  rapidjson::Document report;
  ASSERT_FALSE(report.Parse(result.out.c_str()).HasParseError());
  EXPECT_EQ(report["version"].GetInt(), 1);
  ASSERT_EQ(report["advice"].Size(), 2U);
  const auto& host = report["advice"][0];
  EXPECT_STREQ(host["role"].GetString(), "ECSAnywhereRole");
  EXPECT_STREQ(host["use"].GetString(), "ecs-external-instance");
  EXPECT_EQ(host["original"].Size(), 2U);
  EXPECT_STREQ(host["original"][0]["source"].GetString(), "managed");
  EXPECT_EQ(host["narrowed"].Size(), 2U);
  EXPECT_EQ(host["narrowed"][0]["replaces"].Size(), 1U);
  EXPECT_TRUE(host["narrowed"][0]["document"].IsObject());
  for (const char* key : {"action", "verdict", "class", "reason", "source"}) {
    EXPECT_TRUE(host["permissions"][0][key].IsString()) << key;
  }
  EXPECT_TRUE(host["permissions"][0]["resources"].IsArray());
  EXPECT_STREQ(host["certificate"]["noNewAccess"].GetString(), "proved");
  EXPECT_STREQ(host["certificate"]["evidenceCovered"].GetString(), "proved");
  EXPECT_TRUE(host["certificate"]["removedAccess"].IsArray());
  EXPECT_TRUE(host["certificate"]["unknown"].IsArray());
  EXPECT_TRUE(host["notes"].IsArray());
  const auto& missing = report["advice"][1];
  EXPECT_TRUE(missing["role"].IsNull());
  EXPECT_EQ(missing["original"].Size(), 0U);
  EXPECT_EQ(missing["narrowed"][0]["replaces"].Size(), 0U);
  EXPECT_STREQ(missing["certificate"]["noNewAccess"].GetString(), "not-applicable");
}

TEST_F(AdviseCli, MakesTheRoleThatIsMissing) {
  const Result result = Run("advise " + Data("task-definition.json"));
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.err.find("aws iam create-role --role-name web-execution "), std::string::npos)
      << result.err;
  EXPECT_NE(result.out.find("ecr:BatchGetImage"), std::string::npos);
}

}  // namespace
}  // namespace whittle
