// whittle as a library.
#include "whittle.h"

#include <gtest/gtest.h>

namespace whittle {
namespace {

constexpr const char* kReader =
    R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::logs/*"}})";
constexpr const char* kWriter =
    R"({"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::logs/*"},
  {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::logs/*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}]})";

TEST(Lint, SaysWhatIsWrongAndWhere) {
  const LintResult result =
      Lint({{"a.json",
             "{\"Version\": \"2012-10-17\",\n \"Statement\": {\"Effect\": \"Deny\", \"Action\": "
             "\"iam:DeleteRoles\", \"Resource\": \"*\"}}"}});
  EXPECT_EQ(result.error, "");
  ASSERT_EQ(result.findings.size(), 1U);
  const Finding& finding = result.findings[0];
  EXPECT_EQ(finding.rule, "invalid-action");
  EXPECT_EQ(finding.level, "error");
  EXPECT_EQ(finding.input, "a.json");
  EXPECT_EQ(finding.pointer, "/Statement/Action");
  EXPECT_EQ(finding.begin.line, 2U);
  EXPECT_EQ(finding.begin.column, 44U);
  EXPECT_EQ(finding.end.offset - finding.begin.offset, std::string("\"iam:DeleteRoles\"").size());
}

TEST(Lint, TakesOptions) {
  LintOptions options;
  options.ignore = {"scopable-star-resource"};
  options.policy_type = "trust";
  const LintResult trust = Lint({{"a.json", kReader}}, options);
  ASSERT_FALSE(trust.findings.empty());
  options.policy_type = "identity";
  EXPECT_TRUE(Lint({{"a.json", kReader}}, options).findings.empty());
  options.policy_type = "nothing";
  EXPECT_EQ(Lint({{"a.json", kReader}}, options).error, "no policy type `nothing`");
  options.policy_type = "";
  options.select = {"invalid-actoin"};
  EXPECT_NE(Lint({{"a.json", kReader}}, options).error.find("did you mean `invalid-action`"),
            std::string::npos);
}

TEST(Lint, SurvivesAnyText) {
  EXPECT_TRUE(Lint({}).findings.empty());
  const LintResult broken = Lint({{"a.json", std::string("{\"a\0", 4)}, {"", "[]"}});
  ASSERT_EQ(broken.findings.size(), 1U);
  EXPECT_EQ(broken.findings[0].rule, "json-syntax-error");
}

TEST(Compare, ProvesAndShows) {
  const CompareResult wider = Compare({"old.json", kReader}, {"new.json", kWriter});
  EXPECT_EQ(wider.relation, "wider");
  EXPECT_EQ(wider.known_actions_relation, "wider");
  ASSERT_EQ(wider.new_access.size(), 1U);
  const Difference& difference = wider.new_access[0];
  EXPECT_EQ(difference.request.action, "s3:PutObject");
  EXPECT_EQ(difference.statement, "/Statement/1");
  EXPECT_EQ(difference.request.context.at("aws:SecureTransport"), std::vector<std::string>{"true"});
  EXPECT_EQ(Compare({"old.json", kWriter}, {"new.json", kReader}).relation, "narrower");
  EXPECT_NE(Compare({"old.json", "{"}, {"new.json", kReader}).error, "");
  EXPECT_NE(Compare({"old.json", "7"}, {"new.json", kReader}).error, "");
}

TEST(Simulate, Decides) {
  Request request;
  request.principal = "arn:aws:iam::111122223333:user/ada";
  request.action = "s3:PutObject";
  request.resource = "arn:aws:s3:::logs/a";
  const std::vector<Input> policies = {{"w.json", kWriter}};
  SimulateResult result = Simulate(policies, request);
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.decision, "ImplicitlyDenied");
  EXPECT_EQ(result.missing_context, std::vector<std::string>{"aws:SecureTransport"});
  request.context["aws:SecureTransport"] = {"true"};
  result = Simulate(policies, request);
  EXPECT_EQ(result.decision, "Allowed");
  ASSERT_EQ(result.statements.size(), 1U);
  EXPECT_EQ(result.statements[0].policy, "w.json");
  EXPECT_EQ(result.statements[0].pointer, "/Statement/1");
  request.principal = "nobody at all";
  EXPECT_NE(Simulate(policies, request).error, "");
}

constexpr const char* kRole = R"({"Role": {
  "RoleName": "app", "Arn": "arn:aws:iam::111122223333:role/app",
  "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {
    "Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}},
  "RolePolicyList": [{"PolicyName": "read", "PolicyDocument": {"Version": "2012-10-17", "Statement": {
    "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::logs/*"}}}]}})";

TEST(Simulate, TakesTheRoleThatAsksOrIsAskedFor) {
  const std::vector<Input> role = {{"role.json", kRole}};
  Request request;
  request.principal = "arn:aws:sts::111122223333:assumed-role/app/session";
  request.action = "s3:GetObject";
  request.resource = "arn:aws:s3:::logs/a";
  EXPECT_EQ(Simulate(role, request).decision, "Allowed");
  request.principal = "arn:aws:sts::111122223333:assumed-role/other/session";
  EXPECT_EQ(Simulate(role, request).decision, "ImplicitlyDenied");
  request.principal = "ecs-tasks.amazonaws.com";
  request.action = "sts:AssumeRole";
  request.resource = "arn:aws:iam::111122223333:role/app";
  EXPECT_EQ(Simulate(role, request).decision, "Allowed");
  request.principal = "ec2.amazonaws.com";
  EXPECT_EQ(Simulate(role, request).decision, "ImplicitlyDenied");
}

TEST(Compare, TakesARoleWithItsManagedPolicies) {
  std::string managed = kRole;
  managed.insert(managed.find("\"RolePolicyList\""),
                 R"("AttachedManagedPolicies": [{"PolicyName": "AmazonSQSReadOnlyAccess",
    "PolicyArn": "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"}], )");
  const CompareResult result = Compare({"old.json", kRole}, {"new.json", managed});
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.relation, "wider");
  ASSERT_FALSE(result.new_access.empty());
  EXPECT_EQ(result.new_access[0].request.action.substr(0, 4), "sqs:");
  EXPECT_EQ(Compare({"old.json", managed}, {"new.json", kRole}).relation, "narrower");
}

TEST(Narrow, ReturnsPoliciesWithTheirProof) {
  const NarrowResult result = Narrow({{"role.json", R"({"Role": {
    "RoleName": "host", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole"}},
    "AttachedManagedPolicies": [{"PolicyName": "AmazonEC2ContainerServiceforEC2Role",
      "PolicyArn": "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"}]}})"}});
  EXPECT_EQ(result.error, "");
  ASSERT_EQ(result.advice.size(), 1U);
  const Advice& advice = result.advice[0];
  EXPECT_EQ(advice.role, "host");
  EXPECT_EQ(advice.use, "ecs-external-instance");
  EXPECT_EQ(advice.no_new_access, "proved");
  EXPECT_EQ(advice.evidence_covered, "proved");
  ASSERT_EQ(advice.narrowed.size(), 1U);
  EXPECT_EQ(
      Compare({"new", advice.narrowed[0].document}, {"new", advice.narrowed[0].document}).relation,
      "equal");
  NarrowOptions options;
  options.level = "utmost";
  EXPECT_EQ(Narrow({{"p.json", kReader}}, options).error, "no level `utmost`");
  options.level = "default";
  options.facts = {{"facts.yml", "clutser: web\n"}};
  EXPECT_NE(Narrow({{"p.json", kReader}}, options).error.find("facts.yml:1:1"), std::string::npos);
}

}  // namespace
}  // namespace whittle
