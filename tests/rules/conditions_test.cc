// What the rules on conditions and variables find and leave alone: Deny, negated operators,
// placeholders, near misses.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lint/linter.h"
#include "rules/registry.h"

namespace whittle {
namespace {

using Texts = std::vector<std::string>;

/// Where the rule reports in a policy of this one statement: the text of each place, in order.
Texts Reports(std::string_view rule, const std::string& statement,
              policy::Type type = policy::Type::kIdentity) {
  const lint::Linter linter(rules::All(), catalog::Catalog::BuiltIn(), {});
  documents::ReadOptions options;
  options.type = type;
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<text::Source>(
      "p.json", R"({"Version": "2012-10-17", "Statement": {)" + statement + "}}"));
  const lint::Report report = linter.Run(std::move(sources), options);
  Texts found;
  for (const lint::Finding& finding : report.findings) {
    if (finding.rule->name != rule) continue;
    found.emplace_back(report.files[0]->source->Slice(finding.place.span));
  }
  return found;
}

std::string When(const std::string& condition, const std::string& effect = "Deny") {
  return R"("Effect": ")" + effect +
         R"(", "Action": "s3:GetObject", "Resource": "*", "Condition": {)" + condition + "}";
}

/// One rule, and conditions with the values that it reports.
struct Table {
  std::string_view rule;
  std::vector<std::pair<std::string, Texts>> rows;
};

