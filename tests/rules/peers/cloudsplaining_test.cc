// cloudsplaining 0.9.1.
#include <gtest/gtest.h>

#include "tests/rules/peers/peers.h"

namespace whittle::peers {
namespace {

TEST(Cloudsplaining, FalseAlarms) {
  ExpectJust(
      {Case{"LetterCaseOfActions",
            R"("Effect": "Allow", "Action": "s3:getobject", "Resource": "arn:aws:s3:::reports/*")"},
       Case{
           "ClusterNarrows",
           R"("Effect": "Allow", "Action": ["ecs:Poll", "ecs:StartTelemetrySession"], "Resource": "*", "Condition": {"ArnEquals": {"ecs:cluster": "arn:aws:ecs:eu-west-1:123456789012:cluster/web"}})"},
       Case{"GuardrailsAllowEverything", R"("Effect": "Allow", "Action": "*", "Resource": "*")",
            kScp},
       Case{
           "ComputeServicesMayAssume",
           R"("Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole")",
           kTrust},
       Case{"PrefixInCapitals",
            R"("Effect": "Allow", "Action": "S3:Get*", "Resource": "arn:aws:s3:::reports/*")"},
       Case{
           "NamedSecret",
           R"("Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-a1b2c3")"}});
}

TEST(Cloudsplaining, WhatItMisses) {
  ExpectJust(
      {Case{"QuestionMarkOnEverything",
            R"("Effect": "Allow", "Action": "sqs:SendMessag?", "Resource": "*")",
            kIdentity,
            {"scopable-star-resource"}},
       Case{
           "ConditionOnTheRegion",
           R"("Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}})",
           kIdentity,
           {"scopable-star-resource"}},
       Case{"EveryTopic",
            R"("Effect": "Allow", "Action": "sns:Publish", "Resource": "arn:aws:sns:*:*:*")",
            kIdentity,
            {"effectively-star-resource"}},
       Case{
           "StarBesideAnArn",
           R"("Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["*", "arn:aws:sqs:eu-west-1:123456789012:jobs"])",
           kIdentity,
           {"redundant-resource", "scopable-star-resource"}},
       Case{"ActionWithoutAService",
            R"("Effect": "Allow", "Action": "GetObject", "Resource": "arn:aws:s3:::b/*")",
            kIdentity,
            {"invalid-action"}},
       Case{"NoEffect",
            R"("Action": "iam:DeleteRole", "Resource": "*")",
            kIdentity,
            {"missing-effect"}}});
}

/// A Deny takes an Allow away where it covers it, in any letter case, and nowhere else.
TEST(Cloudsplaining, Denies) {
  const std::string allow =
      R"("Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:*:123456789012:function:*")";
  EXPECT_EQ(
      Lint(Policy(
               {allow, R"("Effect": "Deny", "Action": "LAMBDA:invokefunction", "Resource": "*")"}),
           kIdentity),
      Names{"allow-always-denied"});
  EXPECT_EQ(
      Lint(
          Policy(
              {allow,
               R"("Effect": "Deny", "Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:a")"}),
          kIdentity),
      Names{});
  EXPECT_EQ(
      Lint(
          Policy(
              {allow,
               R"("Effect": "Deny", "Action": "lambda:InvokeFunction", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}})"}),
          kIdentity),
      Names{});
  EXPECT_EQ(Lint(Policy({allow, R"("Effect": "Deny", "NotAction": "iam:*", "Resource": "*")"}),
                 kIdentity),
            Names{"allow-always-denied"});
  // What is denied outright is granted nowhere.
  EXPECT_EQ(Lint(Policy({R"("Effect": "Allow", "Action": "sqs:*", "Resource": "*")",
                         R"("Effect": "Deny", "Action": "sqs:*", "Resource": "*")"}),
                 kIdentity),
            Names{"allow-always-denied"});
  EXPECT_EQ(Lint(Policy({R"("Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*")",
                         R"("Effect": "Deny", "Action": "sqs:*", "Resource": "*")"}),
                 kIdentity),
            Names{"allow-always-denied"});
}

}  // namespace
}  // namespace whittle::peers
