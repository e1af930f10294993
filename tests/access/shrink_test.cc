#include "access/shrink.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>
#include <string>

#include "access/compare.h"
#include "text/json.h"
#include "text/json_writer.h"

namespace whittle::access {
namespace {

/// A policy read from text of its own.
struct Read {
  explicit Read(std::string text, policy::Type type = policy::Type::kIdentity)
      : source("", std::move(text)), json(text::ReadJson(source)) {
    EXPECT_FALSE(json.error);
    policy::TypeHint hint;
    hint.type = type;
    policy = policy::Parse(json.tree.root, hint, json.tree.arena);
  }
  text::Source source;
  text::JsonResult json;
  const policy::Policy* policy = nullptr;
};

std::vector<std::string> Texts(const policy::Policy& policy, const ShrinkOptions& options = {}) {
  text::Arena arena;
  std::vector<std::string> texts;
  for (const text::Node& node : Shrink(policy, options, arena).policies) {
    texts.push_back(text::WriteJson(node, text::JsonStyle::kCompact));
  }
  return texts;
}

/// The shrunk policy of these statements, as the statements' JSON.
std::string Statements(const std::string& statements, const ShrinkOptions& options = {},
                       policy::Type type = policy::Type::kIdentity) {
  const Read read(R"({"Version":"2012-10-17","Statement":[)" + statements + "]}", type);
  const std::vector<std::string> texts = Texts(*read.policy, options);
  EXPECT_EQ(texts.size(), 1U);
  const std::string start = R"({"Version":"2012-10-17","Statement":)";
  EXPECT_EQ(texts[0].substr(0, start.size()), start);
  return texts[0].substr(start.size(), texts[0].size() - start.size() - 1);
}

struct Case {
  const char* name;
  const char* before;
  const char* after;
  policy::Type type = policy::Type::kIdentity;
};

class ShrinkCases : public testing::TestWithParam<Case> {};

TEST_P(ShrinkCases, Give) {
  EXPECT_EQ(Statements(GetParam().before, {}, GetParam().type), GetParam().after);
}

constexpr Case kCases[] = {
    {"ListsOfOneBecomeScalars",
     R"({"Sid":"A","Effect":"Allow","Action":["s3:GetObject"],"Resource":["*"],"Condition":{"StringEquals":{"aws:RequestedRegion":["a"]}}})",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"a"}}})"},
    {"CoveredEntriesGo",
     R"({"Effect":"Allow","Action":["s3:GetObject","s3:Get*","S3:getobject"],"Resource":["arn:aws:s3:::a/b/*","arn:aws:s3:::a/*"]})",
     R"({"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::a/*"})"},
    {"WhatATemplateMayLeaveOutCoversNothing",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Fn::If":["C",{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Ref":"AWS::NoValue"}]})",
     R"([{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Fn::If":["C",{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Ref":"AWS::NoValue"}]}])"},
    {"CoveredStatementsGo",
     R"({"Effect":"Allow","Action":"s3:Get*","Resource":"*"},{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"})",
     R"({"Effect":"Allow","Action":"s3:Get*","Resource":"*"})"},
    {"WhatIsDeniedNeedsNoAllow",
     R"({"Effect":"Allow","Action":["s3:GetObject","s3:DeleteObject"],"Resource":"*"},{"Effect":"Deny","Action":"s3:Delete*","Resource":"*"})",
     R"([{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Effect":"Deny","Action":"s3:Delete*","Resource":"*"}])"},
    {"ADenyStaysThoughNothingIsAllowed",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"*"})",
     R"([{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Effect":"Deny","Action":"iam:*","Resource":"*"}])"},
    {"ADenyIsNotCoveredByAnAllow",
     R"({"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"})",
     R"([{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}])"},
    {"JoinsByAction",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"})",
     R"({"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"})"},
    {"JoinsByResource",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/*"},{"Effect":"Allow","Action":"s3:getobject","Resource":["arn:aws:s3:::b/*"]})",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::a/*","arn:aws:s3:::b/*"]})"},
    {"JoinsByPrincipal",
     R"({"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"arn:aws:iam::123456789012:role/a"}},{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com","AWS":"arn:aws:iam::123456789012:role/b"}})",
     R"({"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::123456789012:role/a","arn:aws:iam::123456789012:role/b"],"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"})",
     policy::Type::kTrust},
    {"JoinsByTheValuesOfACondition",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"a"}}},{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:requestedregion":"b"}}})",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":["a","b"]}}})"},
    {"BlocksOfAddressesAreJoined",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/25","192.0.2.7","10.0.1.0/24","10.0.0.128/25","192.0.2.7/32","10.0.0.3","2001:db8::/33","2001:db8:8000::/33","10.0.3.0/24"]}}})",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":["10.0.0.0/23","10.0.3.0/24","192.0.2.7","2001:db8::/32"]}}})"},
    {"BlocksOfANegatedOperatorToo",
     R"({"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":["0.0.0.0/1","128.0.0.0/1","::/0"]}}})",
     R"({"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":["0.0.0.0/0","::/0"]}}})"},
    {"NeighboursOfTwoBlocksStay",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":["10.0.1.0/24","10.0.2.0/24"]}}})",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":["10.0.1.0/24","10.0.2.0/24"]}}})"},
    {"ValuesThatPatternsCoverGo",
     R"({"Effect":"Allow","Action":"s3:ListBucket","Resource":"*","Condition":{"StringLike":{"s3:prefix":["home/a","home/*","home/?","x"]}}})",
     R"({"Effect":"Allow","Action":"s3:ListBucket","Resource":"*","Condition":{"StringLike":{"s3:prefix":["home/*","x"]}}})"},
    {"ButNotWhereStarsAreLetters",
     R"({"Effect":"Allow","Action":"s3:ListBucket","Resource":"*","Condition":{"StringEquals":{"s3:prefix":["home/a","home/*"]}}})",
     R"({"Effect":"Allow","Action":"s3:ListBucket","Resource":"*","Condition":{"StringEquals":{"s3:prefix":["home/a","home/*"]}}})"},
    {"ArnsThatPatternsCoverGoFieldByField",
     R"({"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*","Condition":{"ArnLike":{"aws:SourceArn":["arn:aws:sns:us-east-1:123456789012:a","arn:aws:sns:*:123456789012:*","arn:aws:sns:us-east-1:*:b"]}}})",
     R"({"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*","Condition":{"ArnLike":{"aws:SourceArn":["arn:aws:sns:*:123456789012:*","arn:aws:sns:us-east-1:*:b"]}}})"},
    {"JoinsWhatOthersFill", R"({"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::a/*","arn:aws:s3:::b/*"]},{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::a/*"},{"Effect":"Allow","Action":["s3:PutObject","s3:DeleteObject"],"Resource":"arn:aws:s3:::b/*"})", R"([{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":["arn:aws:s3:::a/*","arn:aws:s3:::b/*"]},{"Effect":"Allow","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::b/*"}])"},
    {"ButNotUnderAnotherCondition",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::a/*","arn:aws:s3:::b/*"]},{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::a/*"},{"Effect":"Allow","Action":["s3:PutObject","s3:DeleteObject"],"Resource":"arn:aws:s3:::b/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}})",
     R"([{"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::a/*","arn:aws:s3:::b/*"]},{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::a/*"},{"Effect":"Allow","Action":["s3:PutObject","s3:DeleteObject"],"Resource":"arn:aws:s3:::b/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}])"},
    {"ButNotOfANegatedOne",
     R"({"Effect":"Deny","Action":"s3:GetObject","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"a"}}},{"Effect":"Deny","Action":"s3:GetObject","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"b"}}})",
     R"([{"Effect":"Deny","Action":"s3:GetObject","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"a"}}},{"Effect":"Deny","Action":"s3:GetObject","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":"b"}}}])"},
    {"DoesNotJoinNotAction",
     R"({"Effect":"Deny","NotAction":"s3:*","Resource":"*"},{"Effect":"Deny","NotAction":"iam:*","Resource":"*"})",
     R"([{"Effect":"Deny","NotAction":"s3:*","Resource":"*"},{"Effect":"Deny","NotAction":"iam:*","Resource":"*"}])"},
    {"DoesNotJoinEffects",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Effect":"Deny","Action":"s3:PutObject","Resource":"*"})",
     R"([{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Effect":"Deny","Action":"s3:PutObject","Resource":"*"}])"},
    {"JoinsWhatTakesTwoSteps",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a"},{"Effect":"Allow","Action":"s3:PutObject","Resource":"arn:aws:s3:::a"},{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::b"})",
     R"({"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":["arn:aws:s3:::a","arn:aws:s3:::b"]})"},
    {"ContradictionsGo",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},{"Effect":"Allow","Action":"iam:*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"a"},"StringNotEquals":{"aws:RequestedRegion":"a"}}})",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"})"},
    {"ConditionsThatAlwaysHoldGo",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringLikeIfExists":{"aws:RequestedRegion":"*"}}})",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"})"},
    {"HolesStayAndCompareByTheirName",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::<A>/*","arn:aws:s3:::<B>/*","arn:aws:s3:::<A>/*"]})",
     R"({"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws:s3:::<A>/*","arn:aws:s3:::<B>/*"]})"},
    {"ChoicesStayAsTheyAre",
     R"({"Sid":"A","Effect":"Allow","Action":["s3:GetObject",{"Fn::If":["C","s3:GetObject","s3:PutObject"]}],"Resource":["*"]})",
     R"({"Effect":"Allow","Action":["s3:GetObject",{"Fn::If":["C","s3:GetObject","s3:PutObject"]}],"Resource":["*"]})"},
};

INSTANTIATE_TEST_SUITE_P(All, ShrinkCases, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Shrink, KeepsSidsOnRequest) {
  ShrinkOptions options;
  options.keep_sids = true;
  EXPECT_EQ(Statements(R"({"Sid":"A","Effect":"Allow","Action":["s3:GetObject"],"Resource":"*"})",
                       options),
            R"({"Sid":"A","Effect":"Allow","Action":"s3:GetObject","Resource":"*"})");
}

TEST(Shrink, UsesActionWildcardsOnRequestOnly) {
  const std::string statement =
      R"({"Effect":"Allow","Action":["sqs:ListQueues","sqs:ListQueueTags","sqs:Unknown"],"Resource":"*"})";
  EXPECT_EQ(Statements(statement), statement);
  ShrinkOptions options;
  options.action_wildcards = true;
  EXPECT_EQ(Statements(statement, options),
            R"({"Effect":"Allow","Action":["sqs:L*tQ*","sqs:Unknown"],"Resource":"*"})");
}

TEST(Shrink, LeavesFaultyPoliciesAlone) {
  const Read read(
      R"({"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Action": ["a:b"]}]})");
  text::Arena arena;
  const Shrunk shrunk = Shrink(*read.policy, {}, arena);
  EXPECT_FALSE(shrunk.untouched.empty());
  ASSERT_EQ(shrunk.policies.size(), 1U);
  EXPECT_EQ(text::WriteJson(shrunk.policies[0], text::JsonStyle::kCompact),
            R"({"Version":"2012-10-17","Statement":[{"Effect":"allow","Action":["a:b"]}]})");
}

TEST(Shrink, SplitsWhatDoesNotFit) {
  std::string statements;
  for (int i = 0; i < 60; ++i) {
    statements += (i == 0 ? "" : ",") +
                  (R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket-)" +
                   std::to_string(i) + R"(/*","Condition":{"StringEquals":{"aws:PrincipalTag/t)" +
                   std::to_string(i) + R"(":"x"}}})");
  }
  const Read read(R"({"Version":"2012-10-17","Statement":[)" + statements + "]}");
  const std::vector<std::string> texts = Texts(*read.policy);
  ASSERT_GT(texts.size(), 1U);
  std::vector<std::unique_ptr<Read>> parts;
  Grants split;
  for (const std::string& text : texts) {
    EXPECT_LE(text.size(), kManagedPolicyQuota);
    parts.push_back(std::make_unique<Read>(text));
    split.policies.push_back(parts.back()->policy);
  }
  const Grants whole{{read.policy}, {}};
  EXPECT_EQ(Contains(whole, split), Truth::kYes);
  EXPECT_EQ(Contains(split, whole), Truth::kYes);
  ShrinkOptions unlimited;
  unlimited.quota = 0;
  EXPECT_EQ(Texts(*read.policy, unlimited).size(), 1U);
  // Other policies cannot be several.
  const Read scp(R"({"Version":"2012-10-17","Statement":[)" + statements + "]}",
                 policy::Type::kScp);
  EXPECT_EQ(Texts(*scp.policy).size(), 1U);
}

TEST(Shrink, HoldsForManagedPolicies) {
  const char* given = std::getenv("WHITTLE_SEED");
  const unsigned seed = given == nullptr ? 20261125 : static_cast<unsigned>(std::atoi(given));
  SCOPED_TRACE("WHITTLE_SEED=" + std::to_string(seed));
  const catalog::Catalog& catalog = catalog::Catalog::BuiltIn();
  std::mt19937 random(seed);
  size_t before = 0;
  size_t after = 0;
  size_t wild = 0;
  int proved = 0;
  int count = 0;
  for (int i = 0; i < 150; ++i) {
    const auto version = catalog.managed_policy(random() % catalog.managed_policy_count()).latest();
    if (!version) continue;
    const Read read{std::string(version->document)};
    ShrinkOptions options;
    options.quota = 0;
    const std::vector<std::string> texts = Texts(*read.policy, options);
    ASSERT_EQ(texts.size(), 1U);
    const Read shrunk(texts[0]);
    EXPECT_LE(texts[0].size(), version->document.size());
    EXPECT_EQ(Texts(*shrunk.policy, options), texts);
    CompareOptions compare;
    compare.budget = 200'000;
    compare.list_all = false;
    const Comparison same = Compare({{read.policy}, {}}, {{shrunk.policy}, {}}, compare);
    EXPECT_NE(same.within, Truth::kNo) << texts[0];
    EXPECT_NE(same.contains, Truth::kNo) << texts[0];
    proved += same.relation == Relation::kEqual ? 1 : 0;

    options.action_wildcards = true;
    const std::vector<std::string> wilder = Texts(*read.policy, options);
    const Read wildest(wilder[0]);
    EXPECT_LE(wilder[0].size(), texts[0].size());
    EXPECT_EQ(Texts(*wildest.policy, options), wilder);
    const Comparison known = Compare({{read.policy}, {}}, {{wildest.policy}, {}}, compare);
    EXPECT_TRUE(known.known_actions == Relation::kEqual ||
                known.known_actions == Relation::kUnknown)
        << wilder[0];
    before += version->document.size();
    after += texts[0].size();
    wild += wilder[0].size();
    ++count;
  }
  EXPECT_GT(proved, count * 9 / 10);
  std::cout << "seed " << seed << ": " << count << " policies, " << before << " characters, "
            << after << " shrunk, " << wild << " with action wildcards; " << proved
            << " proved equal as a whole\n";
}

}  // namespace
}  // namespace whittle::access
