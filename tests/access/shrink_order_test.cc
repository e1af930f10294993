// Shrink must not care in which order conditions and their values stand.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "access/shrink.h"
#include "tests/access/grammar.h"
#include "tests/access/words.h"
#include "tests/access/world.h"
#include "text/json_writer.h"

namespace whittle::access {
namespace {

Shrunk ShrunkOf(const std::string& text, World& world, text::Arena& arena) {
  ShrinkOptions options;
  options.quota = 0;
  return Shrink(*world.Parse(text), options, arena);
}

std::string TextOf(const std::string& text) {
  World world;
  text::Arena arena;
  return text::WriteJson(ShrunkOf(text, world, arena).policies[0], text::JsonStyle::kCompact);
}

size_t SizeOf(const std::string& text) {
  World world;
  text::Arena arena;
  const Shrunk shrunk = ShrunkOf(text, world, arena);
  EXPECT_EQ(shrunk.untouched, "") << text;
  return shrunk.after;
}

/// Two Allows of s3:GetObject and s3:PutObject under these conditions.
std::string Pair(const std::string& first, const std::string& second,
                 const std::string& second_action = "s3:PutObject") {
  return R"({"Version":"2012-10-17","Statement":[)"
         R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":)" +
         first + R"(},{"Effect":"Allow","Action":")" + second_action +
         R"(","Resource":"*","Condition":)" + second + "}]}";
}

std::string Joined(const std::string& condition,
                   const std::string& actions = R"(["s3:GetObject","s3:PutObject"])") {
  return R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":)" + actions +
         R"(,"Resource":"*","Condition":)" + condition + "}}";
}

TEST(ShrinkOrder, OperatorsInAnotherOrder) {
  const std::string first =
      R"({"Bool":{"aws:SecureTransport":"true"},"StringEquals":{"aws:RequestedRegion":"a"}})";
  EXPECT_EQ(
      TextOf(Pair(
          first,
          R"({"StringEquals":{"aws:requestedregion":["a"]},"Bool":{"aws:SecureTransport":"true"}})")),
      Joined(first));
}

TEST(ShrinkOrder, KeysAndValuesInAnotherOrder) {
  const std::string first =
      R"({"StringEquals":{"aws:RequestedRegion":["a","b"],"aws:PrincipalTag/t":"x"}})";
  EXPECT_EQ(
      TextOf(Pair(
          first,
          R"({"StringEquals":{"aws:PrincipalTag/t":["x"],"aws:RequestedRegion":["b","a","b"]}})")),
      Joined(first));
}

TEST(ShrinkOrder, ValuesOfOneKeyAreJoinedWhereverItStands) {
  EXPECT_EQ(
      TextOf(Pair(R"({"StringEquals":{"aws:RequestedRegion":"a","aws:PrincipalTag/t":"x"}})",
                  R"({"StringEquals":{"aws:PrincipalTag/t":"x","aws:RequestedRegion":["b","c"]}})",
                  "s3:GetObject")),
      Joined(R"({"StringEquals":{"aws:RequestedRegion":["a","b","c"],"aws:PrincipalTag/t":"x"}})",
             R"("s3:GetObject")"));
}

TEST(ShrinkOrder, ButNotTheValuesOfTwoKeys) {
  const std::string apart = Pair(
      R"({"StringEquals":{"aws:RequestedRegion":"a","aws:PrincipalTag/t":"x"}})",
      R"({"StringEquals":{"aws:PrincipalTag/t":"y","aws:RequestedRegion":"b"}})", "s3:GetObject");
  EXPECT_EQ(TextOf(apart), apart);
}

TEST(ShrinkOrder, NotOfAnotherOperator) {
  const std::string apart =
      Pair(R"({"Bool":{"aws:SecureTransport":"true"},"StringEquals":{"aws:RequestedRegion":"a"}})",
           R"({"StringLike":{"aws:RequestedRegion":"a"},"Bool":{"aws:SecureTransport":"true"}})");
  EXPECT_EQ(TextOf(apart), apart);
}

TEST(ShrinkOrder, OneKeyAskedTwiceIsNotJoinedByItsValues) {
  const std::string apart = Pair(
      R"({"StringLike":{"aws:PrincipalTag/t":"a*","aws:principaltag/t":"*z"}})",
      R"({"StringLike":{"aws:principaltag/t":"*y","aws:PrincipalTag/t":"b*"}})", "s3:GetObject");
  EXPECT_EQ(TextOf(apart), apart);
}

