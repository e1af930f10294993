// Conditions: operators by family, missing and empty keys, lists, variables, holes.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "tests/access/world.h"

namespace whittle::access {
namespace {

using Values = std::vector<std::string>;

struct ConditionCase {
  const char* condition;                     ///< inside `"Condition": {…}`
  std::optional<Values> key = std::nullopt;  ///< values of `k`; nothing: absent
  const char* truth = "yes";                 ///< yes, no, unknown
  bool is_list = false;
};

std::string_view Expected(std::string_view truth, bool in_deny) {
  if (truth == "unknown") return "Unknown";
  if (in_deny) return truth == "yes" ? "ExplicitlyDenied" : "Allowed";
  return truth == "yes" ? "Allowed" : "ImplicitlyDenied";
}

class Conditions : public testing::TestWithParam<ConditionCase> {};

TEST_P(Conditions, AreMet) {
  const ConditionCase& c = GetParam();
  Request request = Ask("s3:GetObject");
  request.context.Set("AWS:UserName", "alice");
  request.context.Set("aws:PrincipalTag/Star", "*");
  request.context.Set("aws:PrincipalTag/None", "");
  request.context.Set("aws:PrincipalTag/Many", Values{"a", "b"});
  if (c.key) {
    if (c.is_list) {
      request.context.Set("K", *c.key);
    } else {
      request.context.Set("K", c.key->front());
    }
  }
  const std::string elements =
      std::string(R"("Action": "*", "Resource": "*", "Condition": {)") + c.condition + "}";
  EXPECT_EQ(World().Identity(Policy(Allow(elements))).Decide(request), Expected(c.truth, false))
      << c.condition;
  EXPECT_EQ(World().Identity(Policy(Allow(kAll) + "," + Deny(elements))).Decide(request),
            Expected(c.truth, true))
      << "in a Deny: " << c.condition;
}

ConditionCase One(const char* condition, const char* value, const char* truth) {
  return {condition, Values{value}, truth, false};
}
ConditionCase List(const char* condition, Values values, const char* truth) {
  return {condition, std::move(values), truth, true};
}
ConditionCase Absent(const char* condition, const char* truth) {
  return {condition, std::nullopt, truth, false};
}

INSTANTIATE_TEST_SUITE_P(
    Combination, Conditions,
    testing::Values(Absent("", "yes"), One(R"("StringEquals": {"k": ["a", "b"]})", "b", "yes"),
                    One(R"("StringNotEquals": {"k": ["a", "b"]})", "b", "no"),
                    One(R"("StringNotEquals": {"k": ["a", "b"]})", "c", "yes"),
                    One(R"("StringEquals": {"k": "a"}, "StringLike": {"k": "b*"})", "a", "no"),
                    One(R"("NumericLessThan": {"k": ["5", "20"]})", "10", "yes"),
                    One(R"("StringEquals": {"k": []})", "a", "no"),
                    One(R"("StringNotEquals": {"k": []})", "a", "yes"),
                    One(R"("stringequals": {"k": "a"})", "a", "yes"),
                    One(R"("StringEqual": {"k": "a"})", "a", "no")));

INSTANTIATE_TEST_SUITE_P(Missing, Conditions,
                         testing::Values(Absent(R"("StringEquals": {"k": "a"})", "no"),
                                         Absent(R"("StringNotEquals": {"k": "a"})", "yes"),
                                         Absent(R"("StringEqualsIfExists": {"k": "a"})", "yes"),
                                         Absent(R"("StringNotEqualsIfExists": {"k": "a"})", "yes"),
                                         Absent(R"("NumericLessThan": {"k": "1"})", "no"),
                                         Absent(R"("NotIpAddress": {"k": "10.0.0.0/8"})", "yes"),
                                         Absent(R"("Null": {"k": "true"})", "yes"),
                                         Absent(R"("Null": {"k": "false"})", "no"),
                                         Absent(R"("Null": {"k": ["true", "false"]})", "yes"),
                                         One(R"("Null": {"k": "true"})", "a", "no"),
                                         One(R"("Null": {"k": true})", "", "yes"),
                                         List(R"("Null": {"k": "false"})", {}, "no"),
                                         One(R"("StringEquals": {"k": ""})", "", "yes")));

INSTANTIATE_TEST_SUITE_P(
    Sets, Conditions,
    testing::Values(List(R"("StringEquals": {"k": "a"})", {"a"}, "no"),
                    List(R"("StringNotEquals": {"k": "a"})", {"b"}, "no"),
                    List(R"("StringEqualsIfExists": {"k": "a"})", {"a"}, "no"),
                    List(R"("ForAllValues:StringEquals": {"k": ["a", "b"]})", {"a", "b"}, "yes"),
                    List(R"("ForAllValues:StringEquals": {"k": ["a", "b"]})", {"a", "c"}, "no"),
                    List(R"("ForAllValues:StringEquals": {"k": "a"})", {}, "yes"),
                    List(R"("ForAllValues:StringEquals": {"k": "a"})", {""}, "yes"),
                    Absent(R"("ForAllValues:StringEquals": {"k": "a"})", "yes"),
                    One(R"("ForAllValues:StringEquals": {"k": "a"})", "b", "no"),
                    List(R"("ForAllValues:StringNotLike": {"k": ["a*", "b*"]})", {"c", "b"}, "no"),
                    List(R"("ForAnyValue:StringEquals": {"k": ["a", "b"]})", {"c", "b"}, "yes"),
                    List(R"("ForAnyValue:StringNotLike": {"k": ["a*", "b*"]})", {"a", "b"}, "no"),
                    List(R"("ForAnyValue:StringNotLike": {"k": ["a*", "b*"]})", {"a", "c"}, "yes"),
                    List(R"("ForAnyValue:StringEquals": {"k": "a"})", {}, "no"),
                    Absent(R"("ForAnyValue:StringNotEquals": {"k": "a"})", "no"),
                    Absent(R"("ForAnyValue:StringEqualsIfExists": {"k": "a"})", "no"),
                    Absent(R"("ForAllValues:StringEqualsIfExists": {"k": "a"})", "yes")));

INSTANTIATE_TEST_SUITE_P(
    Families, Conditions,
    testing::Values(
        One(R"("StringEquals": {"k": "a*"})", "ab", "no"),
        One(R"("StringEquals": {"k": "A"})", "a", "no"),
        One(R"("StringEqualsIgnoreCase": {"k": "A"})", "a", "yes"),
        One(R"("StringLike": {"k": "a*:?/c"})", "a:b::x/c", "yes"),
        One(R"("StringLike": {"k": "a*"})", "a\nb", "yes"),
        One(R"("NumericEquals": {"k": 10})", "10.0", "yes"),
        One(R"("NumericLessThanEquals": {"k": "9007199254740993"})", "9007199254740994", "no"),
        One(R"("NumericNotEquals": {"k": "10"})", "ten", "no"),
        One(R"("NumericEquals": {"k": "1e1"})", "10", "no"),
        One(R"("DateLessThan": {"k": "2020-01-01T00:00:01Z"})", "2020-01-01", "yes"),
        One(R"("DateGreaterThan": {"k": "1577836800"})", "2020-01-01T00:00:01Z", "yes"),
        One(R"("DateEquals": {"k": "2020-01-01T01:00:00+01:00"})", "2020-01-01T00:00:00Z", "yes"),
        One(R"("Bool": {"k": true})", "TRUE", "yes"), One(R"("Bool": {"k": "false"})", "0", "no"),
        One(R"("BinaryEquals": {"k": "QQ=="})", "QQ==", "yes"),
        One(R"("BinaryEquals": {"k": "QQ=="})", "Qg==", "no"),
        One(R"("IpAddress": {"k": "0.0.0.0/0"})", "8.8.8.8", "yes"),
        One(R"("IpAddress": {"k": "10.9.9.9/8"})", "10.1.1.1", "yes"),
        One(R"("IpAddress": {"k": "2001:DB8:0:0::1"})", "2001:db8::1", "yes"),
        One(R"("NotIpAddress": {"k": "10.1.1.1"})", "2001:db8::1", "yes"),
        One(R"("NotIpAddress": {"k": "10.1.1.1"})", "nowhere", "no"),
        One(R"("ArnEquals": {"k": "arn:aws:s3:::b*"})", "arn:aws:s3:::bucket/a:b", "yes"),
        One(R"("ArnLike": {"k": "arn:aws:iam::*:role/x"})", "arn:aws:iam::1:2:role/x", "no"),
        One(R"("ArnLike": {"k": "*"})", "arn:aws:s3:::b", "yes"),
        One(R"("ArnLike": {"k": "arn:aws:s3:*"})", "arn:aws:s3:::b", "yes"),
        One(R"("ArnNotLike": {"k": "arn:aws:s3:*"})", "arn:aws:s3:::b", "no"),
        One(R"("ArnLike": {"k": "arn:aws:s3"})", "arn:aws:s3:::b", "no"),
        One(R"("ArnNotLike": {"k": "arn:aws:s3"})", "arn:aws:sqs:::b", "no"),
        One(R"("ArnNotEquals": {"k": "arn:aws:s3:::B"})", "arn:aws:s3:::b", "yes")));

INSTANTIATE_TEST_SUITE_P(
    Variables, Conditions,
    testing::Values(One(R"("StringEquals": {"k": "home/${aws:username}"})", "home/alice", "yes"),
                    One(R"("StringLike": {"k": "${aws:PrincipalTag/star}"})", "a", "no"),
                    One(R"("StringLike": {"k": "${aws:PrincipalTag/star}"})", "*", "yes"),
                    One(R"("StringLike": {"k": "a${*}*"})", "a*b", "yes"),
                    One(R"("StringLike": {"k": "a${*}*"})", "abc", "no"),
                    One(R"("StringEquals": {"k": "${aws:nothing}"})", "a", "no"),
                    One(R"("StringNotEquals": {"k": "${aws:nothing}"})", "a", "yes"),
                    One(R"("StringNotEquals": {"k": ["${aws:nothing}", "a"]})", "a", "no"),
                    One(R"("StringEqualsIfExists": {"k": "${aws:nothing}"})", "a", "no"),
                    One(R"("StringEquals": {"k": "${aws:nothing, 'x'}"})", "x", "yes"),
                    One(R"("StringEquals": {"k": "${aws:PrincipalTag/None, 'x'}"})", "x", "yes"),
                    One(R"("StringEquals": {"k": "${aws:PrincipalTag/Many}"})", "a", "no"),
                    One(R"("ArnLike": {"k": "arn:aws:iam::*:user/${aws:username}"})",
                        "arn:aws:iam::1:user/alice", "yes"),
                    One(R"("Bool": {"k": "${aws:username}"})", "true", "no"),
                    One(R"("StringEquals": {"k": "${Param}"})", "a", "unknown"),
                    One(R"("StringNotLike": {"k": "x-${Param}"})", "a", "yes"),
                    One(R"("StringEquals": {"k": ["${Param}", "a"]})", "a", "yes"),
                    One(R"("NumericEquals": {"k": "${Param}"})", "1", "unknown"),
                    One(R"("ArnNotLike": {"k": "${Arn}"})", "arn:aws:s3:::b", "unknown"),
                    One(R"("ArnLike": {"k": "arn:aws:s3:::${b}"})", "arn:aws:sqs:::b", "no"),
                    Absent(R"("StringEquals": {"${key}": "a"})", "unknown"),
                    Absent(R"("Null": {"k": "${flag}"})", "unknown")));

TEST(Variables, MeanNothingBefore2012) {
  const auto policy = [](const std::string& version) {
    return "{" + version +
           R"("Statement": {"Effect": "Allow", "Action": "*",
               "Resource": "arn:aws:s3:::home/${aws:username}"}})";
  };
  Request request = Ask("s3:GetObject", "arn:aws:s3:::home/alice");
  request.context.Set("aws:username", "alice");
  EXPECT_EQ(World().Identity(policy(R"("Version": "2012-10-17",)")).Decide(request), "Allowed");
  for (const char* version : {"", R"("Version": "2008-10-17",)"}) {
    EXPECT_EQ(World().Identity(policy(version)).Decide(request), "ImplicitlyDenied");
    request.resource = "arn:aws:s3:::home/${aws:username}";
    EXPECT_EQ(World().Identity(policy(version)).Decide(request), "Allowed");
    request.resource = "arn:aws:s3:::home/alice";
  }
  EXPECT_EQ(World().Identity(policy(R"("Version": "${version}",)")).Decide(request), "Unknown");
}

