// What the parts of a policy add.
#include "access/meaning.h"

#include <gtest/gtest.h>

#include "tests/access/world.h"

namespace whittle::access {
namespace {

class Parts : public testing::Test {
 protected:
  Meaning Of(const std::string& statements) {
    grants_ = {{world_.Parse(Policy(statements))}, {}};
    return Meaning(grants_);
  }

  World world_;
  Grants grants_;
};

const std::string kRead = Allow(R"("Action": "s3:Get*", "Resource": "*")");
const std::string kReadOne = Allow(R"("Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*")");
const std::string kNoS3 = Deny(R"("Action": "s3:*", "Resource": "*")");

TEST_F(Parts, DeadAllows) {
  EXPECT_EQ(Of(kRead + ", " + kNoS3).AllowIsDead({0, 0}), Truth::kYes);
  EXPECT_EQ(Of(kNoS3 + ", " + Allow(kAll)).AllowIsDead({0, 1}), Truth::kNo);
  EXPECT_EQ(Of(Allow(R"("Action": "s3:Get*", "Resource": "*", "Condition":
                        {"StringEquals": {"aws:username": "a"}, "Null": {"aws:username": "true"}})"))
                .AllowIsDead({0, 0}),
            Truth::kYes);
  EXPECT_EQ(Of(kRead + ", " + Deny(R"("Action": "s3:*", "Resource": "*", "Condition":
                       {"StringSounds": {"aws:username": "a"}})"))
                .AllowIsDead({0, 0}),
            Truth::kUnknown);
}

TEST_F(Parts, AllowsThatALimitKills) {
  const Grants grants{{world_.Parse(Policy(kRead + ", " + kReadOne))},
                      {{world_.Parse(Policy(Allow(R"("Action": "sqs:*", "Resource": "*")")))}}};
  EXPECT_EQ(Meaning(grants).AllowIsDead({0, 0}), Truth::kYes);
}

TEST_F(Parts, RedundantStatements) {
  Meaning meaning = Of(kRead + ", " + kReadOne);
  EXPECT_EQ(meaning.AllowIsRedundant({0, 0}), Truth::kNo);
  EXPECT_EQ(meaning.AllowIsRedundant({0, 1}), Truth::kYes);
  EXPECT_EQ(meaning.StatementWithin({0, 1}, {0, 0}), Truth::kYes);
  EXPECT_EQ(meaning.StatementWithin({0, 0}, {0, 1}), Truth::kNo);
}

TEST_F(Parts, CoveredByTwoTogether) {
  const std::string tag = R"("Action": "s3:GetObject", "Resource": "*", "Condition": )";
  EXPECT_EQ(Of(Allow(tag + R"({"StringEquals": {"aws:username": "a"}})") + ", " +
               Allow(tag + R"({"StringNotEquals": {"aws:username": "a"}})") + ", " + kReadOne)
                .AllowIsRedundant({0, 2}),
            Truth::kYes);
}

TEST_F(Parts, RedundantDenies) {
  const std::string no_iam = Deny(R"("Action": "iam:*", "Resource": "*")");
  EXPECT_EQ(Of(kRead + ", " + no_iam).DenyIsRedundant({0, 1}), Truth::kYes);
  EXPECT_EQ(Of(kRead + ", " + kNoS3).DenyIsRedundant({0, 1}), Truth::kNo);
  EXPECT_EQ(Of(kRead + ", " + kNoS3 + ", " + Deny(R"("Action": "s3:Get*", "Resource": "*")"))
                .StatementIsRedundant({0, 2}),
            Truth::kYes);
}

TEST_F(Parts, RedundantEntries) {
  Meaning meaning = Of(Allow(R"("Action": ["s3:Get*", "s3:GetObject", "s3:Put*"],
                               "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b*"])"));
  EXPECT_EQ(meaning.EntryIsRedundant({0, 0}, {ListPart::kAction, 0, 0}), Truth::kNo);
  EXPECT_EQ(meaning.EntryIsRedundant({0, 0}, {ListPart::kAction, 0, 1}), Truth::kYes);
  EXPECT_EQ(meaning.EntryIsRedundant({0, 0}, {ListPart::kAction, 0, 2}), Truth::kNo);
  EXPECT_EQ(meaning.EntryIsRedundant({0, 0}, {ListPart::kResource, 0, 0}), Truth::kYes);
  EXPECT_EQ(meaning.EntryIsRedundant({0, 0}, {ListPart::kResource, 0, 1}), Truth::kNo);
}

TEST_F(Parts, RedundantEntriesOfListsInAnotherOrder) {
  // Equal lists are one atom; the entries are counted in each statement's own order.
  const std::string all = R"("Resource": "*", "Condition": {"StringLike": {"aws:username": )";
  Meaning meaning =
      Of(Allow(R"("Action": ["s3:GetObject", "sqs:*"], "Resource": "arn:aws:s3:::b/*")") + ", " +
         Allow(R"("Action": ["sqs:*", "s3:GetObject"], )" + all + R"(["a*", "b"]}})") + ", " +
         kRead + ", " + Deny(R"("Action": "iam:*", )" + all + R"(["b", "a*"]}})") + ", " +
         Allow(R"("Action": "sqs:*", )" + all + R"("b"}})"));
  EXPECT_EQ(meaning.EntryIsRedundant({0, 1}, {ListPart::kAction, 0, 0}), Truth::kNo);
  EXPECT_EQ(meaning.EntryIsRedundant({0, 1}, {ListPart::kAction, 0, 1}), Truth::kYes);
  EXPECT_EQ(meaning.EntryIsRedundant({0, 1}, {ListPart::kCondition, 0, 0}), Truth::kNo);
  EXPECT_EQ(meaning.EntryIsRedundant({0, 1}, {ListPart::kCondition, 0, 1}), Truth::kYes);
}

TEST_F(Parts, RedundantEntriesOfExclusions) {
  Meaning meaning = Of(Allow(R"("NotAction": ["iam:*", "iam:PassRole"], "Resource": "*",
      "Condition": {"StringNotLike": {"aws:username": ["a*", "ab"]}})"));
  EXPECT_EQ(meaning.EntryIsRedundant({0, 0}, {ListPart::kAction, 0, 0}), Truth::kNo);
  EXPECT_EQ(meaning.EntryIsRedundant({0, 0}, {ListPart::kAction, 0, 1}), Truth::kYes);
  EXPECT_EQ(meaning.EntryIsRedundant({0, 0}, {ListPart::kCondition, 0, 0}), Truth::kNo);
  EXPECT_EQ(meaning.EntryIsRedundant({0, 0}, {ListPart::kCondition, 0, 1}), Truth::kYes);
}

TEST_F(Parts, RedundantEntriesOfDenies) {
  Meaning meaning =
      Of(kRead + ", " + Deny(R"("Action": ["s3:GetObject", "iam:*"], "Resource": "*")"));
  EXPECT_EQ(meaning.EntryIsRedundant({0, 1}, {ListPart::kAction, 0, 0}), Truth::kNo);
  EXPECT_EQ(meaning.EntryIsRedundant({0, 1}, {ListPart::kAction, 0, 1}), Truth::kYes);
}

TEST_F(Parts, RedundantPrincipals) {
  Meaning meaning = Of(Allow(R"("Action": "sts:AssumeRole", "Principal":
      {"AWS": ["111122223333", "arn:aws:iam::111122223333:role/r"]})"));
  EXPECT_EQ(meaning.EntryIsRedundant({0, 0}, {ListPart::kPrincipal, 0, 0}), Truth::kNo);
  EXPECT_EQ(meaning.EntryIsRedundant({0, 0}, {ListPart::kPrincipal, 0, 1}), Truth::kYes);
}

TEST_F(Parts, Conditions) {
  Meaning meaning = Of(Allow(R"("Action": "s3:*", "Resource": "*", "Condition": {
      "StringLikeIfExists": {"aws:username": "*"},
      "NumericLessThan": {"s3:max-keys": "5"}})"));
  EXPECT_EQ(meaning.ConditionAlwaysHolds({0, 0}, 0), Truth::kYes);
  EXPECT_EQ(meaning.ConditionAlwaysHolds({0, 0}, 1), Truth::kNo);
  EXPECT_EQ(meaning.ConditionNeverHolds({0, 0}, 1), Truth::kNo);
  EXPECT_EQ(meaning.MatchesNothing({0, 0}), Truth::kNo);
  Meaning empty = Of(
      Allow(R"("Action": "s3:*", "Resource": "*", "Condition": {"StringEquals": {"aws:a": []}})"));
  EXPECT_EQ(empty.ConditionNeverHolds({0, 0}, 0), Truth::kYes);
  EXPECT_EQ(empty.MatchesNothing({0, 0}), Truth::kYes);
}

}  // namespace
}  // namespace whittle::access
