// duo-labs/parliament 1.6.4.
#include <gtest/gtest.h>

#include "tests/rules/peers/peers.h"

namespace whittle::peers {
namespace {

TEST(Parliament, FalseAlarms) {
  ExpectJust(
      {Case{
           "TrustPoliciesHaveNoResource",
           R"("Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole")",
           kTrust},
       Case{"ReadsOfAWildcardOnABucket",
            R"("Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::reports")"},
       Case{
           "RunInstancesOverSeveralTypes",
           R"("Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-1")"},
       Case{
           "NewPartitionsAndRegions",
           R"("Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws-iso-b:sqs:us-isob-east-1:123456789012:jobs")"},
       Case{
           "WildcardRegions",
           R"("Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-*:123456789012:jobs")"},
       Case{
           "AccountAws",
           R"("Effect": "Allow", "Action": "iam:GetPolicy", "Resource": "arn:aws:iam::aws:policy/ReadOnlyAccess")"},
       Case{
           "NewGlobalKeys",
           R"("Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": {"Bool": {"aws:ViaAWSService": "false"}})",
           kScp},
       Case{
           "KeysOfTheResourceType",
           R"("Effect": "Allow", "Action": "ecs:StopTask", "Resource": "arn:aws:ecs:eu-west-1:123456789012:task/web/*", "Condition": {"StringEquals": {"ecs:ResourceTag/team": "web"}})"},
       Case{
           "KeyThatSomeActionOfAWildcardSupplies",
           R"("Effect": "Allow", "Action": "s3:List*", "Resource": "arn:aws:s3:::reports", "Condition": {"StringLike": {"s3:prefix": "home/*"}})"},
       Case{
           "Ipv6",
           R"("Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": {"NotIpAddress": {"aws:SourceIp": "2001:db8::/32"}})",
           kScp},
       Case{
           "DateWithOffset",
           R"("Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": {"DateGreaterThan": {"aws:CurrentTime": "2026-01-01T00:00:00+01:00"}})",
           kScp},
       Case{
           "NumbersOfEpochTime",
           R"("Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": {"NumericLessThan": {"s3:TlsVersion": "1.2"}})",
           kScp},
       Case{
           "OidcProvider",
           R"("Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com", "token.actions.githubusercontent.com:sub": "repo:octo/app:ref:refs/heads/main"}})",
           kTrust},
       Case{
           "StarWhereNothingElseWillDo",
           R"("Effect": "Allow", "Action": ["ecs:DiscoverPollEndpoint", "ecr:GetAuthorizationToken", "ec2:DescribeTags", "ssmmessages:OpenDataChannel"], "Resource": "*")"}});
}

TEST(Parliament, MoreFalseAlarms) {
  ExpectJust(
      {Case{"EmptySidsAreNoDuplicates",
            R"("Sid": "", "Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*")",
            kScp,
            {"empty-sid-value"}},
       Case{
           "SidsOfResourcePoliciesTakeMore",
           R"("Sid": "allow all reads", "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*")",
           kResource},
       Case{
           "CanonicalUsers",
           R"("Effect": "Allow", "Principal": {"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*")",
           kResource},
       Case{
           "SessionsOfRoles",
           R"("Effect": "Allow", "Principal": {"AWS": "arn:aws:sts::123456789012:assumed-role/app/main"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*")",
           kResource},
       Case{
           "ClustersAsProviders",
           R"("Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/ABC:aud": "sts.amazonaws.com", "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:web:api"}})",
           kTrust},
       Case{
           "RegionsOfOtherPartitions",
           R"("Effect": "Allow", "Action": "sqs:SendMessage", "Resource": ["arn:aws-iso:sqs:us-iso-east-1:123456789012:a", "arn:aws-iso-e:sqs:*:123456789012:a", "arn:aws-iso-f:sqs:*:123456789012:a", "arn:aws-eusc:sqs:eusc-de-east-1:123456789012:a", "arn:aws-cn:sqs:cn-north-1:123456789012:a", "arn:aws-us-gov:sqs:us-gov-west-1:123456789012:a"])"},
       Case{
           "OneLetterOfARegion",
           R"("Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:us-west-?:123456789012:jobs")"},
       Case{"NotResourceIsNoResource",
            R"("Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::reports")",
            kIdentity,
            {"allow-with-not-resource"}},
       Case{
           "ServiceWildcardOnBucketAndObjects",
           R"("Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"])",
           kIdentity,
           {"service-wildcard"}},
       Case{
           "OneFindingForManyActions",
           R"("Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:PurgeQueue", "sns:Publish", "lambda:InvokeFunction"], "Resource": "*")",
           kIdentity,
           {"scopable-star-resource"}},
       Case{
           "OneFindingForAKeyOfManyActions",
           R"("Effect": "Allow", "Action": "sagemaker:*", "Resource": "arn:aws:sagemaker:*:123456789012:*", "Condition": {"StringEquals": {"sagemaker:WorkteamType": "private-crowd"}})",
           kIdentity,
           {"service-wildcard"}},
       Case{
           "KeysOfLakeFormation",
           R"("Effect": "Allow", "Action": ["glue:GetTable", "glue:GetDatabase"], "Resource": ["arn:aws:glue:*:123456789012:catalog", "arn:aws:glue:*:123456789012:database/d", "arn:aws:glue:*:123456789012:table/d/*"], "Condition": {"ForAnyValue:StringEquals": {"glue:LakeFormationPermissions": "Enabled"}})"},
       Case{
           "KeysOfLoadBalancers",
           R"("Effect": "Allow", "Action": "elasticloadbalancing:CreateListener", "Resource": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/0123456789abcdef", "Condition": {"ForAnyValue:StringEquals": {"elasticloadbalancing:ListenerProtocol": "HTTPS"}})"},
       Case{
           "SecondsSince1970",
           R"("Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": {"NumericGreaterThan": {"aws:EpochTime": "1700000000"}})",
           kScp},
       Case{
           "EpochNumberAsADate",
           R"("Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": {"DateGreaterThan": {"aws:EpochTime": 1700000000}})",
           kScp},
       Case{
           "AnyPrincipalArn",
           R"("Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": {"ArnNotLike": {"aws:PrincipalArn": ["*", "arn:aws:iam::*:role/a"]}})",
           kScp},
       Case{
           "ArnsInTags",
           R"("Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": {"ArnLike": {"aws:PrincipalTag/boundary": "arn:aws:iam::*:policy/b"}})",
           kScp},
       Case{
           "NewActions",
           R"("Effect": "Allow", "Action": "logs:TagResource", "Resource": "arn:aws:logs:eu-west-1:123456789012:log-group:app")"},
       Case{
           "NewServices",
           R"("Effect": "Allow", "Action": "bedrock:InvokeModel", "Resource": "arn:aws:bedrock:eu-west-1::foundation-model/m")"}});
}

TEST(Parliament, WhatItMisses) {
  ExpectJust(
      {Case{"ObjectActionOnABucket",
            R"("Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports")",
            kIdentity,
            {"action-resource-mismatch"}},
       Case{
           "BracketsAreNoWildcard",
           R"("Effect": "Allow", "Action": "s3:Get[O]bject", "Resource": "arn:aws:s3:::reports/*")",
           kIdentity,
           {"invalid-action"}},
       Case{
           "OctetsEndAt255",
           R"("Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": {"NotIpAddress": {"aws:SourceIp": "10.0.0.300/8"}})",
           kScp,
           {"type-mismatch-ip-range"}},
       Case{
           "OneFindingForAnOperator",
           R"("Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": {"StringEqual": {"aws:RequestedRegion": "eu-west-1"}})",
           kScp,
           {"invalid-condition-operator"}},
       Case{
           "AccountOfElevenDigits",
           R"("Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:12345678901:jobs")",
           kIdentity,
           {"invalid-arn-account"}},
       Case{"AllowWithNotAction",
            R"("Effect": "Allow", "NotAction": ["iam:*", "sts:*"], "Resource": "arn:aws:s3:::b/*")",
            kIdentity,
            {"allow-with-not-action"}},
       Case{
           "NoFaultHidesAnother",
           R"("Sid": "bad sid", "Effect": "Deny", "Action": ["s3:GetObjekt", "s33:GetObject"], "Resource": "arn:aws:s3::x", "Condition": {"StringEqual": {"aws:RequestRegion": "x"}})",
           kIdentity,
           {"unsupported-sid", "invalid-action", "invalid-service-in-action", "missing-arn-field",
            "invalid-condition-operator", "invalid-global-condition-key"}},
       Case{
           "NoServicePrincipalInCalledVia",
           R"("Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": {"ForAnyValue:StringEquals": {"aws:CalledVia": "athena"}})",
           kScp,
           {"invalid-service-principal-format"}},
       Case{
           "NullWithAList",
           R"("Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": {"Null": {"aws:TokenIssueTime": ["true", "false"]}})",
           kScp}});
}

TEST(Parliament, KnowsEveryGlobalKey) {
  for (const char* key :
       {"aws:ViaAWSService", "aws:SourceOrgID", "aws:SourceAccount", "aws:AssumedRoot",
        "aws:Ec2InstanceSourceVpc", "aws:Ec2InstanceSourcePrivateIPv4", "aws:VpceAccount",
        "aws:VpceOrgID", "aws:ResourceOrgID", "aws:ResourceAccount", "aws:PrincipalIsAWSService"}) {
    const Names names =
        Lint(Policy({"\"Effect\": \"Deny\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\", "
                     "\"Condition\": {\"Null\": {\"" +
                     std::string(key) + "\": \"true\"}}"}),
             kScp);
    EXPECT_TRUE(names.empty()) << key << ": " << *names.begin();
  }
}

TEST(Parliament, ChecksStatementsBehindOneWithoutConditions) {
  EXPECT_EQ(
      Lint(
          Policy(
              {R"("Effect": "Deny", "Action": "iam:DeleteUser", "Resource": "*")",
               R"("Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"ForAllValues:StringEquals": {"aws:RequestedRegion": "eu-west-1"}})"}),
          kScp),
      Names{"forallvalues-with-single-valued-key"});
}

/// RunInstances needs several resources, which several statements may name.
TEST(Parliament, RunInstancesOverTwoStatements) {
  EXPECT_EQ(
      Lint(
          Policy(
              {R"("Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "arn:aws:ec2:eu-west-1:123456789012:instance/*")",
               R"("Effect": "Allow", "Action": "ec2:RunInstances", "Resource": ["arn:aws:ec2:eu-west-1::image/ami-0123456789abcdef0", "arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-0123456789abcdef0"])"}),
          kIdentity),
      Names{});
}

/// What ends it with an exception and loses every finding is read here, and the rest is checked.
TEST(Parliament, SurvivesOddPolicies) {
  for (
      const char* statement :
      {R"("Sid": 5, "Effect": "Deny", "Action": "s3:GetObjekt", "Resource": "*")",
       R"("Effect": ["Deny"], "Action": "s3:GetObjekt", "Resource": "*")",
       R"("Effect": "Deny", "Action": ["s3:GetObjekt", ["x"]], "Resource": "*")",
       R"("Effect": "Deny", "Action": "s3:GetObjekt", "Resource": "*", "Condition": {"Bool": ["x"]})",
       R"("Effect": "Deny", "Action": "s3:GetObjekt", "Resource": "*", "Condition": {"NumericLessThan": {"s3:max-keys": 5}})"}) {
    EXPECT_EQ(Lint(Policy({statement}), kIdentity).count("invalid-action"), 1U) << statement;
  }
  EXPECT_EQ(Lint(R"({"Version": "2012-10-17", "Statement": "x"})", kIdentity),
            Names{"data-type-mismatch"});
}

}  // namespace
}  // namespace whittle::peers
