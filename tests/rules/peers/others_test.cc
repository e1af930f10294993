// policy_sentry, cloud-copilot's tools, and what users say of other linters.
#include <gtest/gtest.h>

#include "catalog/catalog.h"
#include "tests/rules/peers/peers.h"

namespace whittle::peers {
namespace {

/// Where AWS's documents and its tables differ, or one ARN is of two types, an action is not dead.
TEST(PolicySentry, ArnsOfSeveralTypes) {
  ExpectJust(
      {Case{"ObjectNamedLikeAJob",
            R"("Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::job/jobid")"},
       Case{
           "FunctionsVersionsAndAliases",
           R"("Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:*")"},
       Case{
           "AnotherPartition",
           R"("Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws-us-gov:s3:::b/*")"},
       Case{
           "RoleWithAPath",
           R"("Effect": "Allow", "Action": "iam:GetRole", "Resource": "arn:aws:iam::123456789012:role/a/b/c")"}});
}

/// Its own levels call all writes of IAM permissions management; AWS's tables do not.
TEST(PolicySentry, AccessLevelsAreAws) {
  const auto action = catalog::Catalog::BuiltIn().FindAction("iam:CreateUser");
  ASSERT_TRUE(action);
  EXPECT_EQ(action->level(), catalog::AccessLevel::kWrite);
}

/// Threads that cloud-copilot's page collects, of several linters.
TEST(OtherLinters, WhiteSpaceDoesNotCount) {
  EXPECT_EQ(
      Lint(R"({"Version": "2012-10-17",)" + std::string(12000, ' ') +
               R"("Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}})",
           kIdentity),
      Names{});
}

TEST(OtherLinters, FalseAlarms) {
  ExpectJust(
      {Case{"StarInADeny", R"("Effect": "Deny", "Action": "s3:*", "Resource": "*")"},
       Case{
           "NothingElseIsSupported",
           R"("Effect": "Allow", "Action": ["ec2:DescribeRegions", "sts:GetCallerIdentity", "ecr:GetAuthorizationToken"], "Resource": "*")"},
       Case{"MisspelledService",
            R"("Effect": "Allow", "Action": "dyanmodb:GetItem", "Resource": "*")",
            kIdentity,
            {"invalid-service-in-action"}},
       Case{"OptionalEndpoint",
            R"("Effect": "Allow", "Action": "comprehend:DetectEntities", "Resource": "*")"},
       // As the guide of AWS Lambda writes it, whatever the tables say.
       Case{
           "StreamsOfATable",
           R"("Effect": "Allow", "Action": ["dynamodb:GetRecords", "dynamodb:ListStreams"], "Resource": "arn:aws:dynamodb:us-east-2:123456789012:table/t/stream/*")"},
       Case{"OptionalLexicon",
            R"("Effect": "Allow", "Action": "polly:SynthesizeSpeech", "Resource": "*")"}});
}

}  // namespace
}  // namespace whittle::peers
