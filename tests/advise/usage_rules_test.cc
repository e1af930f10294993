// Each trap of CloudTrail's events, on testdata/cloudtrail/rules.ndjson.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "advise/usage/collect.h"
#include "advise/usage/read_logs.h"
#include "advise/usage/usage_file.h"
#include "advise/usage/usage_needs.h"

namespace whittle::advise {
namespace {

const catalog::Catalog& BuiltIn() { return catalog::Catalog::BuiltIn(); }

using Set = std::set<std::string, std::less<>>;

const Usage& Rules() {
  static const Usage kUsage =
      ReadLogs({std::string(WHITTLE_TESTDATA_DIR) + "/cloudtrail/rules.ndjson"}, {1, {}}, BuiltIn())
          .usage;
  return kUsage;
}

const ActionUsages& Worker() {
  return Rules().principals.at("arn:aws:iam::111122223333:role/apps/worker");
}

bool Needs(std::string_view action) {
  const auto needs = ObservedNeeds(Worker(), BuiltIn());
  return std::any_of(needs.begin(), needs.end(),
                     [&](const Requirement& need) { return need.action == action; });
}

TEST(UsageRules, DeniedCallsAreNoEvidence) {
  EXPECT_EQ(Worker().at("ec2:CreateVolume").denied, 6U);
  EXPECT_EQ(Worker().at("ec2:CreateVolume").allowed, 0U);
  EXPECT_EQ(Worker().at("ec2:CreateVolume").resources, Set());
  EXPECT_FALSE(Needs("ec2:CreateVolume"));
  EXPECT_FALSE(Needs("secretsmanager:GetSecretValue"));
}

TEST(UsageRules, OtherErrorsMeanThatTheCallWasAuthorised) {
  for (const std::string_view action :
       {"iam:GetAccountPasswordPolicy", "dynamodb:DescribeTable", "ec2:StopInstances"}) {
    EXPECT_EQ(Worker().find(action)->second.allowed, 1U) << action;
    EXPECT_TRUE(Needs(action)) << action;
  }
}

TEST(UsageRules, ThrottledCallsWereTried) {
  EXPECT_EQ(Worker().at("ssm:SendCommand").throttled, 1U);
  EXPECT_EQ(Worker().at("ssm:SendCommand").allowed, 0U);
  EXPECT_TRUE(Needs("ssm:SendCommand"));
  // Nobody knows whether its role would have been handed on.
  EXPECT_EQ(Worker().at("ec2:RunInstances").throttled, 1U);
}

TEST(UsageRules, CallsOnTheCallersBehalfAreTheCallers) {
  EXPECT_EQ(Worker().at("kms:Decrypt").via_services, Set{"s3.amazonaws.com"});
  EXPECT_TRUE(Needs("kms:Decrypt"));
}

TEST(UsageRules, ServicesOwnCallsAndEventsThatAreNoCallsAreNobodys) {
  EXPECT_EQ(Rules().events.by_services, 2U);
  EXPECT_EQ(Rules().events.not_calls, 3U);
  // Another account's anonymous caller, and a federated user without an issuer.
  EXPECT_EQ(Rules().events.no_principal, 2U);
  EXPECT_FALSE(Needs("kms:GenerateDataKey"));
  EXPECT_FALSE(Needs("secretsmanager:StartSecretVersionDelete"));
}

TEST(UsageRules, ChannelsAreOfSsmmessagesAndOfNoResource) {
  EXPECT_EQ(Worker().at("ssmmessages:CreateControlChannel").resources, Set{"*"});
  EXPECT_EQ(Worker().at("ssmmessages:OpenDataChannel").resources, Set{"*"});
  EXPECT_EQ(Worker().count("ssm:CreateControlChannel"), 0U);
}

TEST(UsageRules, RolesInParametersAreHandedOn) {
  EXPECT_EQ(Worker().at("iam:PassRole").resources,
            (Set{"arn:aws:iam::111122223333:role/exec", "arn:aws:iam::111122223333:role/f1",
                 "arn:aws:iam::111122223333:role/task"}));
  // Neither one that is assumed, nor one that a policy names.
  EXPECT_TRUE(Needs("sts:AssumeRole"));
  EXPECT_TRUE(Needs("s3:PutBucketPolicy"));
}

TEST(UsageRules, CallsThatNeedNoPermissionAreNotGranted) {
  EXPECT_EQ(Rules().events.no_permission, 3U);
  EXPECT_EQ(Worker().count("sts:GetCallerIdentity"), 0U);
  EXPECT_EQ(Worker().count("ssm:RequestManagedInstanceRoleToken"), 0U);
}

TEST(UsageRules, SessionsAreTheirRoles) {
  std::vector<std::string> principals;
  for (const auto& one : Rules().principals) principals.push_back(one.first);
  EXPECT_EQ(principals, (std::vector<std::string>{
                            "arn:aws-cn:iam::111122223333:role/lonely",
                            "arn:aws:iam::111122223333:role/apps/worker",
                            "arn:aws:iam::111122223333:root",
                            "arn:aws:iam::111122223333:user/ann",
                        }));
}

TEST(UsageRules, CopiesOfAnEventGrantNothingMore) {
  EXPECT_EQ(Worker().at("kms:Encrypt").resources,
            Set{"arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab"});
}

TEST(UsageRules, NamesBecomeActions) {
  for (const std::string_view action :
       {"lambda:CreateFunction", "lambda:UpdateFunctionConfiguration",
        "cloudfront:CreateDistribution", "lambda:InvokeFunction", "kms:ReEncryptFrom",
        "kms:ReEncryptTo", "cloudwatch:PutMetricAlarm", "apigateway:GET",
        "application-autoscaling:RegisterScalableTarget", "s3:ListBucket", "s3:GetObjectVersion",
        "s3:PutObject"}) {
    EXPECT_TRUE(Needs(action)) << action;
  }
  EXPECT_EQ(Rules().unknown_events.size(), 2U);
}

TEST(UsageRules, ResourcesAreThoseThatTheActionTakes) {
  // The bucket stands beside the object, and another call tells neither.
  EXPECT_EQ(Worker().at("s3:GetObjectVersion").resources, Set{"arn:aws:s3:::b1/in/a b.json"});
  EXPECT_EQ(Worker().at("s3:ListBucket").resources, Set{"arn:aws:s3:::b1"});
  // What is copied from is not told.
  EXPECT_EQ(Worker().at("s3:GetObject").resources.count("*"), 1U);
  EXPECT_EQ(Worker().at("sns:Publish").resources, Set{"arn:aws:sns:eu-west-1:111122223333:t"});
}

/// Joining usages is associative and commutative, has an identity, adds up counts (so that a file
/// that is joined twice counts twice), and says what reading all at once says.
TEST(UsageJoin, IsTheSameInAnyOrder) {
  const Generaliser general = GeneraliserOf(BuiltIn());
  const auto join = [&](const Usage& a, const Usage& b) {
    Usage joined = a;
    Join(b, general, joined);
    // Through a file, too.
    const UsageResult again = ReadUsage(text::Source("u", WriteUsage(joined)));
    EXPECT_EQ(again.usage, joined);
    return joined;
  };
  for (unsigned seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const auto upto = [&](unsigned n) { return random() % n; };
    Collector whole(BuiltIn());
    Usage parts[3];
    // Few kinds of things, or so many that they are generalised.
    const unsigned many = seed % 4 == 0 ? 900 : 40;
    for (Usage& part : parts) {
      Collector collector(BuiltIn());
      for (unsigned i = 0; i < many; ++i) {
        const std::string user = "arn:aws:iam::111122223333:user/u" + std::to_string(upto(2));
        const std::string bucket = "arn:aws:s3:::b" + std::to_string(upto(many));
        const std::string task = "arn:aws:ecs:eu-west-1:111122223333:task/c" +
                                 std::to_string(upto(seed % 8 == 0 ? 900 : 3)) + "/" +
                                 std::to_string(upto(many * 9));
        const std::string time = "2024-07-0" + std::to_string(1 + upto(9)) + "T00:00:00Z";
        const std::string unknown = "Nothing" + std::to_string(upto(1500));
        Event event;
        event.identity_arn = user;
        event.time = time;
        const bool ecs = upto(2) == 0;
        event.source = ecs ? "ecs.amazonaws.com" : "s3.amazonaws.com";
        event.name = upto(3) == 0 ? std::string_view(unknown) : ecs ? "StopTask" : "GetBucketAcl";
        event.resources.push_back(ecs ? std::string_view(task) : std::string_view(bucket));
        if (upto(4) == 0) event.error_code = upto(2) == 0 ? "AccessDenied" : "Throttling";
        if (upto(4) == 0) event.invoked_by = "cloudformation.amazonaws.com";
        if (upto(9) == 0) event.category = "Data";
        collector.Add(event);
        whole.Add(event);
      }
      part = collector.usage();
    }
    const Usage all = join(join(parts[0], parts[1]), parts[2]);
    EXPECT_EQ(all, join(parts[0], join(parts[1], parts[2])));
    EXPECT_EQ(all, join(parts[2], join(parts[1], parts[0])));
    EXPECT_EQ(all, whole.usage());
    EXPECT_EQ(join(parts[0], Usage()), parts[0]);
    EXPECT_EQ(join(Usage(), parts[0]), parts[0]);
    const Usage twice = join(parts[0], parts[0]);
    EXPECT_EQ(twice.events.read, 2 * parts[0].events.read);
    for (const auto& [principal, actions] : parts[0].principals) {
      for (const auto& [action, seen] : actions) {
        const ActionUsage& both = twice.principals.at(principal).at(action);
        EXPECT_EQ(both.denied, 2 * seen.denied);
        EXPECT_EQ(both.resources, seen.resources);
      }
    }
  }
}

}  // namespace
}  // namespace whittle::advise
