// Cases of rules beyond their examples: near misses, Deny, Not…, placeholders.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lint/linter.h"
#include "rules/registry.h"

namespace whittle {
namespace {

struct Case {
  std::string name;
  std::string statement;  ///< what stands in the statement, after `"Version": "2012-10-17"`
  policy::Type type;
  std::vector<std::string> wanted;  ///< `rule@text` in order
};

std::vector<std::string> Lint(const std::string& text, const documents::ReadOptions& options) {
  const lint::Linter linter(rules::All(), catalog::Catalog::BuiltIn(), {});
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<text::Source>("p.json", text));
  const lint::Report report = linter.Run(std::move(sources), options);
  std::vector<std::string> found;
  for (const lint::Finding& finding : report.findings) {
    found.push_back(std::string(finding.rule->name) + "@" +
                    std::string(report.files[0]->source->Slice(finding.place.span)));
  }
  return found;
}

class Cases : public testing::TestWithParam<Case> {};

TEST_P(Cases, FindJustThis) {
  documents::ReadOptions options;
  options.type = GetParam().type;
  EXPECT_EQ(
      Lint(R"({"Version": "2012-10-17", "Statement": {)" + GetParam().statement + "}}", options),
      GetParam().wanted);
}

std::string CaseName(const testing::TestParamInfo<Case>& info) { return info.param.name; }

constexpr auto kIdentity = policy::Type::kIdentity;

INSTANTIATE_TEST_SUITE_P(
    PassRole, Cases,
    testing::Values(
        Case{"Deny",
             R"("Effect": "Deny", "Action": "iam:PassRole", "Resource": "*")",
             kIdentity,
             {}},
        Case{
            "PassedToService",
            R"("Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": {"StringEquals": {"IAM:PassedToService": "ecs.amazonaws.com"}})",
            kIdentity,
            {}},
        Case{
            "NegatedService",
            R"("Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": {"StringNotEquals": {"iam:PassedToService": "ecs.amazonaws.com"}})",
            kIdentity,
            {"pass-role-with-star-in-resource@\"iam:PassRole\""}},
        Case{
            "PassedIfExists",
            R"("Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": {"StringEqualsIfExists": {"iam:PassedToService": "ec2.amazonaws.com"}})",
            kIdentity,
            {"pass-role-with-star-in-resource@\"iam:PassRole\""}},
        Case{
            "PassedIfExistsToLambda",
            R"("Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": {"StringEqualsIfExists": {"iam:PassedToService": "lambda.amazonaws.com"}})",
            kIdentity,
            {}},
        Case{
            "OtherCondition",
            R"("Effect": "Allow", "Action": "IAM:passrole", "Resource": ["*"], "Condition": {"Bool": {"aws:SecureTransport": "true"}})",
            kIdentity,
            {"pass-role-with-star-in-resource@\"IAM:passrole\""}},
        Case{
            "HiddenCondition",
            R"("Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": {"StringEquals": {"${key}": "x"}})",
            kIdentity,
            {"unresolved-placeholder@\"${key}\""}},
        Case{"HiddenResource",
             R"("Effect": "Allow", "Action": "iam:PassRole", "Resource": "${role}")",
             kIdentity,
             {"unresolved-placeholder@\"${role}\""}},
        Case{
            "NamedPattern",
            R"("Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::*:role/app-*")",
            kIdentity,
            {"pass-role-without-service@\"iam:PassRole\""}},
        Case{
            "NotActionHidden",
            R"("Effect": "Allow", "NotAction": ["${actions}", "iam:CreateServiceLinkedRole"], "Resource": "*")",
            kIdentity,
            {"allow-with-not-action@\"NotAction\"", "unresolved-placeholder@\"${actions}\""}},
        Case{"Scp", R"("Effect": "Allow", "Action": "*", "Resource": "*")", policy::Type::kScp, {}},
        Case{"Administrator",
             R"("Effect": "Allow", "Action": "*", "Resource": "*")",
             kIdentity,
             {"create-slr-with-star-in-action-and-resource@\"*\"", "full-access@\"*\"",
              "pass-role-with-star-in-action-and-resource@\"*\""}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Grammar, Cases,
    testing::Values(
        Case{"LowerCaseElement",
             R"("effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*")",
             kIdentity,
             {"missing-effect@{\"effect\": \"Deny\", \"Action\": \"iam:DeleteRole\", \"Resource\": "
              "\"*\"}",
              "invalid-policy-element@\"effect\""}},
        Case{
            "TrustNeedsNoResource",
            R"("Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole")",
            policy::Type::kTrust,
            {}},
        Case{
            "ResourcePolicySidTakesMore",
            R"("Sid": "allow all reads", "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*")",
            policy::Type::kResource,
            {}},
        Case{"HiddenEffect",
             R"("Effect": "${effect}", "Action": "iam:DeleteRole", "Resource": "*")",
             kIdentity,
             {}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Catalogue, Cases,
    testing::Values(
        Case{"HiddenService",
             R"("Effect": "Deny", "Action": "${service}:DeleteRole", "Resource": "*")",
             kIdentity,
             {"unresolved-placeholder@\"${service}:DeleteRole\""}},
        Case{"NotAction",
             R"("Effect": "Deny", "NotAction": "iam:DeleteRoles", "Resource": "*")",
             kIdentity,
             {"invalid-action@\"iam:DeleteRoles\""}},
        Case{"WildcardThatMatchesNothing",
             R"("Effect": "Deny", "Action": "iam:Zap*", "Resource": "*")",
             kIdentity,
             {"invalid-action@\"iam:Zap*\""}},
        Case{
            "ProviderKey",
            R"("Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": {"StringEquals": {"oidc.example.com:sub": "x"}})",
            kIdentity,
            {}},
        Case{
            "NullNeedsNoQualifier",
            R"("Effect": "Deny", "Action": "s3:GetObject", "Resource": "*", "Condition": {"Null": {"aws:TagKeys": "true"}})",
            kIdentity,
            {}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Redundancy, Cases,
    testing::Values(
        Case{"LetterCase",
             R"("Effect": "Deny", "Action": ["iam:deleterole", "iam:DeleteRole"], "Resource": "*")",
             kIdentity,
             {"redundant-action@\"iam:deleterole\""}},
        Case{
            "ResourcesKeepTheirCase",
            R"("Effect": "Deny", "Action": "iam:DeleteRole", "Resource": ["arn:aws:iam::*:role/A", "arn:aws:iam::*:role/a"])",
            kIdentity,
            {}},
        Case{
            "TwoGroups",
            R"("Effect": "Deny", "Action": ["s3:GetObject", "iam:Get*", "s3:Get*", "iam:GetRole"], "Resource": "*")",
            kIdentity,
            {"redundant-action@\"s3:GetObject\"", "redundant-action@\"iam:Get*\""}},
        Case{"PartialOverlapIsNone",
             R"("Effect": "Deny", "Action": ["iam:Get*", "iam:*Role"], "Resource": "*")",
             kIdentity,
             {}},
        Case{"Placeholders",
             R"("Effect": "Deny", "Action": ["iam:${x}", "iam:${x}"], "Resource": "*")",
             kIdentity,
             {"unresolved-placeholder@\"iam:${x}\""}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    SsmTrust, Cases,
    testing::Values(
        Case{
            "SourceArn",
            R"("Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"ArnEquals": {"AWS:SourceArn": "arn:aws:ssm:*:111122223333:*"}})",
            policy::Type::kTrust,
            {}},
        Case{
            "IfExistsIsNoRestriction",
            R"("Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEqualsIfExists": {"aws:SourceAccount": "111122223333"}})",
            policy::Type::kTrust,
            {"ssm-trust-without-source-condition@\"ssm.amazonaws.com\""}},
        Case{
            "Deny",
            R"("Effect": "Deny", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole")",
            policy::Type::kTrust,
            {}}),
    CaseName);

const std::string kSsmTrust =
    R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}}})";
std::string Task(const std::string& rest) {
  return R"({"family": "f", "containerDefinitions": [{"name": "c", "image": "111122223333.dkr.ecr.eu-west-1.amazonaws.com/r:1"}])" +
         rest + "}";
}

TEST(EcsExecutionRole, AnExternalHostsRoleMayPullImagesItself) {
  const std::string pulls =
      R"({"RoleName": "r", "AssumeRolePolicyDocument": )" + kSsmTrust +
      R"(, "RolePolicyList": [], "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"}]})";
  const std::string cannot = R"({"RoleName": "r", "AssumeRolePolicyDocument": )" + kSsmTrust +
                             R"(, "RolePolicyList": [], "AttachedManagedPolicies": []})";
  EXPECT_TRUE(
      Lint("[" + pulls + ", " + Task(R"(, "requiresCompatibilities": ["EXTERNAL"])") + "]", {})
          .empty());
  EXPECT_EQ(
      Lint("[" + cannot + ", " + Task(R"(, "requiresCompatibilities": ["EXTERNAL"])") + "]", {})
          .size(),
      1U);
  // Without the role in sight it is not known.
  EXPECT_TRUE(Lint(Task(R"(, "requiresCompatibilities": ["EXTERNAL"])"), {}).empty());
}

TEST(EcsExecutionRole, OnEc2TheInstanceRoleStandsIn) {
  EXPECT_TRUE(Lint(Task(R"(, "requiresCompatibilities": ["EC2"])"), {}).empty());
  EXPECT_EQ(Lint(Task(R"(, "requiresCompatibilities": ["FARGATE"])"), {}).size(), 1U);
  EXPECT_TRUE(Lint(Task(R"(, "requiresCompatibilities": ["FARGATE"], "executionRoleArn": "x")"), {})
                  .empty());
}

TEST(EcsInstancePolicyCopy, KnowsEveryStoredVersion) {
  const auto managed =
      catalog::Catalog::BuiltIn().FindManagedPolicy("AmazonEC2ContainerServiceforEC2Role");
  size_t found = 0;
  for (const catalog::ManagedPolicyVersion& version : managed->versions()) {
    for (const std::string& finding : Lint(std::string(version.document), {})) {
      found += finding.rfind("ecs-instance-policy-copy", 0) == 0 ? 1U : 0U;
    }
  }
  // The first ones, of 2015, lack the call that later agents make.
  EXPECT_GE(found, managed->versions().size() - 2);
}

}  // namespace
}  // namespace whittle
