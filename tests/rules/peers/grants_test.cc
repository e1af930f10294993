// What the rules on grants and conditions that go beyond AWS find, and their near misses.
#include <gtest/gtest.h>

#include "catalog/catalog.h"
#include "tests/rules/peers/peers.h"

namespace whittle::peers {
namespace {

TEST(Grants, FindJustThis) {
  ExpectJust(
      {Case{"Deny", R"("Effect": "Deny", "Action": "s3:*", "Resource": "*")"},
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
           kIdentity,
           {"action-resource-mismatch"}},
       Case{
           "OneActionOfAWildcardLives",
           R"("Effect": "Allow", "Action": "ecs:*Service*", "Resource": "arn:aws:ecs:eu-west-1:123456789012:service/web/app")"},
       Case{
           "LogGroupWithoutItsStreams",
           R"("Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "arn:aws:logs:eu-west-1:123456789012:log-group:app")",
           kIdentity,
           {"action-resource-mismatch"}},
       Case{
           "ClusterForPoll",
           R"("Effect": "Allow", "Action": ["ecs:Poll", "ecs:UpdateContainerInstancesState"], "Resource": "arn:aws:ecs:eu-west-1:123456789012:cluster/web")",
           kIdentity,
           {"action-resource-mismatch"}},
       Case{
           "ShortContainerInstance",
           R"("Effect": "Allow", "Action": "ecs:Poll", "Resource": "arn:aws:ecs:eu-west-1:123456789012:container-instance/0123")",
           kIdentity,
           {"action-resource-mismatch"}},
       Case{
           "ClusterKeyOnSubmit",
           R"("Effect": "Allow", "Action": "ecs:Submit*", "Resource": "arn:aws:ecs:eu-west-1:123456789012:cluster/web", "Condition": {"ArnEquals": {"ecs:cluster": "arn:aws:ecs:eu-west-1:123456789012:cluster/web"}})",
           kIdentity,
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
           kIdentity,
           {"action-needs-star-resource"}}});
}

TEST(Conditions, FindJustThis) {
  ExpectJust(
      {Case{
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
           kIdentity,
           {"mfa-not-demanded"}},
       Case{
           "MfaHidden",
           R"("Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "${mfa}"}})",
           kIdentity,
           {"unresolved-placeholder"}},
       Case{
           "IfExistsWithANullCheck",
           R"("Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*", "Condition": {"StringEqualsIfExists": {"aws:SourceVpce": "vpce-0123456789abcdef0"}, "Null": {"aws:SourceVpce": "false"}})"},
       Case{
           "IfExistsInADeny",
           R"("Effect": "Deny", "Action": "sqs:ListQueues", "Resource": "*", "Condition": {"StringNotEqualsIfExists": {"aws:SourceVpce": "vpce-0123456789abcdef0"}})"},
       Case{
           "ForAllValuesInADeny",
           R"("Effect": "Deny", "Action": "dynamodb:GetItem", "Resource": "*", "Condition": {"ForAllValues:StringEquals": {"dynamodb:Attributes": "secret"}})"}});
}

/// Faults that no policy of AWS's own has. Of its actions and services some have been withdrawn
/// since.
TEST(ManagedPolicies, HaveNoFaultsOfSpelling) {
  const catalog::Catalog& catalog = catalog::Catalog::BuiltIn();
  for (uint32_t id = 0; id < catalog.managed_policy_count(); ++id) {
    const auto version = catalog.managed_policy(id).latest();
    if (!version) continue;
    const Names names = Lint(std::string(version->document));
    for (const char* rule :
         {// A row in lib/catalog/data/granted.txt says what AWS knows and its tables do not.
          "action-resource-mismatch", "action-needs-star-resource", "invalid-arn-resource",
          "invalid-arn-region", "invalid-arn-account", "invalid-partition", "missing-arn-field",
          "missing-arn-region", "missing-arn-account", "arn-region-not-allowed",
          "arn-account-not-allowed", "invalid-service", "invalid-condition-key-format",
          "invalid-global-condition-key", "missing-tag-key-in-condition", "type-mismatch-boolean",
          "type-mismatch-date", "type-mismatch-ip-range", "type-mismatch-number"}) {
      EXPECT_EQ(names.count(rule), 0U) << catalog.managed_policy(id).name() << ": " << rule;
    }
    // The keys of a service that is gone are gone with it.
    if (names.count("invalid-service-in-action") != 0) continue;
    EXPECT_EQ(names.count("invalid-service-condition-key"), 0U)
        << catalog.managed_policy(id).name();
  }
}

}  // namespace
}  // namespace whittle::peers