TEST(Conditions, AreReportedJustWhereTheyAreWrong) {
  const std::vector<Table> tables = {
      {"type-mismatch-boolean",
       {{R"("Bool": {"aws:SecureTransport": ["TRUE", "1"]})", {R"("1")"}},
        {R"("BoolIfExists": {"aws:SecureTransport": false})", {}},
        {R"("Null": {"aws:TokenIssueTime": "yes"})", {R"("yes")"}},
        {R"("Bool": {"aws:SecureTransport": "${secure}"})", {}}}},
      {"type-mismatch-number",
       {{R"("NumericLessThan": {"aws:MultiFactorAuthAge": ["10", "1e1", "0x10"]})",
         {R"("1e1")", R"("0x10")"}},
        {R"("NumericLessThan": {"aws:MultiFactorAuthAge": [1e2, -0.5]})", {}},
        {R"("NumericLessThan": {"aws:MultiFactorAuthAge": "<AGE>"})", {}}}},
      {"type-mismatch-date",
       {{R"("DateLessThan": {"aws:CurrentTime": ["2027-02-29", "2028-02-29"]})",
         {R"("2027-02-29")"}},
        {R"("DateLessThan": {"aws:CurrentTime": 1622464215})", {}},
        {R"("DateLessThan": {"aws:CurrentTime": "${until}"})", {}}}},
      {"invalid-date-value",
       {{R"("DateLessThan": {"aws:CurrentTime": "1622464215"})", {R"("1622464215")"}},
        {R"("DateLessThan": {"aws:EpochTime": "1622464215"})", {}},
        {R"("DateLessThan": {"aws:EpochTime": "2027"})", {R"("2027")"}},
        {R"("DateLessThan": {"aws:CurrentTime": "2027-01"})", {}}}},
      {"type-mismatch-string",
       {{R"("BinaryEquals": {"saml:commonName": ["QQ==", "Q"]})", {R"("Q")"}}}},
      {"type-mismatch-ip-range",
       {{R"("IpAddress": {"aws:SourceIp": ["10.0.0.0/33", "::/0", "1.2.3"]})",
         {R"("10.0.0.0/33")", R"("1.2.3")"}},
        {R"("NotIpAddressIfExists": {"aws:SourceIp": "${cidr}"})", {}}}},
      {"invalid-condition-data-type",
       {{R"("Bool": {"aws:SecureTransport": [true, "true"]})", {R"([true, "true"])"}},
        {R"("StringEquals": {"aws:username": ["a", "b"]})", {}},
        {R"("StringEquals": {"aws:username": ["a", {"Ref": "Name"}]})", {}}}},
      {"invalid-condition-multiple-boolean",
       {{R"("Bool": {"aws:SecureTransport": [true, false]})", {"[true, false]"}},
        {R"("Bool": {"aws:SecureTransport": [true]})", {}},
        {R"("StringEquals": {"aws:username": ["true", "false"]})", {}}}},
      {"private-ip-address",
       {{R"("IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "fd00::/8"]})", {R"("10.0.0.0/8")"}},
        {R"("IpAddress": {"aws:VpcSourceIp": "10.0.0.0/8"})", {}},
        {R"("IpAddress": {"aws:SourceIp": "10.0.0.0/7"})", {}},
        {R"("IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "${office}"]})", {}},
        {R"("NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"})", {}}}},
      {"private-not-ip-address",
       {{R"("NotIpAddressIfExists": {"aws:sourceip": "172.31.0.0/16"})", {R"("172.31.0.0/16")"}},
        {R"("NotIpAddress": {"aws:SourceIp": "172.32.0.0/16"})", {}}}},
      {"private-ip-address-subset",
       {{R"("IpAddress": {"aws:SourceIp": ["1.2.3.4", "192.168.1.1"]})", {R"("192.168.1.1")"}},
        {R"("IpAddress": {"aws:SourceIp": ["192.168.1.1"]})", {}}}},
      {"private-not-ip-address-subset",
       {{R"("NotIpAddress": {"aws:SourceIp": ["1.2.3.4", "192.168.1.1"]})", {R"("192.168.1.1")"}}}},
      {"improve-ip-range",
       {{R"("IpAddress": {"aws:SourceIp": ["1.2.3.4/32", "1.2.3.4/31", "1.2.3.5/31"]})",
         {R"("1.2.3.5/31")"}}}},
      {"wildcard-without-like-operator",
       {{R"("StringEquals": {"aws:username": ["a*", "${*}", "b"]})", {R"("a*")"}},
        {R"("StringNotEqualsIgnoreCase": {"aws:username": "${aws:PrincipalTag/a, '*'}"})", {}},
        {R"("StringLike": {"aws:username": "a*"})", {}},
        {R"("ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::*:role/a"})", {}}}},
      {"equivalent-to-null-false",
       {{R"("StringLike": {"aws:username": "*"})", {R"("*")"}},
        {R"("ForAnyValue:StringLike": {"aws:TagKeys": ["**"]})", {R"("**")"}},
        {R"("StringLike": {"aws:username": ["*", "a"]})", {}},
        {R"("StringLike": {"aws:username": "?*"})", {}}}},
      {"equivalent-to-null-true",
       {{R"("StringNotLikeIfExists": {"aws:username": "*"})", {R"("*")"}},
        {R"("ForAnyValue:StringNotLike": {"aws:TagKeys": "*"})", {}}}},
      {"redundant-key-due-to-wildcard-in-condition",
       {{R"("ForAllValues:StringLike": {"aws:TagKeys": "*"})", {R"("*")"}},
        {R"("ForAnyValue:StringLikeIfExists": {"aws:TagKeys": "*"})", {}}}},
      {"redundant-statement-due-to-wildcard-in-condition",
       {{R"("ForAllValues:StringNotLike": {"aws:TagKeys": "*"})", {}}}},
      {"type-mismatch",
       {{R"("StringEquals": {"aws:ViaAWSService": "x"})", {R"("aws:ViaAWSService")"}},
        {R"("StringEquals": {"aws:SourceIp": "1.2.3.4"})", {R"("aws:SourceIp")"}},
        {R"("ArnLike": {"aws:username": "a"}, "StringEquals": {"aws:SourceArn": "a"})", {}},
        {R"("NumericLessThan": {"aws:EpochTime": "1622464215"})", {}},
        {R"("Null": {"aws:SecureTransport": "true"})", {}},
        {R"("StringEquals": {"${key}": "x"})", {}}}},
      {"string-like-operator-with-arn-condition-keys",
       {{R"("ForAnyValue:StringLike": {"AWS:SourceArn": "a"})", {R"("AWS:SourceArn")"}},
        {R"("StringNotEquals": {"aws:SourceArn": "a"})", {}},
        {R"("StringLike": {"kms:EncryptionContext:aws:s3:arn": "a*"})", {}}}},
      {"deprecated-global-condition-key", {{R"("Null": {"AWS:arn": "true"})", {R"("AWS:arn")"}}}},
      {"untrustworthy-condition-key",
       {{R"("StringLike": {"aws:Referer": "https://a/*"})", {R"("aws:Referer")"}},
        {R"("Null": {"aws:UserAgent": "true"})", {}}}},
      {"missing-paired-condition-keys",
       {{R"("IpAddress": {"aws:VpcSourceIp": "10.0.0.1"})", {R"("aws:VpcSourceIp")"}},
        {R"("IpAddress": {"aws:VpcSourceIp": "10.0.0.1"}, "Null": {"aws:SourceVpcArn": "false"})",
         {}},
        {R"("IpAddress": {"aws:VpcSourceIp": "10.0.0.1"}, "Null": {"${key}": "false"})", {}}}},
      {"duplicate-keys-with-different-case",
       {{R"("StringEquals": {"b:a": "x", "aws:UserName": "a", "aws:username": "b"})",
         {R"("aws:UserName")"}},
        {R"("StringEquals": {"aws:UserName": "a"}, "StringLike": {"aws:username": "b"})", {}}}},
      {"redundant-condition-value-num",
       {{R"("NumericLessThan": {"aws:MultiFactorAuthAge": [5, 20]})", {"[5, 20]"}},
        {R"("NumericEquals": {"aws:MultiFactorAuthAge": [5, 20]})", {}},
        {R"("NumericLessThan": {"aws:MultiFactorAuthAge": ["5", "${age}"]})", {}}}},
      {"invalid-region",
       {{R"("StringNotLike": {"aws:RequestedRegion": ["eu-*", "eu-weast-*", "global"]})",
         {R"("eu-weast-*")", R"("global")"}},
        {R"("StringEquals": {"aws:RequestedRegion": ["us-east-1", "EU-WEST-1", "${region}"]})",
         {R"("EU-WEST-1")"}},
        {R"("StringEqualsIgnoreCase": {"ec2:Region": "EU-WEST-1"})", {}},
        {R"("StringEquals": {"aws:PrincipalTag/region": "here"})", {}}}},
      {"invalid-vpc-format",
       {{R"("StringLike": {"aws:SourceVpc": ["vpc-*", "vpc-1234567?", "igw-*", "vpc-12"]})",
         {R"("igw-*")", R"("vpc-12")"}},
        {R"("StringEquals": {"aws:SourceVpc": ["vpc-${id}", "vpc-0123456789abcdef0"]})", {}}}},
      {"invalid-vpce-format",
       {{R"("StringNotEquals": {"aws:sourceVpce": "vpce-1a2b3c"})", {R"("vpce-1a2b3c")"}}}},
  };
  for (const Table& table : tables) {
    for (const auto& [condition, wanted] : table.rows) {
      EXPECT_EQ(Reports(table.rule, When(condition)), wanted) << table.rule << ": " << condition;
    }
  }
}

