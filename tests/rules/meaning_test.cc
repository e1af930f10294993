// The rules on meaning: what they find, and where they keep silent.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "lint/linter.h"
#include "rules/registry.h"

namespace whittle::lint {
namespace {

/// The findings of the group `meaning` that this file is about, by name and line, in one string.
std::string Found(const std::string& statements, policy::Type type) {
  static const Linter linter(
      rules::All(), catalog::Catalog::BuiltIn(), {},
      {{"statement-covered-by-other", "entry-covered-by-statement", "allow-always-denied",
        "contradictory-conditions", "condition-always-true", "deny-denies-nothing"},
       {}});
  documents::ReadOptions options;
  options.named = true;
  options.type = type;
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<const text::Source>(
      "p.json", "{\"Version\": \"2012-10-17\", \"Statement\": [\n" + statements + "]}"));
  const Report report = linter.Run(std::move(sources), options);
  std::string found;
  for (const Finding& finding : report.findings) {
    const std::string_view text = report.files[0]->source->text();
    const auto line = std::count(text.begin(), text.begin() + finding.place.span.begin, '\n');
    found += (found.empty() ? "" : " ") + std::string(finding.rule->name) + ":" +
             std::to_string(line) + (finding.fix && finding.fix->safe ? "+" : "");
  }
  return found;
}

struct Case {
  const char* name;
  const char* statements;  ///< one a line
  const char* found;       ///< rule:line of the statement, `+` where a safe fix is offered
  policy::Type type = policy::Type::kIdentity;
};

class MeaningCases : public testing::TestWithParam<Case> {};

TEST_P(MeaningCases, Give) {
  EXPECT_EQ(Found(GetParam().statements, GetParam().type), GetParam().found);
}

constexpr Case kCases[] = {
    {"StatementWithinAnother",
     R"({"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"},
{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*"})",
     "statement-covered-by-other:2+"},
    {"OfTwinsTheFirstStays",
     R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"},
{"Effect": "Allow", "Action": "S3:getobject", "Resource": "*", "Sid": "Twin"})",
     "statement-covered-by-other:2+"},
    {"AnotherEffectCoversNothing",
     R"({"Effect": "Deny", "Action": "s3:Put*", "Resource": "*"},
{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"})",
     ""},
    {"AWiderResourceIsNotCovered",
     R"({"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::a/*"},
{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"})",
     ""},
    {"AConditionNarrowsTheCover",
     R"({"Effect": "Allow", "Action": "s3:Get*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}},
{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"})",
     ""},
    {"AConditionOfTheCoveredDoesNot",
     R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}},
{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"})",
     "statement-covered-by-other:1+"},
    {"NotActionCoversByWhatItLeaves",
     R"({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"},
{"Effect": "Allow", "NotAction": ["iam:*", "s3:*"], "Resource": "*"})",
     "statement-covered-by-other:2+"},
    {"APlaceholderIsNotKnown",
     R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::<BUCKET>/*"},
{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::logs/*"})",
     ""},
    {"ButEqualPlaceholdersAreEqual",
     R"({"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::<BUCKET>/*"},
{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::<BUCKET>/*"})",
     "statement-covered-by-other:2+"},
    {"EntriesOfAList",
     R"({"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"},
{"Effect": "Allow", "Action": ["s3:GetObject", "s3:DeleteObject"], "Resource": "arn:aws:s3:::a/*"})",
     "entry-covered-by-statement:2+"},
    {"EntriesThatCoverEachOther",
     R"({"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"},
{"Effect": "Allow", "Action": ["s3:GetObject", "s3:DeleteObject"], "Resource": "*"})",
     "entry-covered-by-statement:2+"},
    {"ResourcesOfAList",
     R"({"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::a/*"},
{"Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::a/b*", "arn:aws:s3:::b/*"]})",
     "entry-covered-by-statement:2+"},
    {"ADenyTakesAll",
     R"({"Effect": "Allow", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::logs"},
{"Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"})",
     "allow-always-denied:1"},
    {"ADenyWithAConditionDoesNot",
     R"({"Effect": "Allow", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::logs"},
{"Effect": "Deny", "Action": "s3:Delete*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}}})",
     ""},
    {"ADenyTakesSome",
     R"({"Effect": "Allow", "Action": ["s3:DeleteBucket", "s3:ListBucket"], "Resource": "arn:aws:s3:::logs"},
{"Effect": "Deny", "Action": "s3:Delete*", "Resource": "*"})",
     "allow-always-denied:1"},
    {"SeveralDeniesTogether",
     R"({"Effect": "Allow", "Action": "s3:DeleteBucket", "Resource": "*"},
{"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::logs"},
{"Effect": "Deny", "Action": "s3:DeleteBucket", "NotResource": "arn:aws:s3:::logs"})",
     "allow-always-denied:1"},
    {"ADenyWithNotActionTakesTheRest",
     R"({"Effect": "Allow", "Action": "s3:DeleteBucket", "Resource": "*"},
{"Effect": "Deny", "NotAction": "s3:Get*", "Resource": "*"})",
     "allow-always-denied:1"},
    {"Contradiction",
     R"({"Effect": "Deny", "Action": "iam:*", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "a"}, "StringNotLike": {"aws:requestedregion": "a*"}}})",
     "contradictory-conditions:1"},
    {"NoContradiction",
     R"({"Effect": "Deny", "Action": "iam:*", "Resource": "*", "Condition": {"StringLike": {"aws:RequestedRegion": "a*"}, "StringNotLike": {"aws:requestedregion": "ab*"}}})",
     ""},
    {"AnUnknownValueMayAgree",
     R"({"Effect": "Deny", "Action": "iam:*", "Resource": "*", "Condition": {"StringEquals": {"aws:RequestedRegion": "<REGION>"}, "StringLike": {"aws:RequestedRegion": "a*"}}})",
     ""},
    {"AlwaysTrue",
     R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"ForAllValues:StringLike": {"aws:TagKeys": ["a", "*"]}}})",
     "condition-always-true:1+"},
    {"TrueOnlyWithTheKey",
     R"({"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringLike": {"aws:SourceVpc": "*"}}})",
     ""},
    {"ADenyOfATrustPolicyThatMeetsNothing",
     R"({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::123456789012:role/a"}},
{"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}})",
     "deny-denies-nothing:2", policy::Type::kTrust},
    {"OneThatDoes",
     R"({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}},
{"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"AWS": "arn:aws:iam::123456789012:role/a"}})",
     "", policy::Type::kTrust},
    {"ADenyOfAnIdentityPolicyMayMeetOthers",
     R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"},
{"Effect": "Deny", "Action": "iam:*", "Resource": "*"})",
     ""},
};

INSTANTIATE_TEST_SUITE_P(All, MeaningCases, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace whittle::lint
