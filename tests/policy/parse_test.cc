#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "policy/canonical.h"
#include "policy/policy.h"
#include "text/json.h"

namespace whittle::policy {
namespace {

/// A text with its AST.
struct Parsed {
  explicit Parsed(std::string text, const TypeHint& hint = {})
      : source("policy.json", std::move(text)), json(text::ReadJson(source)) {
    EXPECT_FALSE(json.error) << source.text();
    policy = Parse(json.tree.root, hint, json.tree.arena);
  }
  text::Source source;
  text::JsonResult json;
  Policy* policy;

  /// `kind@text` of each problem.
  std::vector<std::string> Problems() const {
    std::vector<std::string> out;
    for (const Problem& problem : policy->problems) {
      out.push_back(std::to_string(static_cast<int>(problem.kind)) + "@" +
                    std::string(source.Slice(problem.span)));
    }
    return out;
  }
};

std::string At(ProblemKind kind, const std::string& text) {
  return std::to_string(static_cast<int>(kind)) + "@" + text;
}

struct Fault {
  std::string text;
  ProblemKind kind;
  std::string place;
};

class Faults : public testing::TestWithParam<Fault> {};

TEST_P(Faults, AreFoundAtTheirPlace) {
  const Parsed parsed(GetParam().text);
  EXPECT_EQ(parsed.Problems(), std::vector<std::string>{At(GetParam().kind, GetParam().place)});
}

constexpr const char* kRest = R"("Action": "a:b", "Resource": "*")";
std::string Statement(const std::string& inside) {
  return R"({"Version": "2012-10-17", "Statement": {)" + inside + "}}";
}

INSTANTIATE_TEST_SUITE_P(
    Table, Faults,
    testing::Values(
        Fault{
            R"({"Version": 2012, "Statement": {"Effect": "Deny", "Action": "a:b", "Resource": "*"}})",
            ProblemKind::kDataType, "2012"},
        Fault{R"({"Version": "2012-10-17", "Statement": "no"})", ProblemKind::kDataType, "\"no\""},
        Fault{R"({"Version": "2012-10-17"})", ProblemKind::kMissingStatement,
              R"({"Version": "2012-10-17"})"},
        Fault{R"({"Version": "2012-10-17", "Statement": []})", ProblemKind::kEmptyStatement, "[]"},
        Fault{
            R"({"Version": "2024-01-01", "Statement": {"Effect": "Deny", "Action": "a:b", "Resource": "*"}})",
            ProblemKind::kInvalidVersion, "\"2024-01-01\""},
        Fault{
            R"({"Version": "2012-10-17", "Extra": 1, "Statement": {"Effect": "Deny", "Action": "a:b", "Resource": "*"}})",
            ProblemKind::kUnknownElement, "\"Extra\""},
        Fault{Statement(R"("Effect": "deny", "Action": "a:b", "Resource": "*")"),
              ProblemKind::kInvalidEffect, "\"deny\""},
        Fault{Statement(R"("Effect": ["Deny"], "Action": "a:b", "Resource": "*")"),
              ProblemKind::kDataType, "[\"Deny\"]"},
        Fault{Statement(R"("Effect": "Deny", "Action": {"x": 1, "y": 2}, "Resource": "*")"),
              ProblemKind::kDataType, "{\"x\": 1, \"y\": 2}"},
        Fault{Statement(R"("Effect": "Deny", "Action": ["a:b", 3], "Resource": "*")"),
              ProblemKind::kDataType, "3"},
        Fault{Statement(R"("Effect": "Deny", "Action": [], "Resource": "*")"),
              ProblemKind::kEmptyAction, "[]"},
        Fault{Statement(R"("Effect": "Deny", "Action": "a:b", "Resource": [])"),
              ProblemKind::kEmptyResource, "[]"},
        Fault{Statement(R"("Sid": "", "Effect": "Deny", "Action": "a:b", "Resource": "*")"),
              ProblemKind::kEmptySid, "\"\""},
        Fault{Statement(R"("Effect": "Deny", "Action": "a:b", "Action": "a:c", "Resource": "*")"),
              ProblemKind::kDuplicateKey, "\"Action\""},
        Fault{
            Statement(R"("Effect": "Deny", "Action": "a:b", "NotAction": "a:c", "Resource": "*")"),
            ProblemKind::kActionAndNotAction, "\"NotAction\""},
        Fault{Statement(R"("Effect": "Deny", "Principal": "me", "Action": "a:b", "Resource": "*")"),
              ProblemKind::kInvalidPrincipal, "\"me\""},
        Fault{
            Statement(
                R"("Effect": "Deny", "Principal": {"aws": "*"}, "Action": "a:b", "Resource": "*")"),
            ProblemKind::kInvalidPrincipalKey, "\"aws\""},
        Fault{Statement(R"("Effect": "Deny", "Principal": {}, "Action": "a:b", "Resource": "*")"),
              ProblemKind::kEmptyPrincipal, "{}"},
        Fault{Statement(R"("Effect": "Deny", "Action": "a:b", "Resource": "*", "Condition": [])"),
              ProblemKind::kDataType, "[]"},
        Fault{
            Statement(
                R"("Effect": "Deny", "Action": "a:b", "Resource": "*", "Condition": {"Bool": {}})"),
            ProblemKind::kEmptyCondition, "{}"},
        Fault{
            Statement(
                R"("Effect": "Deny", "Action": "a:b", "Resource": "*", "Condition": {"Bool": {"a:k": []}})"),
            ProblemKind::kEmptyConditionValues, "[]"}));

TEST(Parse, GoesOnAfterEachFault) {
  const Parsed parsed(
      R"({"Version": 1, "Statement": [{"Effect": "x"}, 7, {"Effect": "Allow", "Action": "a:b", "Resource": "*"}]})");
  EXPECT_EQ(parsed.policy->statements.size(), 2U);
  EXPECT_EQ(parsed.Problems().size(), 5U);
}

TEST(Parse, TakesNumbersAndBooleansAsConditionValues) {
  const Parsed parsed(Statement(std::string(R"("Effect": "Deny", )") + kRest +
                                R"(, "Condition": {"NumericLessThan": {"a:k": [5, true]}})"));
  EXPECT_TRUE(parsed.Problems().empty());
  EXPECT_EQ(parsed.policy->statements[0].conditions[0].values[0].value, "5");
}

TEST(Parse, SplitsActions) {
  const Parsed parsed(Statement(
      R"("Effect": "Allow", "Action": ["s3:Get*", "*", "x", "${p}:Get"], "Resource": "*")"));
  const auto actions = parsed.policy->statements[0].action.entries;
  EXPECT_EQ(actions[0].service, "s3");
  EXPECT_EQ(actions[0].name, "Get*");
  EXPECT_TRUE(actions[1].all());
  EXPECT_EQ(actions[2].service, "");
  EXPECT_EQ(actions[3].service, "");
  EXPECT_TRUE(actions[3].text.has_holes);
}

TEST(Parse, NotesWildcardsAndUnknowns) {
  const Parsed parsed(Statement(
      R"("Effect": "Allow", "Action": ["s3:Get*", "s3:GetObject", "s3:Get?"], "Resource": "*")"));
  const auto actions = parsed.policy->statements[0].action.entries;
  EXPECT_TRUE(actions[0].text.has_wildcard);
  EXPECT_FALSE(actions[1].text.has_wildcard);
  EXPECT_TRUE(actions[2].text.has_wildcard);
  EXPECT_FALSE(parsed.policy->has_unknowns);
}

TEST(Parse, NotesAMissingPrincipalOnlyWhereOneMayStand) {
  const std::string text = Statement(R"("Effect": "Allow", "Action": "s3:*", "Resource": "*")");
  EXPECT_TRUE(Parsed(text).Problems().empty());
  TypeHint hint;
  hint.type = Type::kResource;
  EXPECT_EQ(Parsed(text, hint).Problems().size(), 1U);
}

struct ScanCase {
  std::string text;
  std::string pieces;  ///< V variable, H hole, E escape, with their names
};

class ScanTable : public testing::TestWithParam<ScanCase> {};

TEST_P(ScanTable, TellsVariablesFromHoles) {
  text::Arena arena;
  std::string found;
  for (const Piece& piece : Scan(GetParam().text, arena)) {
    if (piece.kind == PieceKind::kLiteral) continue;
    found += piece.kind == PieceKind::kVariable ? 'V' : piece.kind == PieceKind::kHole ? 'H' : 'E';
    found += "(" + std::string(piece.name) + ")";
    if (piece.has_default) found += "=" + std::string(piece.default_value);
  }
  EXPECT_EQ(found, GetParam().pieces);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ScanTable,
    testing::Values(
        ScanCase{"home/${aws:username}/*", "V(aws:username)"},
        ScanCase{"${aws:PrincipalTag/team, 'none'}", "V(aws:PrincipalTag/team)=none"},
        ScanCase{"${s3:prefix}", "V(s3:prefix)"},
        ScanCase{"${www.amazon.com:user_id}", "V(www.amazon.com:user_id)"},
        ScanCase{"a${*}b${?}${$}", "E(*)E(?)E($)"}, ScanCase{"${AWS::Region}", "H(AWS::Region)"},
        ScanCase{"Fn::EnumTargetAccounts Binding arn:aws:iam::${account}:role/x",
                 "H(Fn::EnumTargetAccounts Binding arn:aws:iam::${account}:role/x)"},
        ScanCase{"${var.bucket}", "H(var.bucket)"}, ScanCase{"${Bucket.Arn}/*", "H(Bucket.Arn)"},
        ScanCase{"${self:custom.x}", "H(self:custom.x)"},
        ScanCase{"${m[\"a\"].arn}", "H(m[\"a\"].arn)"}, ScanCase{"{{ region }}", "H({{ region }})"},
        ScanCase{"<ACCOUNT_ID>", "H(<ACCOUNT_ID>)"}, ScanCase{"<your bucket>", "H(<your bucket>)"},
        ScanCase{"[STACK_NAME]", "H([STACK_NAME])"}, ScanCase{"{account_id}", "H({account_id})"},
        ScanCase{"arn:aws:iam::ACCOUNT_ID:role/x", "H(ACCOUNT_ID)"},
        ScanCase{"$ACCOUNT_ID", "H($ACCOUNT_ID)"}, ScanCase{"%{Source.Arn}", "H(%{Source.Arn})"},
        ScanCase{"__NAME__", "H(__NAME__)"},
        // near misses
        ScanCase{"arn:aws:lambda:*:*:function:f:$LATEST", ""},
        ScanCase{"arn:aws:ssm:*:*:automation-definition/A:$DEFAULT", ""},
        ScanCase{"topic/$aws/things/*", ""}, ScanCase{"stage/$default", ""}, ScanCase{"${}", ""},
        ScanCase{"${open", ""}, ScanCase{"a<b", ""}, ScanCase{"rds:DescribeDBInstances", ""},
        ScanCase{"a[0]", ""}, ScanCase{"100%", ""}, ScanCase{"user@example.com", ""},
        ScanCase{"%2A%2F", ""}, ScanCase{"ORGANIZATION_ACCESS", ""}));

TEST(Intrinsics, BecomeTextWithHoles) {
  const Parsed parsed(Statement(R"("Effect": "Allow", "Action": "s3:GetObject", "Resource": [
    {"Fn::Sub": "arn:${AWS::Partition}:s3:::${Bucket}/${!aws:username}/*"},
    {"Fn::Join": ["", ["arn:aws:s3:::", {"Ref": "Bucket"}, "/*"]]},
    {"Fn::GetAtt": ["Bucket", "Arn"]},
    {"Ref": "AWS::NoValue"}])"));
  EXPECT_TRUE(parsed.Problems().empty());
  const auto resources = parsed.policy->statements[0].resource.entries;
  ASSERT_EQ(resources.size(), 3U);
  EXPECT_EQ(resources[0].text.value, "arn:${AWS::Partition}:s3:::${Bucket}/${aws:username}/*");
  EXPECT_TRUE(resources[0].text.has_variables);
  EXPECT_TRUE(resources[0].arn.complete());
  EXPECT_EQ(resources[0].arn.service(), "s3");
  EXPECT_EQ(resources[1].text.value, "arn:aws:s3:::${Bucket}/*");
  EXPECT_TRUE(resources[2].arn.opaque());
  EXPECT_EQ(parsed.source.Slice(resources[2].text.span()), R"({"Fn::GetAtt": ["Bucket", "Arn"]})");
}

TEST(Intrinsics, IfBecomesAChoice) {
  const Parsed parsed(Statement(
      R"("Effect": "Allow", "Action": {"Fn::If": ["C", "s3:Get*", ["s3:Put*", "s3:Delete*"]]}, "Resource": "*")"));
  const auto actions = parsed.policy->statements[0].action.entries;
  ASSERT_EQ(actions.size(), 3U);
  EXPECT_EQ(actions[0].text.alternative, 1);
  EXPECT_EQ(actions[2].text.alternative, 2);
  EXPECT_EQ(actions[0].text.choice, actions[2].text.choice);
  EXPECT_NE(actions[0].text.choice, 0);
  EXPECT_TRUE(parsed.policy->has_unknowns);
}

TEST(Intrinsics, OpenWhatIsNotSeen) {
  EXPECT_TRUE(Parsed(R"({"Version": "2012-10-17", "Statement": [{"Ref": "Extra"}]})").policy->open);
  EXPECT_TRUE(Parsed(R"({"Version": "2012-10-17", "Statement": "${statements}"})").policy->open);
  EXPECT_TRUE(
      Parsed(Statement(R"("Effect": "Allow", "Action": {"Ref": "Actions"}, "Resource": "*")"))
          .policy->statements[0]
          .action.open);
  EXPECT_TRUE(Parsed(Statement(std::string(R"("Effect": "Allow", )") + kRest +
                               R"(, "Condition": {"Fn::If": ["a", {}, {}]})"))
                  .policy->statements[0]
                  .condition_open);
  EXPECT_EQ(Parsed(Statement(std::string(R"("Effect": "${effect}", )") + kRest))
                .policy->statements[0]
                .effect,
            Effect::kUnknown);
}

TEST(Arn, SplitsAroundHolesAndVariables) {
  const Parsed parsed(Statement(R"("Effect": "Allow", "Action": "a:b", "Resource": [
    "arn:aws:s3:::b/${aws:username}:x", "arn:aws:iam::${AWS::AccountId}:role/*", "arn:aws:sqs", "${x}"])"));
  const auto resources = parsed.policy->statements[0].resource.entries;
  EXPECT_EQ(resources[0].arn.resource(), "b/${aws:username}:x");
  EXPECT_TRUE(resources[0].arn.unknown(ArnField::kResource));
  EXPECT_TRUE(resources[1].arn.unknown(ArnField::kAccount));
  EXPECT_EQ(resources[1].arn.resource(), "role/*");
  EXPECT_EQ(resources[2].arn.field_count(), 3);
  EXPECT_FALSE(resources[2].arn.opaque());
  EXPECT_TRUE(resources[3].arn.opaque());
}

TEST(TypeGuess, FollowsTheContent) {
  const auto guess = [](const std::string& inside) {
    return Parsed(Statement(inside)).policy->type;
  };
  const TypeGuess identity = guess(R"("Effect": "Allow", "Action": "a:b", "Resource": "*")");
  EXPECT_EQ(identity.type, Type::kIdentity);
  EXPECT_FALSE(identity.certain());
  EXPECT_TRUE(identity.possible.Has(Type::kScp));
  EXPECT_FALSE(identity.possible.Has(Type::kTrust));
  const TypeGuess trust = guess(
      R"("Effect": "Allow", "Principal": {"Service": "x.amazonaws.com"}, "Action": "sts:AssumeRole")");
  EXPECT_EQ(trust.type, Type::kTrust);
  EXPECT_TRUE(trust.certain());
  EXPECT_EQ(
      guess(R"("Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*")")
          .type,
      Type::kResource);
  EXPECT_TRUE(guess(R"("Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*")")
                  .possible.Has(Type::kRcp));
}

TEST(TypeGuess, TakesHints) {
  TypeHint given;
  given.type = Type::kScp;
  EXPECT_TRUE(Parsed(Statement(std::string(R"("Effect": "Deny", )") + kRest), given)
                  .policy->type.certain());
  TypeHint path;
  path.path = TypeFromPath("org/scps/DenyRoot.json");
  EXPECT_EQ(path.path, Type::kScp);
  EXPECT_EQ(Parsed(Statement(std::string(R"("Effect": "Deny", )") + kRest), path).policy->type.type,
            Type::kScp);
  // Content that cannot be an SCP wins.
  EXPECT_EQ(
      Parsed(Statement(R"("Effect": "Allow", "Principal": "*", "Action": "a:b", "Resource": "*")"),
             path)
          .policy->type.type,
      Type::kResource);
  EXPECT_EQ(TypeFromPath("describe/hoscpital.json"), std::nullopt);
  EXPECT_EQ(TypeFromPath("lambdaTrustPolicy.json"), Type::kTrust);
}

TEST(LooksLikePolicy, TellsPoliciesFromOtherJson) {
  const auto looks = [](const std::string& text) {
    const text::Source source("f", text);
    const text::JsonResult json = text::ReadJson(source);
    return LooksLikePolicy(json.tree.root);
  };
  EXPECT_TRUE(looks(R"({"Statement": [{"Effect": "Allow", "Action": "a:b"}]})"));
  EXPECT_TRUE(looks(R"({"Version": "2012-10-17", "Statment": []})"));
  EXPECT_TRUE(looks(R"({"Version": "2012-10-17", "Statement": "${s}"})"));
  EXPECT_FALSE(looks(R"({"Statement": "SELECT 1"})"));
  EXPECT_FALSE(looks(
      R"({"Statement": [{"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"}]})"));
  EXPECT_FALSE(looks(R"({"version": "2", "name": "x"})"));
  EXPECT_FALSE(looks("[]"));
}

TEST(CanonicalHash, SeesTheSamePolicyInAnotherSpelling) {
  const auto hash = [](const std::string& text) { return CanonicalHash(*Parsed(text).policy); };
  const uint64_t first = hash(R"({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"},
    {"Sid": "B", "Effect": "Deny", "Action": "iam:*", "Resource": "*"}]})");
  EXPECT_EQ(first, hash(R"({"Statement": [
    {"Resource": ["*"], "Effect": "Deny", "Action": ["iam:*"]},
    {"Sid": "x", "Effect": "Allow", "Action": ["s3:putobject", "s3:GetObject", "s3:GetObject"], "Resource": "*"}],
    "Version": "2012-10-17", "Id": "i"})"));
  EXPECT_NE(first, hash(R"({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "*"},
    {"Effect": "Deny", "Action": "iam:*", "Resource": "*"}]})"));
}