TEST(KmsKeyValue, TakesKeyArnsAndPatternsOfThem) {
  const auto reports = [](const std::string& op, const std::string& value) {
    return Reports(
               "invalid-kms-key-value",
               R"("Effect": "Deny", "Action": "s3:PutObject", "Resource": "*", "Condition": {")" +
                   op + R"(": {"s3:x-amz-server-side-encryption-aws-kms-key-id": ")" + value +
                   R"("}})")
        .size();
  };
  EXPECT_EQ(reports("StringEquals", "arn:aws-cn:kms:cn-north-1:123456789012:key/1"), 0U);
  EXPECT_EQ(reports("StringNotLike", "arn:aws:kms:*:123456789012:*"), 0U);
  EXPECT_EQ(reports("ArnEquals", "arn:aws:kms:*:*:alias/*"), 1U);
  EXPECT_EQ(reports("StringEquals", "1234abcd-12ab-34cd-56ef-1234567890ab"), 1U);
  EXPECT_EQ(reports("StringEquals", "${aws_kms_key.logs.arn}"), 0U);
}

TEST(TooPermissive, AsksForSixLettersWhereOthersMayCallIn) {
  const auto open = [](const std::string& condition, const std::string& effect = "Allow",
                       policy::Type type = policy::Type::kTrust) {
    return Reports("wildcard-usage-too-permissive",
                   R"("Effect": ")" + effect +
                       R"(", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole", )" +
                       R"("Condition": {)" + condition + "}",
                   type)
        .size();
  };
  const std::string sub = "token.actions.githubusercontent.com:sub";
  EXPECT_EQ(open(R"("StringLike": {")" + sub + R"(": "repo:*"})"), 1U);
  EXPECT_EQ(open(R"("StringLike": {")" + sub + R"(": "repo:a/b:*"})"), 0U);
  EXPECT_EQ(open(R"("StringLike": {")" + sub + R"(": "repo:own@*/app@*:ref:refs/heads/main"})"),
            1U);
  EXPECT_EQ(open(R"("StringLike": {")" + sub + R"(": "repo:own@*/apps@*:ref:refs/heads/main"})"),
            0U);
  EXPECT_EQ(open(R"("StringLike": {")" + sub + R"(": "<REPO>*"})"), 0U);
  EXPECT_EQ(open(R"("StringEquals": {")" + sub + R"(": "repo:*"})"), 0U);
  EXPECT_EQ(open(R"("StringNotLike": {"aws:SourceAccount": "12345678901?"})"), 0U);
  EXPECT_EQ(open(R"("StringNotLike": {"aws:SourceAccount": "12345678901?"})", "Deny"), 1U);
  EXPECT_EQ(open(R"("StringLike": {"aws:userid": "*:session"})"), 0U);
  EXPECT_EQ(open(R"("StringLike": {"aws:userid": "AROAEXAMPLE:*"})"), 0U);
  EXPECT_EQ(open(R"("StringLike": {"aws:userid": "AROAEX*:session"})"), 1U);
  EXPECT_EQ(open(R"("StringLike": {"aws:userid": "*"})"), 1U);
  EXPECT_EQ(
      open(R"("StringLike": {"aws:PrincipalOrgID": "o-*"})", "Allow", policy::Type::kIdentity), 0U);
}

