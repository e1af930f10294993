// Relations of pairs of policies, small enough to be read.
#include "access/compare.h"

#include <gtest/gtest.h>

#include "tests/access/world.h"

namespace whittle::access {
namespace {

struct Pair {
  const char* name;
  std::string old_policy;
  std::string new_policy;
  const char* relation;
};

void PrintTo(const Pair& pair, std::ostream* out) { *out << pair.name; }

class Compared : public testing::TestWithParam<Pair> {};

TEST_P(Compared, HasTheRelation) {
  const Pair& pair = GetParam();
  World world;
  const Grants old_side{{world.Parse(pair.old_policy)}, {}};
  const Grants new_side{{world.Parse(pair.new_policy)}, {}};
  const Comparison forth = Compare(old_side, new_side);
  EXPECT_EQ(ToString(forth.relation), pair.relation);
  const Comparison back = Compare(new_side, old_side);
  EXPECT_EQ(back.within, forth.contains);
  EXPECT_EQ(back.contains, forth.within);
  EXPECT_EQ(forth.within == Truth::kNo, !forth.new_access.empty());
  EXPECT_EQ(forth.contains == Truth::kNo, !forth.removed_access.empty());
  EXPECT_EQ(forth.relation == Relation::kUnknown, !forth.unknown.empty());
}

std::string On(const std::string& action, const std::string& resource,
               const std::string& condition = "") {
  return Allow(R"("Action": )" + action + R"(, "Resource": )" + resource +
               (condition.empty() ? "" : R"(, "Condition": )" + condition));
}
std::string If(const std::string& condition) {
  return Policy(On(R"("s3:*")", R"("*")", condition));
}
std::string Get(const std::string& resource) { return Policy(On(R"("s3:GetObject")", resource)); }

INSTANTIATE_TEST_SUITE_P(
    Elements, Compared,
    testing::Values(
        Pair{"order and case", Policy(On(R"(["s3:GetObject", "s3:PutObject"])", R"("*")")),
             Policy(On(R"(["S3:putobject", "s3:GetObject"])", R"("*")")), "equal"},
        Pair{"action wildcard", Policy(On(R"("s3:Get*")", R"("*")")),
             Policy(On(R"("s3:GetObject")", R"("*")")), "narrower"},
        Pair{"wildcard in the service of the old", Policy(On(R"("*:GetObject")", R"("*")")),
             Policy(On(R"("s3:GetObject")", R"("*")")), "unknown"},
        Pair{"wildcard in the service of the new", Policy(On(R"("s3:GetObject")", R"("*")")),
             Policy(On(R"(["s3:GetObject", "s3*:Get*"])", R"("*")")), "unknown"},
        Pair{"wildcard in both services", Policy(On(R"("*:GetObject")", R"("*")")),
             Policy(On(R"(["*:GetObject"])", R"("*")")), "equal"},
        Pair{"everything with a colon", Policy(On(R"("*:*")", R"("*")")),
             Policy(On(R"("*")", R"("*")")), "equal"},
        Pair{"wildcard in the service of a deny",
             Policy(On(R"("s3:GetObject")", R"("*")") + "," +
                    Deny(R"("Action": "s3:GetObject", "Resource": "*")")),
             Policy(On(R"("s3:GetObject")", R"("*")") + "," +
                    Deny(R"("Action": "*:GetObject", "Resource": "*")")),
             "wider"},
        Pair{"question mark", Policy(On(R"("s3:Get*")", R"("*")")),
             Policy(On(R"(["s3:Get", "s3:Get?*"])", R"("*")")), "equal"},
        Pair{"union of statements",
             Policy(On(R"("s3:GetObject")", R"("*")") + "," + On(R"("s3:PutObject")", R"("*")")),
             Policy(On(R"(["s3:GetObject", "s3:PutObject"])", R"("*")")), "equal"},
        Pair{"not action",
             Policy(On(R"("*")", R"("*")") + "," + Deny(R"("Action": "iam:*", "Resource": "*")")),
             Policy(Allow(R"("NotAction": "iam:*", "Resource": "*")")), "equal"},
        Pair{"deny given", Policy(On(R"("*")", R"("*")")),
             Policy(On(R"("*")", R"("*")") + "," + Deny(R"("Action": "iam:*", "Resource": "*")")),
             "narrower"},
        Pair{"nothing", Policy(""), Get(R"("*")"), "wider"},
        Pair{"every action", Policy(On(R"("*")", R"("*")")), Policy(On(R"("*:*")", R"("*")")),
             "equal"},
        Pair{"malformed action", Policy(On(R"("s3:Get Object")", R"("*")")), Policy(""), "equal"}));

INSTANTIATE_TEST_SUITE_P(
    Resources, Compared,
    testing::Values(
        Pair{"prefix", Get(R"("arn:aws:s3:::b/*")"), Get(R"("arn:aws:s3:::b/x/*")"), "narrower"},
        Pair{"inner star", Get(R"("arn:aws:s3:::*/x")"), Get(R"("arn:aws:s3:::b/*/x")"),
             "narrower"},
        Pair{"split by first letter", Get(R"("arn:aws:s3:::b?*")"),
             Get(R"(["arn:aws:s3:::b?", "arn:aws:s3:::b??*"])"), "equal"},
        Pair{"star is more than every ARN", Get(R"("*")"), Get(R"("arn:*")"), "narrower"},
        Pair{"fields", Get(R"("arn:aws:s3:*:*:b/*")"), Get(R"("arn:aws:s3:::b/*")"), "narrower"},
        Pair{"a field does not cross",
             Policy(On(R"("*")", R"("*")") + "," +
                    Deny(R"("Action": "*", "Resource": "arn:aws:sns:*:*:secret")")),
             Policy(On(R"("sns:*")", R"("arn:aws:sns:*:*:open")")), "narrower"},
        Pair{"not resource",
             Policy(Allow(R"("Action": "s3:*", "NotResource": "arn:aws:s3:::b/*")")),
             Get(R"("arn:aws:s3:::c/*")"), "narrower"},
        Pair{"not resource and deny",
             Policy(Allow(R"("Action": "s3:*", "NotResource": "arn:aws:s3:::b/*")")),
             Policy(On(R"("s3:*")", R"("*")") + "," +
                    Deny(R"("Action": "s3:*", "Resource": "arn:aws:s3:::b/*")")),
             "equal"},
        Pair{"short ARN", Get(R"("arn:aws:sqs:*")"), Get(R"("arn:aws:sqs:*:*:*")"), "equal"},
        Pair{"crossing may matter", Get(R"("arn:aws:lambda:us-*:function:f")"),
             Get(R"("arn:aws:lambda:us-east*:function:f")"), "unknown"}));

INSTANTIATE_TEST_SUITE_P(
    Conditions, Compared,
    testing::Values(
        Pair{"added", If("{}"), If(R"({"StringEquals": {"aws:username": "a"}})"), "narrower"},
        Pair{"like", If(R"({"StringLike": {"aws:username": "a*"}})"),
             If(R"({"StringEquals": {"aws:username": ["ab", "ac"]}})"), "narrower"},
        Pair{"absent", If(R"({"Null": {"aws:username": "true"}})"),
             If(R"({"StringNotLike": {"aws:username": "*"}})"), "narrower"},
        Pair{"negated holds when absent", If(R"({"StringEquals": {"aws:username": "b"}})"),
             If(R"({"StringNotEquals": {"aws:username": "a"}})"), "wider"},
        Pair{"if exists", If(R"({"StringEqualsIfExists": {"aws:username": "a"}})"),
             If(R"({"StringEquals": {"aws:username": "a"}})"), "narrower"},
        Pair{"all values",
             Policy(On(R"("s3:*")", R"("*")", R"({"StringEquals": {"aws:username": "a"}})") + "," +
                    On(R"("s3:*")", R"("*")", R"({"StringNotEquals": {"aws:username": "a"}})")),
             If("{}"), "equal"},
        Pair{"nor", If(R"({"StringNotEquals": {"aws:username": "a"}})"),
             If(R"({"StringNotEquals": {"aws:username": ["a", "b"]}})"), "narrower"},
        Pair{"case", If(R"({"StringEqualsIgnoreCase": {"aws:username": "AB"}})"),
             If(R"({"StringEquals": {"aws:username": ["ab", "aB", "Ab", "AB"]}})"), "equal"},
        Pair{"bool", If("{}"),
             Policy(On(R"("s3:*")", R"("*")",
                       R"({"BoolIfExists": {"aws:SecureTransport": "true"}})") +
                    "," + On(R"("s3:*")", R"("*")", R"({"Bool": {"aws:SecureTransport": false}})")),
             "equal"},
        Pair{"numbers", If(R"({"NumericLessThan": {"s3:max-keys": "10"}})"),
             If(R"({"NumericLessThanEquals": {"s3:max-keys": ["9.5", 3]}})"), "narrower"},
        Pair{"number and its spelling", If(R"({"NumericEquals": {"s3:max-keys": "10"}})"),
             If(R"({"NumericEquals": {"s3:max-keys": "10.0"}})"), "equal"},
        Pair{"dates", If(R"({"DateGreaterThan": {"aws:CurrentTime": "2020-01-01"}})"),
             If(R"({"DateGreaterThan": {"aws:CurrentTime": "2020-01-01T00:00:00.5Z"}})"),
             "narrower"},
        Pair{"blocks", If(R"({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}})"),
             If(R"({"IpAddress": {"aws:SourceIp": ["10.0.0.0/9", "10.128.0.0/9"]}})"), "equal"},
        Pair{"version 6", If(R"({"IpAddress": {"aws:SourceIp": "2001:db8::/32"}})"),
             If(R"({"IpAddress": {"aws:SourceIp": "2001:DB8:0::1"}})"), "narrower"},
        Pair{"not in a block holds for the other kind",
             If(R"({"NotIpAddress": {"aws:SourceIp": "0.0.0.0/0"}})"),
             If(R"({"IpAddress": {"aws:SourceIp": "::/0"}})"), "narrower"},
        Pair{"arn", If(R"({"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:1:*"}})"),
             If(R"({"ArnEquals": {"aws:SourceArn": "arn:aws:sns:us-east-1:1:t"}})"), "narrower"},
        Pair{"contradiction", Policy(""),
             If(R"({"StringEquals": {"aws:username": "a"}, "Null": {"aws:username": "true"}})"),
             "equal"}));

INSTANTIATE_TEST_SUITE_P(
    Sets, Compared,
    testing::Values(Pair{"for all holds when absent",
                         If(R"({"ForAllValues:StringEquals": {"aws:TagKeys": "a"}})"),
                         If(R"({"ForAllValues:StringEquals": {"aws:TagKeys": "a"},
                    "Null": {"aws:TagKeys": "false"}})"),
                         "narrower"},
                    Pair{"for all of more",
                         If(R"({"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}})"),
                         If(R"({"ForAllValues:StringEquals": {"aws:TagKeys": "a"}})"), "narrower"},
                    Pair{"any and all", If(R"({"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}})"),
                         If(R"({"ForAnyValue:StringEquals": {"aws:TagKeys": "a"},
                    "ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}})"),
                         "narrower"},
                    Pair{"different elements may serve",
                         If(R"({"ForAnyValue:StringEquals": {"aws:TagKeys": ["a", "b"]}})"),
                         If(R"({"ForAnyValue:StringLike": {"aws:TagKeys": "a"},
                    "ForAnyValue:StringEquals": {"aws:TagKeys": "b"}})"),
                         "narrower"},
                    Pair{"not all is any not",
                         Policy(On(R"("s3:*")", R"("*")",
                                   R"({"ForAllValues:StringEquals": {"aws:TagKeys": "a"}})") +
                                "," +
                                On(R"("s3:*")", R"("*")",
                                   R"({"ForAnyValue:StringNotEquals": {"aws:TagKeys": "a"}})")),
                         If("{}"), "equal"}));

INSTANTIATE_TEST_SUITE_P(
    Variables, Compared,
    testing::Values(Pair{"same variable", Get(R"("arn:aws:s3:::b/${aws:username}/*")"),
                         Get(R"("arn:aws:s3:::b/${aws:username}/x")"), "narrower"},
                    Pair{"under a star", Get(R"("arn:aws:s3:::b/*")"),
                         Get(R"("arn:aws:s3:::b/${aws:username}/x")"), "narrower"},
                    Pair{"other variable", Get(R"("arn:aws:s3:::b/${aws:username}")"),
                         Get(R"("arn:aws:s3:::b/${aws:userid}")"), "incomparable"},
                    Pair{"against a value", Get(R"("arn:aws:s3:::b/alice")"),
                         Get(R"("arn:aws:s3:::b/${aws:username}")"), "incomparable"},
                    Pair{"literal without a version",
                         R"({"Statement": [{"Effect": "Allow", "Action": "s3:GetObject",
                 "Resource": "arn:aws:s3:::b/${aws:username}"}]})",
                         Get(R"("arn:aws:s3:::b/${aws:username}")"), "incomparable"},
                    Pair{"in a negated value",
                         If(R"({"StringNotEquals": {"aws:PrincipalTag/a": "x"}})"),
                         If(R"({"StringEquals": {"aws:PrincipalTag/a": "${aws:username}"}})"),
                         "incomparable"}));

INSTANTIATE_TEST_SUITE_P(
    Unknowns, Compared,
    testing::Values(
        Pair{"same hole", Get(R"("arn:aws:s3:::${Bucket}/*")"),
             Get(R"("arn:aws:s3:::${Bucket}/x")"), "narrower"},
        Pair{"other hole", Get(R"("arn:aws:s3:::${Bucket}/*")"),
             Get(R"("arn:aws:s3:::${Other}/*")"), "unknown"},
        Pair{"a whole ARN", Get(R"("${Bucket.Arn}/*")"), Get(R"("${Bucket.Arn}/x")"), "narrower"},
        Pair{"a list that may hold more",
             Policy(On(R"("s3:*")", R"(["${Buckets}", "arn:aws:s3:::b"])")),
             Policy(On(R"("s3:Get*")", R"(["${Buckets}", "arn:aws:s3:::b"])")), "narrower"},
        Pair{"hole under a star", Get(R"("*")"), Get(R"("${Bucket.Arn}/x")"), "narrower"},
        Pair{"unknown operator is the same in both",
             If(R"({"StringSounds": {"aws:username": "a"}})"),
             If(R"({"StringSounds": {"aws:username": "a"}})"), "equal"},
        Pair{"unknown operator takes away at most", If("{}"),
             If(R"({"StringSounds": {"aws:username": "a"}})"), "unknown"},
        Pair{"malformed block", If(R"({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}})"),
             If(R"({"IpAddress": {"aws:SourceIp": "10.0.0.0/8/9"}})"), "unknown"},
        Pair{"both Action and NotAction", Policy(""),
             Policy(Allow(R"("Action": "s3:*", "NotAction": "iam:*", "Resource": "*")")),
             "unknown"}));

std::string Trust(const std::string& principal) {
  return Policy(Allow(R"("Action": "sts:AssumeRole", "Principal": )" + principal));
}

INSTANTIATE_TEST_SUITE_P(
    Principals, Compared,
    testing::Values(
        Pair{"account and its role", Trust(R"({"AWS": "111122223333"})"),
             Trust(R"({"AWS": "arn:aws:iam::111122223333:role/r"})"), "narrower"},
        Pair{"account in two spellings", Trust(R"({"AWS": "111122223333"})"),
             Trust(R"({"AWS": "arn:aws:iam::111122223333:root"})"), "equal"},
        Pair{"everyone", Trust(R"("*")"), Trust(R"({"AWS": "*"})"), "equal"},
        Pair{"everyone is more than a service", Trust(R"("*")"),
             Trust(R"({"Service": "ec2.amazonaws.com"})"), "narrower"},
        Pair{"kinds", Trust(R"({"AWS": "111122223333"})"),
             Trust(R"({"Service": "ec2.amazonaws.com"})"), "incomparable"},
        Pair{"every provider", Trust(R"({"Federated": "*"})"),
             Trust(R"({"Federated": "arn:aws:iam::111122223333:saml-provider/p"})"), "narrower"},
        Pair{"role and its session", Trust(R"({"AWS": "arn:aws:iam::111122223333:role/p/r"})"),
             Trust(R"({"AWS": "arn:aws:sts::111122223333:assumed-role/r/s"})"), "narrower"}));

}  // namespace
}  // namespace whittle::access