TEST(Variables, WithoutValueMatchNoResource) {
  const std::string elements = R"("Action": "*", "NotResource": "arn:aws:s3:::${aws:username}")";
  const World world = [&] {
    World w;
    w.Identity(Policy(Allow(elements)));
    return w;
  }();
  EXPECT_EQ(world.Decide(Ask("s3:GetObject", "arn:aws:s3:::alice")), "Allowed");
  Request request = Ask("s3:GetObject", "arn:aws:s3:::alice");
  request.context.Set("aws:username", "alice");
  EXPECT_EQ(world.Decide(request), "ImplicitlyDenied");
}

TEST(Explain, NamesWhatIsMissing) {
  World world;
  world.Identity(
      Policy(Allow(R"("Action": "s3:*", "Resource": "arn:aws:s3:::${aws:PrincipalTag/team}/*",
               "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}})") +
             "," + Allow(R"("Action": "s3:*", "Resource": "arn:aws:s3:::bucket/*",
               "Condition": {"StringEquals": {"s3:prefix": "a"}, "Null": {"aws:Other": "true"}})") +
             "," + Allow(R"("Action": "ec2:*", "Resource": "*",
               "Condition": {"StringEquals": {"ec2:Region": "a"}})")));
  const Decision decision = Evaluator(world.set).Explain(Ask("s3:GetObject"));
  EXPECT_EQ(decision.outcome, Outcome::kImplicitlyDenied);
  EXPECT_EQ(decision.missing_context, (std::vector<std::string_view>{"aws:Other", "s3:prefix"}));
  ASSERT_EQ(decision.near.size(), 2U);
  EXPECT_EQ(decision.near[0].element, NearMiss::Element::kResource);
  EXPECT_EQ(decision.near[1].condition->key.value, "s3:prefix");
}

}  // namespace
}  // namespace whittle::access