TEST(TooPermissive, CountsVariablesLikeWildcards) {
  const auto open = [](const std::string& condition) {
    return Reports("variable-usage-too-permissive",
                   R"("Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": )"
                   R"("sts:AssumeRole", "Condition": {)" +
                       condition + "}",
                   policy::Type::kTrust)
        .size();
  };
  EXPECT_EQ(open(R"("StringLike": {"aws:SourceAccount": "${aws:PrincipalAccount}"})"), 1U);
  EXPECT_EQ(open(R"("StringEquals": {"aws:SourceAccount": "${aws:PrincipalAccount}"})"), 0U);
  EXPECT_EQ(open(R"("StringLike": {"aws:userid": "${aws:userid}"})"), 1U);
  EXPECT_EQ(open(R"("StringLike": {"aws:userid": "${aws:userid}:x"})"), 0U);
  EXPECT_EQ(open(R"("StringLike": {"aws:userid": "AROAEXAMPLE:${aws:username}"})"), 0U);
  EXPECT_EQ(open(R"("StringLike": {"aws:SourceIdentity": "person-${aws:username}"})"), 0U);
}

TEST(GlobalKeys, OldNameIsRefusedInPoliciesOfResources) {
  const std::string statement =
      R"("Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*", "Condition": {"ArnLike": {"aws:ARN": "arn:aws:iam::1:role/a"}})";
  EXPECT_EQ(Reports("unsupported-global-condition-key", statement, policy::Type::kResource).size(),
            1U);
  EXPECT_TRUE(
      Reports("deprecated-global-condition-key", statement, policy::Type::kResource).empty());
}

TEST(GlobalKeys, AServiceFillsTheRefererItself) {
  const auto reports = [](const std::string& principal) {
    return Reports("untrustworthy-condition-key",
                   R"("Effect": "Allow", "Principal": )" + principal +
                       R"(, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::b/*", )"
                       R"("Condition": {"StringEquals": {"aws:Referer": "123456789012"}})",
                   policy::Type::kResource)
        .size();
  };
  EXPECT_EQ(reports(R"({"Service": "ses.amazonaws.com"})"), 0U);
  EXPECT_EQ(reports(R"("*")"), 1U);
}

TEST(TagKeys, AreMissedWhereCallsCarryNone) {
  const auto reports = [](std::string_view rule, const std::string& effect,
                          const std::string& action, const std::string& op) {
    return Reports(rule, R"("Effect": ")" + effect + R"(", )" + action +
                             R"(, "Resource": "*", "Condition": {")" + op +
                             R"(": {"aws:ResourceTag/team": "blue"}})");
  };
  constexpr std::string_view kAllow = "allow-with-unsupported-tag-condition-key-for-service";
  constexpr std::string_view kDeny = "deny-with-unsupported-tag-condition-key-for-service";
  const std::string listed =
      R"("Action": ["ec2:StopInstances", "logs:PutResourcePolicy", "kms:ListKeys"])";
  EXPECT_EQ(reports(kAllow, "Allow", listed, "StringEquals"), Texts{R"("logs:PutResourcePolicy")"});
  EXPECT_EQ(reports(kDeny, "Deny", listed, "StringLike"), Texts{R"("logs:PutResourcePolicy")"});
  // The absent key meets these.
  EXPECT_TRUE(reports(kDeny, "Deny", listed, "StringNotEquals").empty());
  EXPECT_TRUE(reports(kAllow, "Allow", listed, "StringEqualsIfExists").empty());
  EXPECT_TRUE(
      reports(kAllow, "Allow", R"("Action": ["logs:*", "${action}"])", "StringEquals").empty());
  EXPECT_EQ(reports("deny-notaction-with-unsupported-tag-condition-key-for-service", "Deny",
                    R"("NotAction": "iam:*")", "StringEquals"),
            Texts{R"("aws:ResourceTag/team")"});
  EXPECT_TRUE(reports("allow-notaction-with-unsupported-tag-condition-key-for-service", "Deny",
                      R"("NotAction": "iam:*")", "StringEquals")
                  .empty());
}