TEST(ShrinkOrder, OfEqualValuesTheShorterStays) {
  for (const char* values : {R"(["10.0.0.7/32","10.0.0.7"])", R"(["10.0.0.7","10.0.0.7/32"])"}) {
    EXPECT_EQ(TextOf(Joined(R"({"IpAddress":{"aws:SourceIp":)" + std::string(values) + "}}")),
              Joined(R"({"IpAddress":{"aws:SourceIp":"10.0.0.7"}})"));
  }
  for (const char* values : {R"(["a**","a*","b"])", R"(["a*","a**","b"])"}) {
    EXPECT_EQ(TextOf(Joined(R"({"StringLike":{"s3:prefix":)" + std::string(values) + "}}")),
              Joined(R"({"StringLike":{"s3:prefix":["a*","b"]}})"));
  }
}

/// Policies of few words, so that much can be joined and dropped.
class FewWords {
 public:
  explicit FewWords(Random& random) : random_(random) {}

  PolicyWords Policy() {
    PolicyWords policy;
    for (size_t n = 2 + random_.Below(4); n > 0; --n) {
      StatementWords& made = policy.statements.emplace_back();
      made.deny = random_.Chance(4);
      made.actions = Some({"s3:GetObject", "s3:PutObject", "s3:Get*"});
      made.resources = Some({"arn:aws:s3:::a/*", "arn:aws:s3:::b/*"});
      for (size_t c = random_.Below(4); c > 0; --c) made.conditions.push_back(Condition());
    }
    return policy;
  }

  template <typename T>
  void Shuffle(std::vector<T>& list) {
    for (size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[random_.Below(i)]);
  }

 private:
  std::vector<std::string> Some(const std::vector<const char*>& words) {
    std::vector<std::string> some;
    for (size_t n = 1 + random_.Below(2); n > 0; --n) some.emplace_back(random_.Of(words));
    return some;
  }

  ConditionWords Condition() {
    switch (random_.Below(7)) {
      case 0:
        return {random_.Of({"StringEquals", "StringNotEquals"}), "aws:RequestedRegion",
                Some({"a", "b"})};
      case 1:
        return {random_.Of({"StringLike", "StringLikeIfExists"}), "aws:RequestedRegion",
                Some({"a", "a*", "a**", "*"})};
      case 2:
        return {"StringEquals", random_.Of({"aws:PrincipalTag/t", "aws:principaltag/t"}),
                Some({"x", "y"})};
      case 3:
        return {"IpAddress", "aws:SourceIp",
                Some({"10.0.0.0/25", "10.0.0.128/25", "10.0.0.7", "10.0.0.7/32"})};
      case 4:
        return {"Bool", random_.Of({"aws:SecureTransport", "aws:ViaAWSService"}), {"true"}};
      case 5:
        return {random_.Of({"ForAllValues:StringLike", "ForAnyValue:StringLike"}), "aws:TagKeys",
                Some({"*", "a", "b"})};
      default:
        return {"Null", "aws:PrincipalTag/t", {random_.Of({"true", "false"})}};
    }
  }

  Random& random_;
};

/// One key twice in a block is written once, and which one would depend on the order.
void KeepFirstOfEach(std::vector<ConditionWords>& conditions) {
  for (size_t i = 0; i < conditions.size(); ++i) {
    conditions.erase(
        std::remove_if(conditions.begin() + static_cast<ptrdiff_t>(i) + 1, conditions.end(),
                       [&](const ConditionWords& other) {
                         return other.op == conditions[i].op && other.key == conditions[i].key;
                       }),
        conditions.end());
  }
}

TEST(ShrinkOrder, TheSizeDoesNotDependOnIt) {
  Random random(Seed("shrink order"), {});
  FewWords words(random);
  size_t smaller = 0;
  const size_t rounds = Rounds(400);
  for (size_t round = 0; round < rounds; ++round) {
    PolicyWords policy = words.Policy();
    for (StatementWords& statement : policy.statements) KeepFirstOfEach(statement.conditions);
    const std::string text = policy.Text();
    const size_t size = SizeOf(text);
    smaller += size < text.size() * 2 / 3 ? 1 : 0;
    for (int shuffle = 0; shuffle < 3; ++shuffle) {
      for (StatementWords& statement : policy.statements) {
        words.Shuffle(statement.conditions);
        for (ConditionWords& condition : statement.conditions) words.Shuffle(condition.values);
      }
      ASSERT_EQ(SizeOf(policy.Text()), size) << text << "\n"
                                             << TextOf(text) << "\n"
                                             << policy.Text() << "\n"
                                             << TextOf(policy.Text());
    }
  }
  EXPECT_GT(smaller, rounds / 10);
}

}  // namespace
}  // namespace whittle::access