TEST(ParseOperator, ReadsEverySpelling) {
  for (const std::string_view name : OperatorNames()) {
    for (const std::string_view qualifier : {"", "ForAllValues:", "ForAnyValue:"}) {
      for (const std::string_view suffix : {"", "IfExists"}) {
        const std::string spelling =
            std::string(qualifier) + std::string(name) + std::string(suffix);
        const Operator op = ParseOperator(spelling);
        EXPECT_TRUE(op.known()) << spelling;
        EXPECT_EQ(ToString(op.base), name);
        EXPECT_EQ(op.if_exists, !suffix.empty());
        EXPECT_EQ(op.qualifier != SetQualifier::kNone, !qualifier.empty());
        EXPECT_TRUE(op.exact_case);
      }
    }
  }
  EXPECT_FALSE(ParseOperator("StringEqual").known());
  EXPECT_FALSE(ParseOperator("ForAnyValues:StringEquals").known());
  EXPECT_FALSE(ParseOperator("stringequals").exact_case);
  EXPECT_TRUE(ParseOperator("stringequals").known());
  EXPECT_FALSE(ParseOperator("IfExists").known());
  EXPECT_TRUE(ParseOperator("StringNotLike").negated());
  EXPECT_FALSE(ParseOperator("Null").negated());
}

}  // namespace
}  // namespace whittle::policy
