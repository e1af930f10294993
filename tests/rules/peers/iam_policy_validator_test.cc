// boogy/iam-policy-validator 1.24.
#include <gtest/gtest.h>

#include "catalog/catalog.h"
#include "tests/rules/peers/peers.h"

namespace whittle::peers {
namespace {

TEST(IamPolicyValidator, FalseAlarms) {
  ExpectJust(
      {Case{
           "ForceMfaByDeny",
           R"("Effect": "Deny", "NotAction": ["iam:EnableMFADevice", "sts:GetSessionToken"], "Resource": "*", "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}})",
           kScp},
       Case{
           "CalledViaHasSeveralValues",
           R"("Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:eu-west-1:123456789012:key/1", "Condition": {"ForAnyValue:StringEquals": {"aws:CalledVia": "athena.amazonaws.com"}})"},
       Case{
           "EncryptionContext",
           R"("Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:eu-west-1:123456789012:key/1", "Condition": {"StringEquals": {"kms:EncryptionContext:app": "web"}})"},
       Case{
           "LetterCaseOfKeys",
           R"("Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": {"StringNotEquals": {"AWS:requestedregion": "eu-west-1"}})",
           kScp},
       Case{
           "AnyPartition",
           R"("Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:*:sqs:eu-west-1:123456789012:jobs")"},
       Case{
           "ObjectsNeedNoNetworkCondition",
           R"("Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::reports/*")"},
       Case{
           "SecondFormOfAnArn",
           R"("Effect": "Allow", "Action": "events:PutRule", "Resource": "arn:aws:events:eu-west-1:123456789012:rule/bus/nightly")"},
       Case{
           "OptionalTagsOfARequest",
           R"("Effect": "Allow", "Action": "sqs:CreateQueue", "Resource": "arn:aws:sqs:eu-west-1:123456789012:jobs", "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}})"},
       Case{
           "SingleStatementObject",
           R"("Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:123456789012:jobs")"},
       Case{
           "KeyPolicyOfTheAccount",
           R"("Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "kms:*", "Resource": "*")",
           kResource},
       Case{
           "WildcardAction",
           R"("Effect": "Allow", "Action": "sqs:Send*", "Resource": "arn:aws:sqs:eu-west-1:123456789012:jobs")"}});
}

TEST(IamPolicyValidator, MoreFalseAlarms) {
  ExpectJust(
      {Case{
           "OneFindingForASid",
           R"("Sid": "No deletion", "Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*")",
           kIdentity,
           {"unsupported-sid"}},
       Case{"QuestionMarkInAnAction",
            R"("Effect": "Allow", "Action": "s3:Get?bject", "Resource": "arn:aws:s3:::b/*")"},
       Case{
           "KeyOfAnEncryptionContextWithAPlaceholder",
           R"("Effect": "Allow", "Action": "kms:Decrypt", "Resource": "arn:aws:kms:eu-west-1:123456789012:key/1", "Condition": {"StringEquals": {"kms:EncryptionContext:${name}": "web"}})",
           kIdentity,
           {"unresolved-placeholder"}},
       Case{
           "TagsOfServices",
           R"("Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "arn:aws:ec2:eu-west-1:123456789012:instance/*", "Condition": {"StringEquals": {"ec2:ResourceTag/team": "web"}})"},
       Case{
           "SeveralValuesOfPathsAndNames",
           R"("Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": {"ForAnyValue:StringLike": {"aws:SourceOrgPaths": "o-a1b2c3d4e5/*", "aws:ResourceOrgPaths": "o-a1b2c3d4e5/*", "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*", "aws:PrincipalServiceNamesList": "a.amazonaws.com"}})",
           kScp},
       Case{
           "ListOfArnsInContextProviders",
           R"("Effect": "Allow", "Action": "sts:SetContext", "Resource": "arn:aws:sts::123456789012:self", "Condition": {"ForAllValues:ArnEquals": {"sts:RequestContextProviders": ["arn:aws:iam::aws:contextProvider/IdentityCenter"]}})"},
       Case{
           "DenyForEveryoneWithoutTls",
           R"("Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}})",
           kResource},
       Case{
           "DenyForAllButOne",
           R"("Effect": "Deny", "NotPrincipal": {"AWS": ["arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:role/app"]}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*")",
           kResource},
       Case{"DenyOnAllButSome",
            R"("Effect": "Deny", "Action": "s3:PutObject", "NotResource": "arn:aws:s3:::b/*")",
            kScp},
       Case{
           "SamlAudienceInCapitals",
           R"("Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::123456789012:saml-provider/x"}, "Action": "sts:AssumeRoleWithSAML", "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}})",
           kTrust},
       Case{
           "SamlAudienceInSmallLetters",
           R"("Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::123456789012:saml-provider/x"}, "Action": "sts:AssumeRoleWithSAML", "Condition": {"StringEquals": {"saml:aud": "https://signin.aws.amazon.com/saml"}})",
           kTrust},
       Case{
           "ReadsThatTakeOnlyAStar",
           R"("Effect": "Allow", "Action": ["s3:ListAllMyBuckets", "ec2:DescribeInstances", "cloudwatch:PutMetricData"], "Resource": "*")"},
       Case{
           "PlaceholdersInArns",
           R"("Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:${region}:${account}:jobs")",
           kIdentity,
           {"unresolved-placeholder"}},
       Case{
           "PassRoleForOneResource",
           R"("Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/app", "Condition": {"ArnLike": {"iam:AssociatedResourceArn": "arn:aws:ec2:*:123456789012:instance/*"}})"}});
}

TEST(IamPolicyValidator, WhatItMisses) {
  ExpectJust(
      {Case{
           "KeyOfAnotherAction",
           R"("Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*", "Condition": {"StringEquals": {"s3:prefix": "x"}})",
           kIdentity,
           {"condition-key-never-supplied"}},
       Case{
           "UnknownServiceMasksNothing",
           R"("Effect": "Allow", "Action": ["s3:GetObjekt", "s33:GetObject"], "Resource": "arn:aws:s3:::b/*")",
           kIdentity,
           {"invalid-action", "invalid-service-in-action"}},
       Case{"EmptyActionList",
            R"("Effect": "Allow", "Action": [], "Resource": "*")",
            kIdentity,
            {"empty-array-action"}},
       Case{
           "LeadingKeysMayBeAbsent",
           R"("Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:eu-west-1:123456789012:table/t", "Condition": {"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": "a"}})",
           kIdentity,
           {"forallvalues-without-null-check"}},
       Case{
           "DeadWildcard",
           R"("Effect": "Allow", "Action": "sqs:Send*", "Resource": "arn:aws:sns:eu-west-1:123456789012:t")",
           kIdentity,
           {"action-resource-mismatch"}},
       Case{
           "AccessOfAnyRepository",
           R"("Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}})",
           kTrust,
           {"missing-github-repo-condition-key"}}});
}

/// Services that do not say for whom they act cannot be asked to.
TEST(IamPolicyValidator, ServicesThatSendNoSource) {
  for (const char* service :
       {"ec2", "lambda", "edgelambda", "apigateway", "cloudformation", "ecs", "autoscaling",
        "codedeploy", "codepipeline", "spotfleet", "glue", "firehose", "cloudtrail"}) {
    const Names names = Lint(
        Policy({R"("Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": ")" +
                std::string(service) + R"(.amazonaws.com"})"}),
        kTrust);
    EXPECT_TRUE(names.empty()) << service << ": " << *names.begin();
  }
}

/// It holds resource policies to the quota of managed policies.
TEST(IamPolicyValidator, LongResourcePolicies) {
  EXPECT_EQ(
      Lint(
          Policy(
              {R"("Sid": ")" + std::string(7000, 'x') +
               R"(", "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*")"}),
          kResource),
      Names{});
}

/// A template is no policy with wrong elements.
TEST(IamPolicyValidator, Templates) {
  EXPECT_EQ(
      Lint(
          R"({"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Q": {"Type": "AWS::SQS::Queue"}}})"),
      Names{});
}

/// Every condition key that AWS lists, of whatever type, under an operator of its type.
TEST(IamPolicyValidator, EveryKeyRightlyUsed) {
  const catalog::Catalog& catalog = catalog::Catalog::BuiltIn();
  size_t checked = 0;
  for (uint32_t id = 0; id < catalog.condition_key_count(); ++id) {
    const catalog::ConditionKey key = catalog.condition_key(id);
    std::string name(key.name());
    if (const size_t open = name.find("${"); open != std::string::npos) {
      name = name.substr(0, open) + "a" + name.substr(name.find('}', open) + 1);
    }
    std::string op;
    std::string value;
    switch (key.type()) {
      case catalog::ValueType::kString:
        op = "StringEquals";
        value = "a";
        break;
      case catalog::ValueType::kArn:
        op = "ArnLike";
        value = "arn:aws:sns:eu-west-1:123456789012:a";
        break;
      case catalog::ValueType::kBool:
        op = "Bool";
        value = "true";
        break;
      case catalog::ValueType::kNumeric:
        op = "NumericLessThan";
        value = "1.5";
        break;
      case catalog::ValueType::kDate:
        op = "DateLessThan";
        value = "2027-01-01T00:00:00Z";
        break;
      case catalog::ValueType::kIpAddress:
        op = "IpAddress";
        value = "203.0.113.0/24";
        break;
      case catalog::ValueType::kBinary:
        op = "BinaryEquals";
        value = "QQ==";
        break;
    }
    if (key.multivalued()) op = "ForAnyValue:" + op;
    for (const std::string& found :
         Lint(Policy({R"("Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {")" + op +
                      "\": {\"" + name + "\": \"" + value + "\"}}"}),
              kScp)) {
      for (const char* rule :
           {"type-mismatch", "missing-qualifier", "forallvalues-with-single-valued-key",
            "invalid-service-condition-key", "invalid-global-condition-key",
            "invalid-condition-key-format", "missing-tag-key-in-condition"}) {
        EXPECT_NE(found, rule) << op << " " << name;
      }
    }
    ++checked;
  }
  EXPECT_GT(checked, 1000U);
}

}  // namespace
}  // namespace whittle::peers
