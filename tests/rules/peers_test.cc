// What other linters report without cause must stay silent here; and AWS's own policies are never
// said to grant nothing.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "lint/linter.h"
#include "rules/registry.h"

namespace whittle {
namespace {

using Names = std::multiset<std::string>;

Names Lint(const std::string& text, std::optional<policy::Type> type = std::nullopt) {
  static const lint::Linter linter(rules::All(), catalog::Catalog::BuiltIn(), {});
  documents::ReadOptions options;
  options.type = type;
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<text::Source>("p.json", text));
  Names names;
  for (const lint::Finding& finding : linter.Run(std::move(sources), options).findings) {
    names.emplace(finding.rule->name);
  }
  return names;
}

std::string Policy(const std::string& statement) {
  return R"({"Version": "2012-10-17", "Statement": {)" + statement + "}}";
}

struct Case {
  std::string name;
  std::string statement;
  policy::Type type = policy::Type::kIdentity;
  Names wanted = {};  ///< none: a false alarm of a peer
};

class Peers : public testing::TestWithParam<Case> {};

TEST_P(Peers, FindJustThis) {
  EXPECT_EQ(Lint(Policy(GetParam().statement), GetParam().type), GetParam().wanted);
}

std::string CaseName(const testing::TestParamInfo<Case>& info) { return info.param.name; }

constexpr auto kResource = policy::Type::kResource;
constexpr auto kTrust = policy::Type::kTrust;
constexpr auto kScp = policy::Type::kScp;

INSTANTIATE_TEST_SUITE_P(
    FalseAlarmsOfParliament, Peers,
    testing::Values(
        Case{
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
            R"("Effect": "Allow", "Action": ["ecs:DiscoverPollEndpoint", "ecr:GetAuthorizationToken", "ec2:DescribeTags", "ssmmessages:OpenDataChannel"], "Resource": "*")"}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    FalseAlarmsOfIamPolicyValidator, Peers,
    testing::Values(
        Case{
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
            R"("Effect": "Allow", "Action": "sqs:Send*", "Resource": "arn:aws:sqs:eu-west-1:123456789012:jobs")"}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    FalseAlarmsOfCloudsplaining, Peers,
    testing::Values(
        Case{
            "LetterCaseOfActions",
            R"("Effect": "Allow", "Action": "s3:getobject", "Resource": "arn:aws:s3:::reports/*")"},
        Case{
            "ClusterNarrows",
            R"("Effect": "Allow", "Action": ["ecs:Poll", "ecs:StartTelemetrySession"], "Resource": "*", "Condition": {"ArnEquals": {"ecs:cluster": "arn:aws:ecs:eu-west-1:123456789012:cluster/web"}})"},
        Case{"GuardrailsAllowEverything", R"("Effect": "Allow", "Action": "*", "Resource": "*")",
             kScp}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Grants, Peers,
    testing::Values(
        Case{"Deny", R"("Effect": "Deny", "Action": "s3:*", "Resource": "*")"},
        Case{"DeadDeny",
             R"("Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "arn:aws:s3:::reports")",
             kScp,
             {"action-resource-mismatch"}},
        Case{
            "HiddenBucket",
            R"("Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::${aws:username}")"},
        Case{
            "WholeWildcardIsDead",
            R"("Effect": "Allow", "Action": "sqs:Send*", "Resource": "arn:aws:sns:eu-west-1:123456789012:t")",
            policy::Type::kIdentity,
            {"action-resource-mismatch"}},
        Case{
            "OneActionOfAWildcardLives",
            R"("Effect": "Allow", "Action": "ecs:*Service*", "Resource": "arn:aws:ecs:eu-west-1:123456789012:service/web/app")"},
        Case{
            "LogGroupWithoutItsStreams",
            R"("Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "arn:aws:logs:eu-west-1:123456789012:log-group:app")",
            policy::Type::kIdentity,
            {"action-resource-mismatch"}},
        Case{
            "ClusterForPoll",
            R"("Effect": "Allow", "Action": ["ecs:Poll", "ecs:UpdateContainerInstancesState"], "Resource": "arn:aws:ecs:eu-west-1:123456789012:cluster/web")",
            policy::Type::kIdentity,
            {"action-resource-mismatch"}},
        Case{
            "ShortContainerInstance",
            R"("Effect": "Allow", "Action": "ecs:Poll", "Resource": "arn:aws:ecs:eu-west-1:123456789012:container-instance/0123")",
            policy::Type::kIdentity,
            {"action-resource-mismatch"}},
        Case{
            "ClusterKeyOnSubmit",
            R"("Effect": "Allow", "Action": "ecs:Submit*", "Resource": "arn:aws:ecs:eu-west-1:123456789012:cluster/web", "Condition": {"ArnEquals": {"ecs:cluster": "arn:aws:ecs:eu-west-1:123456789012:cluster/web"}})",
            policy::Type::kIdentity,
            {"condition-key-never-supplied"}},
        Case{
            "NotActionMayCarryAnyKey",
            R"("Effect": "Deny", "NotAction": "ecs:Submit*", "Resource": "*", "Condition": {"ArnEquals": {"ecs:cluster": "arn:aws:ecs:eu-west-1:123456789012:cluster/web"}})",
            kScp},
        Case{"StarAmongNarrower",
             R"("Effect": "Allow", "Action": "sqs:ListQueues", "Resource": ["*"])"},
        Case{
            "ListOfAWholeType",
            R"("Effect": "Allow", "Action": "iam:ListRoles", "Resource": "arn:aws:iam::123456789012:role/*")"},
        Case{
            "ServiceLinkedRoleHasOneService",
            R"("Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::*:role/aws-service-role/config.amazonaws.com/*")"},
        Case{
            "ListOfOneRole",
            R"("Effect": "Allow", "Action": "iam:ListRoles", "Resource": "arn:aws:iam::123456789012:role/app")",
            policy::Type::kIdentity,
            {"action-needs-star-resource"}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Conditions, Peers,
    testing::Values(
        Case{
            "KeysThatACallAlwaysHas",
            R"("Effect": "Allow", "Action": "route53:ChangeResourceRecordSets", "Resource": "arn:aws:route53:::hostedzone/Z1", "Condition": {"ForAllValues:StringEquals": {"route53:ChangeResourceRecordSetsActions": "UPSERT"}})"},
        Case{
            "MfaTwice",
            R"("Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}, "Null": {"aws:MultiFactorAuthPresent": "false"}})"},
        Case{
            "MfaByAge",
            R"("Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*", "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}})"},
        Case{
            "MfaIsMerelyPresent",
            R"("Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*", "Condition": {"Null": {"aws:MultiFactorAuthPresent": "false"}})",
            policy::Type::kIdentity,
            {"mfa-not-demanded"}},
        Case{
            "MfaHidden",
            R"("Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "${mfa}"}})",
            policy::Type::kIdentity,
            {"unresolved-placeholder"}},
        Case{
            "IfExistsWithANullCheck",
            R"("Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*", "Condition": {"StringEqualsIfExists": {"aws:SourceVpce": "vpce-0123456789abcdef0"}, "Null": {"aws:SourceVpce": "false"}})"},
        Case{
            "IfExistsInADeny",
            R"("Effect": "Deny", "Action": "sqs:ListQueues", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:SourceVpce": "vpce-0123456789abcdef0"}})"},
        Case{
            "ForAllValuesInADeny",
            R"("Effect": "Deny", "Action": "dynamodb:GetItem", "Resource": "*", "Condition": {"ForAllValues:StringEquals": {"dynamodb:Attributes": "secret"}})"}),
    CaseName);

TEST(ManagedPolicies, AreNeverSaidToGrantNothing) {
  const catalog::Catalog& catalog = catalog::Catalog::BuiltIn();
  for (uint32_t id = 0; id < catalog.managed_policy_count(); ++id) {
    const auto version = catalog.managed_policy(id).latest();
    if (!version) continue;
    for (const std::string& name : Lint(std::string(version->document))) {
      // A row in lib/catalog/data/granted.txt says what AWS knows and its tables do not.
      EXPECT_NE(name, "action-resource-mismatch") << catalog.managed_policy(id).name();
      EXPECT_NE(name, "action-needs-star-resource") << catalog.managed_policy(id).name();
    }
  }
}

}  // namespace
}  // namespace whittle
