// What is granted, and what is public.
#include "access/question.h"

#include <gtest/gtest.h>

#include "tests/access/world.h"

namespace whittle::access {
namespace {

Truth Granted(const std::string& statements, const std::vector<std::string>& actions,
              const std::vector<std::string>& resources = {}) {
  World world;
  const Grants grants{{world.Parse(Policy(statements))}, {}};
  return IsGranted(grants, actions, resources).answer;
}

TEST(Granted, Actions) {
  const std::string reads = Allow(R"("Action": "s3:Get*", "Resource": "arn:aws:s3:::b/*")");
  EXPECT_EQ(Granted(reads, {"s3:GetObject"}), Truth::kYes);
  EXPECT_EQ(Granted(reads, {"s3:PutObject"}), Truth::kNo);
  EXPECT_EQ(Granted(reads, {"s3:PutObject", "s3:*Acl"}), Truth::kYes);
  EXPECT_EQ(Granted(reads, {}), Truth::kYes);
  EXPECT_EQ(Granted("", {}), Truth::kNo);
}

TEST(Granted, OnResources) {
  const std::string reads = Allow(R"("Action": "s3:Get*", "Resource": "arn:aws:s3:::b/*")");
  EXPECT_EQ(Granted(reads, {"s3:GetObject"}, {"arn:aws:s3:::b/x"}), Truth::kYes);
  EXPECT_EQ(Granted(reads, {"s3:GetObject"}, {"arn:aws:s3:::c/x", "arn:aws:s3:::*/y"}),
            Truth::kYes);
  EXPECT_EQ(Granted(reads, {"s3:GetObject"}, {"arn:aws:s3:::c/*"}), Truth::kNo);
}

TEST(Granted, DeniesAndLimitsTakeAway) {
  const std::string all = Allow(kAll);
  EXPECT_EQ(Granted(all + ", " + Deny(R"("Action": "iam:*", "Resource": "*")"), {"iam:PassRole"}),
            Truth::kNo);
  EXPECT_EQ(Granted(all + ", " + Deny(R"("Action": "iam:*", "Resource": "*",
                                         "Condition": {"Bool": {"aws:ViaAWSService": "false"}})"),
                    {"iam:PassRole"}),
            Truth::kYes);
  World world;
  const Grants limited{{world.Parse(Policy(all))},
                       {{world.Parse(Policy(Allow(R"("Action": "s3:*", "Resource": "*")")))}}};
  EXPECT_EQ(IsGranted(limited, {"iam:PassRole"}, {}).answer, Truth::kNo);
  EXPECT_EQ(IsGranted(limited, {"s3:PutObject"}, {}).answer, Truth::kYes);
}

TEST(Granted, UnknownWhereAPlaceholderDecides) {
  const std::string one = Allow(R"("Action": "s3:GetObject", "Resource": "${Bucket.Arn}/x")");
  EXPECT_EQ(Granted(one, {"s3:GetObject"}), Truth::kYes);
  EXPECT_EQ(Granted(one, {"s3:GetObject"}, {"arn:aws:s3:::b/x"}), Truth::kUnknown);
  EXPECT_EQ(Granted(one, {"s3:GetObject"}, {"arn:aws:s3:::b/y"}), Truth::kNo);
}

struct PublicCase {
  const char* name;
  std::string statements;
  Truth expected;
};
void PrintTo(const PublicCase& c, std::ostream* out) { *out << c.name; }

class Public : public testing::TestWithParam<PublicCase> {};

TEST_P(Public, Is) {
  World world;
  const Grants grants{{world.Parse(Policy(GetParam().statements), policy::Type::kResource)}, {}};
  const QuestionResult result = IsPublic(grants);
  EXPECT_EQ(result.answer, GetParam().expected) << testing::PrintToString(result.unknown);
  EXPECT_EQ(result.witnesses.empty(), result.answer != Truth::kYes);
}

std::string Open(const std::string& condition, const std::string& principal = R"("*")") {
  return Allow(R"("Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*", "Principal": )" +
               principal + (condition.empty() ? "" : R"(, "Condition": )" + condition));
}
std::string DenyUnless(const std::string& condition) {
  return Deny(R"("Action": "s3:*", "Resource": "*", "Principal": "*", "Condition": )" + condition);
}

INSTANTIATE_TEST_SUITE_P(
    Principals, Public,
    testing::Values(
        PublicCase{"everyone", Open(""), Truth::kYes},
        PublicCase{"every AWS principal", Open("", R"({"AWS": "*"})"), Truth::kYes},
        PublicCase{"an account", Open("", R"({"AWS": "111122223333"})"), Truth::kNo},
        PublicCase{"a service", Open("", R"({"Service": "logs.amazonaws.com"})"), Truth::kNo},
        PublicCase{"all but one", Allow(R"("Action": "s3:GetObject", "Resource": "*",
                            "NotPrincipal": {"AWS": "111122223333"})"),
                   Truth::kYes},
        PublicCase{"denied to everyone", Open("") + ", " + DenyUnless("{}"), Truth::kNo}));

INSTANTIATE_TEST_SUITE_P(
    Keys, Public,
    testing::Values(
        PublicCase{"fixed VPC", Open(R"({"StringEquals": {"aws:SourceVpc": "vpc-1"}})"),
                   Truth::kNo},
        PublicCase{"any VPC", Open(R"({"StringLike": {"aws:SourceVpc": "vpc-*"}})"), Truth::kYes},
        PublicCase{"like without a wildcard", Open(R"({"StringLike": {"aws:SourceVpc": "vpc-1"}})"),
                   Truth::kNo},
        PublicCase{"a variable",
                   Open(R"({"StringEquals": {"aws:SourceVpc": "${aws:PrincipalTag/vpc}"}})"),
                   Truth::kYes},
        PublicCase{"if exists", Open(R"({"StringEqualsIfExists": {"aws:SourceVpc": "vpc-1"}})"),
                   Truth::kYes},
        PublicCase{"another VPC", Open(R"({"StringNotEquals": {"aws:SourceVpc": "vpc-1"}})"),
                   Truth::kYes},
        PublicCase{
            "denied elsewhere",
            Open("") + ", " + DenyUnless(R"({"StringNotEquals": {"aws:SourceVpc": "vpc-1"}})"),
            Truth::kNo},
        PublicCase{"organization", Open(R"({"StringEquals": {"aws:PrincipalOrgID": "o-1"}})"),
                   Truth::kNo},
        PublicCase{"path of an organization",
                   Open(R"({"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-1/*"}})"),
                   Truth::kNo},
        PublicCase{"a key that anyone can set",
                   Open(R"({"StringEquals": {"aws:UserAgent": "me"}})"), Truth::kYes},
        PublicCase{"access point of an account", Open(R"({"ArnLike": {"s3:DataAccessPointArn":
                            "arn:aws:s3:us-east-1:111122223333:accesspoint/*"}})"),
                   Truth::kNo},
        PublicCase{
            "access point of anyone",
            Open(R"({"ArnLike": {"s3:DataAccessPointArn": "arn:aws:s3:*:*:accesspoint/*"}})"),
            Truth::kYes},
        PublicCase{"a placeholder", Open(R"({"StringEquals": {"aws:SourceVpc": "${VpcId}"}})"),
                   Truth::kNo},
        PublicCase{"one of two statements",
                   Open(R"({"StringEquals": {"aws:SourceVpc": "vpc-1"}})") + ", " + Open(""),
                   Truth::kYes}));

INSTANTIATE_TEST_SUITE_P(
    Addresses, Public,
    testing::Values(
        PublicCase{"one", Open(R"({"IpAddress": {"aws:SourceIp": "203.0.113.5"}})"), Truth::kNo},
        PublicCase{"a broad block", Open(R"({"IpAddress": {"aws:SourceIp": "0.0.0.0/1"}})"),
                   Truth::kYes},
        PublicCase{"eight bits", Open(R"({"IpAddress": {"aws:SourceIp": "11.0.0.0/8"}})"),
                   Truth::kNo},
        PublicCase{"a broad block in halves",
                   Open(R"({"IpAddress": {"aws:SourceIp": ["12.0.0.0/8", "13.0.0.0/8"]}})"),
                   Truth::kYes},
        PublicCase{"private",
                   Open(R"({"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "11.0.0.0/8"]}})"),
                   Truth::kYes},
        PublicCase{"version 6", Open(R"({"IpAddress": {"aws:SourceIp": "2001:db8::/32"}})"),
                   Truth::kNo},
        PublicCase{"broad version 6", Open(R"({"IpAddress": {"aws:SourceIp": "2001:d00::/24"}})"),
                   Truth::kYes},
        PublicCase{
            "denied elsewhere",
            Open("") + ", " + DenyUnless(R"({"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}})"),
            Truth::kNo}));

}  // namespace
}  // namespace whittle::access