TEST(SupportedServices, CountTheActionsOfTheStatement) {
  const auto reports = [](const std::string& action, const std::string& op = "StringNotEquals") {
    return Reports("use-condition-key-only-with-supported-services",
                   R"("Effect": "Deny", )" + action + R"(, "Resource": "*", "Condition": {")" + op +
                       R"(": {"aws:VpceAccount": "123456789012"}})")
        .size();
  };
  EXPECT_EQ(reports(R"("Action": ["s3:*", "iam:GetRole"])"), 0U);
  EXPECT_EQ(reports(R"("Action": ["s3:*", "iam:PassRole"])"), 1U);
  EXPECT_EQ(reports(R"("Action": "*")"), 1U);
  EXPECT_EQ(reports(R"("NotAction": "s3:*")"), 1U);
  EXPECT_EQ(reports(R"("Action": "${action}")"), 0U);
  EXPECT_EQ(reports(R"("Action": "sns:Publish")", "Null"), 0U);
}

TEST(DynamodbAttributes, NeedSelectWhereAllCanBeRead) {
  const auto reports = [](const std::string& effect, const std::string& action,
                          const std::string& more) {
    return Reports("dynamodb-attributes-without-select",
                   R"("Effect": ")" + effect + R"(", "Action": ")" + action +
                       R"(", "Resource": "*", "Condition": )"
                       R"({"ForAllValues:StringEquals": {"dynamodb:Attributes": ["id"]})" +
                       more + "}")
        .size();
  };
  EXPECT_EQ(reports("Allow", "dynamodb:Scan", ""), 1U);
  EXPECT_EQ(reports("Allow", "dynamodb:*", ""), 1U);
  EXPECT_EQ(reports("Deny", "dynamodb:Scan", ""), 0U);
  const std::string select =
      R"(, "StringEqualsIfExists": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"})";
  EXPECT_EQ(reports("Allow", "dynamodb:Scan", select), 0U);
  EXPECT_EQ(reports("Allow", "dynamodb:Scan",
                    R"(, "StringEquals": {"dynamodb:Select": "ALL_ATTRIBUTES"})"),
            1U);
}

TEST(S3Prefix, IsSaidPositively) {
  const auto reports = [](const std::string& effect, const std::string& op) {
    return Reports("s3-prefix-in-negative-context",
                   R"("Effect": ")" + effect +
                       R"(", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::b", )"
                       R"("Condition": {")" +
                       op + R"(": {"s3:prefix": "a/*"}})")
        .size();
  };
  EXPECT_EQ(reports("Deny", "StringEquals"), 1U);
  EXPECT_EQ(reports("Deny", "StringNotLike"), 0U);
  EXPECT_EQ(reports("Allow", "StringNotLikeIfExists"), 1U);
  EXPECT_EQ(reports("Allow", "StringLike"), 0U);
  EXPECT_EQ(reports("Deny", "Null"), 0U);
}

TEST(VariableSpelling, KnowsSpacesAndQuotes) {
  const auto reports = [](std::string_view rule, const std::string& value) {
    return Reports(rule,
                   R"("Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/)" +
                       value + R"(/*")")
        .size();
  };
  constexpr std::string_view kSpace = "unsupported-space-in-variable";
  EXPECT_EQ(reports(kSpace, "${ aws:username }"), 1U);
  EXPECT_EQ(reports(kSpace, "${aws:PrincipalTag/cost center}"), 1U);
  EXPECT_EQ(reports(kSpace, "${aws:PrincipalTag/team, 'no team'}"), 0U);
  EXPECT_EQ(reports(kSpace, "${ var.bucket }"), 0U);
  EXPECT_EQ(reports(kSpace, "${ AWS::AccountId }"), 0U);
  constexpr std::string_view kQuote = "missing-quote-in-variable";
  EXPECT_EQ(reports(kQuote, "${aws:PrincipalTag/team, 'none}"), 1U);
  EXPECT_EQ(reports(kQuote, "${aws:PrincipalTag/team, ''}"), 0U);
  EXPECT_EQ(reports(kQuote, "${join(var.a, var.b)}"), 0U);
}

}  // namespace
}  // namespace whittle
