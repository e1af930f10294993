// whittle generate: what goes where.
#include "tests/cli/runner.h"

namespace whittle {
namespace {

class GenerateCli : public Cli {};

constexpr const char* kDefinition = "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1";
constexpr const char* kRole = "arn:aws:iam::111122223333:role/web";

TEST_F(GenerateCli, PrintsThePolicyAloneAndTheRestOnStderr) {
  const Result result =
      Run(std::string("generate ecs:RunTask --resource ") + kDefinition + " --resource " + kRole);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_TRUE(result.err.empty()) << result.err;
  EXPECT_NE(result.out.find("\"iam:PassedToService\": \"ecs-tasks.amazonaws.com\""),
            std::string::npos)
      << result.out;
  const Result open = Run(std::string("generate ecs:RunTask --resource ") + kDefinition);
  EXPECT_EQ(open.exit_code, 0);
  EXPECT_EQ(open.out.find("iam:PassRole"), std::string::npos);
  EXPECT_NE(open.err.find("iam:PassRole may be needed too, by ecs:RunTask"), std::string::npos);
}

TEST_F(GenerateCli, RefusesWhatNoPolicyMayHold) {
  for (const char* arn : {"arn:awss:s3:::logs/*", "arn:aws:S3:::logs/*", "arn:aws:*:*:*:*",
                          "arn:aws:sqs:eu-west-1:1111:jobs", "arn:aws:s3:::", "logs", "*"}) {
    const Result result = Run(std::string("generate --read '") + arn + "'");
    EXPECT_EQ(result.exit_code, 2) << arn;
    EXPECT_TRUE(result.out.empty()) << arn;
    EXPECT_FALSE(result.err.empty()) << arn;
  }
  EXPECT_EQ(Run("generate").exit_code, 2);
  EXPECT_EQ(Run("generate ''").exit_code, 2);
  EXPECT_NE(Run("generate --permission-management arn:aws:s3:::a")
                .err.find("did you mean `--permissions-management`"),
            std::string::npos);
}

TEST_F(GenerateCli, SplitsWhatIsTooLong) {
  const std::string request = "generate --write 'arn:aws:ec2:*:*:*'";
  const Result refused = Run(request);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_TRUE(refused.out.empty());
  EXPECT_NE(refused.err.find("add --into DIR"), std::string::npos) << refused.err;
  EXPECT_EQ(Run(request + " --as hcl --into " + Path("out.d")).exit_code, 0);
  EXPECT_NE(Slurp(Path("out.d") + "/generated-1.tf").find("aws_iam_policy_document"),
            std::string::npos);
  EXPECT_FALSE(Slurp(Path("out.d") + "/generated-2.tf").empty());
}

}  // namespace
}  // namespace whittle
