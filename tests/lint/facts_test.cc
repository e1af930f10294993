#include "lint/facts.h"

#include <gtest/gtest.h>

#include <string>

#include "text/json.h"

namespace whittle::lint {
namespace {

/// The facts of a policy with one statement.
Facts FactsOfStatement(const std::string& statement) {
  const text::Source source("policy.json",
                            R"({"Version": "2012-10-17", "Statement": )" + statement + "}");
  text::JsonResult json = text::ReadJson(source);
  EXPECT_FALSE(json.error) << statement;
  return TellFacts(*policy::Parse(json.tree.root, {}, json.tree.arena));
}

struct Case {
  std::string statement;
  EnumSet<Fact> has;
  EnumSet<Fact> lacks;
};

class FactTable : public testing::TestWithParam<Case> {};

TEST_P(FactTable, TellsWhatStandsThere) {
  const Facts facts = FactsOfStatement(GetParam().statement);
  EXPECT_TRUE(GetParam().has.Within(facts.facts)) << GetParam().statement;
  EXPECT_FALSE(GetParam().lacks.Meets(facts.facts)) << GetParam().statement;
}

INSTANTIATE_TEST_SUITE_P(
    Statements, FactTable,
    testing::Values(
        Case{R"({"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"})",
             {Fact::kAllow, Fact::kActionWildcard, Fact::kStarResource, Fact::kVersion2012},
             {Fact::kDeny, Fact::kStarAction, Fact::kArn, Fact::kConditions, Fact::kStatements}},
        Case{
            R"({"Effect": "Deny", "NotAction": ["iam:GetUser", "*"], "NotResource": "arn:aws:s3:::b"})",
            {Fact::kDeny, Fact::kNotAction, Fact::kActionList, Fact::kStarAction,
             Fact::kNotResource, Fact::kArn},
            {Fact::kAllow, Fact::kStarResource, Fact::kResourceList, Fact::kPlaceholder}},
        Case{R"({"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::${aws:username}"})",
             {Fact::kVariable, Fact::kDollar},
             {Fact::kPlaceholder}},
        Case{R"({"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::<BUCKET>"})",
             {Fact::kPlaceholder},
             {Fact::kVariable, Fact::kDollar}},
        Case{
            R"({"Sid": "x", "Effect": "Allow", "Principal": {"AWS": "*", "Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"})",
            {Fact::kSid, Fact::kPrincipal, Fact::kStarPrincipal, Fact::kAwsPrincipal,
             Fact::kServicePrincipal},
            {Fact::kNotPrincipal, Fact::kFederatedPrincipal, Fact::kCanonicalUserPrincipal}},
        Case{
            R"({"Effect": "Deny", "NotPrincipal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": "s3:*"})",
            {Fact::kNotPrincipal, Fact::kFederatedPrincipal},
            {Fact::kStarPrincipal, Fact::kAwsPrincipal}},
        Case{
            R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"ForAnyValue:StringNotLikeIfExists": {"aws:TagKeys": []}}})",
            {Fact::kConditions, Fact::kStringOperator, Fact::kNegatedOperator, Fact::kIfExists,
             Fact::kForAnyValue, Fact::kEmptyValues},
            {Fact::kForAllValues, Fact::kNullOperator, Fact::kUnknownOperator, Fact::kArnOperator}},
        Case{
            R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"IpAdress": {"aws:SourceIp": "10.0.0.0/8"}, "Null": {"aws:TagKeys": "true"}}})",
            {Fact::kUnknownOperator, Fact::kNullOperator},
            {Fact::kIpAddressOperator, Fact::kEmptyValues}}));

struct ServiceCase {
  std::string statement;
  bool iam;
  bool sqs;
};

class ServiceTable : public testing::TestWithParam<ServiceCase> {};

TEST_P(ServiceTable, TellsServicesThatActionsMayBeOf) {
  const Facts facts =
      FactsOfStatement(R"({"Effect": "Allow", "Resource": "*", )" + GetParam().statement + "}");
  EXPECT_EQ(facts.services.Meets({"iam"}), GetParam().iam) << GetParam().statement;
  EXPECT_EQ(facts.services.Meets({"sqs"}), GetParam().sqs) << GetParam().statement;
}

INSTANTIATE_TEST_SUITE_P(Actions, ServiceTable,
                         testing::Values(ServiceCase{R"("Action": "iam:GetUser")", true, false},
                                         ServiceCase{R"("Action": ["IAM:GetUser", "SQS:*"])", true,
                                                     true},
                                         ServiceCase{R"("Action": "*")", true, true},
                                         ServiceCase{R"("Action": "*:Get*")", true, true},
                                         ServiceCase{R"("Action": "${service}:Get*")", true, true},
                                         ServiceCase{R"("Action": "${actions}")", true, true},
                                         ServiceCase{R"("NotAction": "sqs:*")", true, true}));

TEST(Facts, NotesProblemsAndTheType) {
  const Facts facts = FactsOfStatement(R"({"Sid": "", "Effect": "Allow", "Resource": "*"})");
  EXPECT_TRUE(facts.problems.Has(policy::ProblemKind::kEmptySid));
  EXPECT_TRUE(facts.problems.Has(policy::ProblemKind::kMissingAction));
  EXPECT_FALSE(facts.problems.Has(policy::ProblemKind::kInvalidEffect));
  EXPECT_EQ(facts.type, policy::Type::kIdentity);
}

}  // namespace
}  // namespace whittle::lint
