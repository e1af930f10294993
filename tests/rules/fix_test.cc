// Fixes: what they make of texts, that the safe ones are safe, and that one run is enough.
#include "lint/fix.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "lint/fix_judge.h"
#include "rules/registry.h"

namespace whittle::lint {
namespace {

const Linter& AllRules() {
  static const Linter linter(rules::All(), catalog::Catalog::BuiltIn(), {});
  return linter;
}

documents::ReadOptions Named() {
  documents::ReadOptions options;
  options.named = true;
  return options;
}

Report Lint(const std::string& text, const documents::ReadOptions& options = Named()) {
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<const text::Source>("policy.json", text));
  return AllRules().Run(std::move(sources), options);
}

std::string Fixed(const std::string& text, FixKind kind) {
  return ApplyFixes(AllRules(), "policy.json", text, Named(), kind).text;
}

struct Case {
  const char* name;
  const char* before;
  const char* safe;  ///< after the safe fixes; null: as before
  const char* all;   ///< after all fixes; null: as after the safe ones
};

class FixCases : public testing::TestWithParam<Case> {};

TEST_P(FixCases, Give) {
  const Case& test = GetParam();
  const std::string safe = test.safe == nullptr ? test.before : test.safe;
  EXPECT_EQ(Fixed(test.before, FixKind::kSafe), safe);
  EXPECT_EQ(Fixed(test.before, FixKind::kAll), test.all == nullptr ? safe : test.all);
}

constexpr Case kCases[] = {
    {"KeepsTheLayout",
     R"({
    "Version": "2012-10-17",
    "Statement": [{
        "Effect": "Allow",
        "Action": [ "s3:Get*",
                    "s3:GetObject",
                    "s3:PutObject" ],
        "Resource" : "*"
    }]
})",
     R"({
    "Version": "2012-10-17",
    "Statement": [{
        "Effect": "Allow",
        "Action": [ "s3:Get*",
                    "s3:PutObject" ],
        "Resource" : "*"
    }]
})",
     nullptr},
    {"KeepsOneOfTwins",
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":["iam:DeleteRole","IAM:deleterole","iam:deleteRole"],"Resource":"*"}})",
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":["iam:DeleteRole"],"Resource":"*"}})",
     nullptr},
    {"FixesWhatOverlaps",
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":["s3:Get*","iam:DeleteRole","iam:Delete*","iam:DeleteUser","s3:GetObject"],"Resource":"*"}})",
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":["s3:Get*","iam:Delete*"],"Resource":"*"}})",
     nullptr},
    {"SaysTheVersion",
     R"({"Statement":{"Effect":"Deny","Action":"iam:DeleteRole","Resource":"*"}})",
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:DeleteRole","Resource":"*"}})",
     nullptr},
    {"ButNotWhereVariablesWouldComeAlive",
     R"({"Statement":{"Effect":"Deny","Action":"iam:DeleteUser","Resource":"arn:aws:iam::123456789012:user/${aws:username}"}})",
     nullptr,
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:DeleteUser","Resource":"arn:aws:iam::123456789012:user/${aws:username}"}})"},
    {"RenewsTheVersion",
     R"({"Version":"2008-10-17","Statement":{"Effect":"Deny","Action":"iam:DeleteRole","Resource":"*"}})",
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:DeleteRole","Resource":"*"}})",
     nullptr},
    {"CleansSids",
     R"({"Version":"2012-10-17","Statement":[{"Sid":"No deletion","Effect":"Deny","Action":"iam:DeleteRole","Resource":"*"},{"Effect":"Deny","Action":"iam:DeleteUser","Resource":"*","Sid":""}]})",
     R"({"Version":"2012-10-17","Statement":[{"Sid":"Nodeletion","Effect":"Deny","Action":"iam:DeleteRole","Resource":"*"},{"Effect":"Deny","Action":"iam:DeleteUser","Resource":"*"}]})",
     nullptr},
    {"DropsEmptyConditions",
     R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:DeleteRole","Resource":"*","Condition":{}},{"Effect":"Deny","Action":"iam:DeleteUser","Resource":"*","Condition":{"StringEquals":{},"Bool":{"aws:SecureTransport":"false"}}}]})",
     R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:DeleteRole","Resource":"*"},{"Effect":"Deny","Action":"iam:DeleteUser","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]})",
     nullptr},
    {"SpellsWhatWasMeantOnlyOnRequest",
     R"({"Version":"2012-10-17","Statement":{"Effect":"deny","Action":"iamm:DeleteRole","Resource":"*"}})",
     nullptr,
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:DeleteRole","Resource":"*"}})"},
    {"AsksForKeys",
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:DeleteRole","Resource":"*","Condition":{"StringLike":{"aws:PrincipalTag/team":["*"]}, "StringNotLike":{"aws:SourceVpce":"**"}}}})",
     nullptr,
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:DeleteRole","Resource":"*","Condition":{"Null":{"aws:PrincipalTag/team":["false"]}, "StringNotLike":{"aws:SourceVpce":"**"}}}})"},
    {"LeavesOperatorsWithOtherKeys",
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:DeleteRole","Resource":"*","Condition":{"StringLike":{"aws:PrincipalTag/team":"*","aws:PrincipalTag/rank":"a*"}}}})",
     nullptr, nullptr},
    {"DropsConditionsThatAreAlwaysMet",
     R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:DeleteRole","Resource":"*","Condition":{"StringLikeIfExists":{"aws:PrincipalTag/team":"*"}}},{"Effect":"Deny","Action":"iam:DeleteUser","Resource":"*","Condition":{"StringLikeIfExists":{"aws:PrincipalTag/team":"*","aws:PrincipalTag/rank":"a*"}}}]})",
     R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"iam:DeleteRole","Resource":"*"},{"Effect":"Deny","Action":"iam:DeleteUser","Resource":"*","Condition":{"StringLikeIfExists":{"aws:PrincipalTag/rank":"a*"}}}]})",
     nullptr},
    {"WritesBlocksAndBounds",
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:DeleteRole","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":["203.0.113.9/24","2001:db8::1/32"]},"NumericLessThan":{"aws:MultiFactorAuthAge":["60","3600","1"]}}}})",
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:DeleteRole","Resource":"*","Condition":{"NotIpAddress":{"aws:SourceIp":["203.0.113.0/24","2001:db8::/32"]},"NumericLessThan":{"aws:MultiFactorAuthAge":["3600"]}}}})",
     nullptr},
    {"SpellsElementsKeysAndOperators",
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Actions":"iam:DeleteRole","Resource":"*","Condition":{"StringNotEqual":{"aws:PrincipalAcount":"111122223333"}}}})",
     nullptr,
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:DeleteRole","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalAccount":"111122223333"}}}})"},
    {"SpellsParts",
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:GetObject","NotResource":["arn:aws:sqs:sa-eastt-1:123456789012:a","arn:aws-nc:s3:::b","arn:aws:s3:::c/${ aws:username }"],"Condition":{"StringEquals":{"aws:RequestedRegion":"sa-eastt-1"}}}})", nullptr,
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:GetObject","NotResource":["arn:aws:sqs:sa-east-1:123456789012:a","arn:aws-cn:s3:::b","arn:aws:s3:::c/${aws:username}"],"Condition":{"StringEquals":{"aws:RequestedRegion":"sa-east-1"}}}})"},
    {"NeverWritesAKeyTwice",
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:DeleteRole","Actions":"iam:DeleteUser","Resource":"*"}})",
     nullptr, nullptr},
    {"LeavesEscapesAlone",
     R"({"PolicyName":"p","PolicyDocument":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":[\"iam:DeleteRole\",\"iam:DeleteRole\"],\"Resource\":\"*\"}}"})",
     nullptr, nullptr},
    {"LeavesUnknownsAlone",
     R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":["iam:DeleteRole","iam:<VERB>Role"],"Resource":"*"}})",
     nullptr, nullptr},
};

INSTANTIATE_TEST_SUITE_P(All, FixCases, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

/// What must hold of any text: a second run changes nothing, the text stays readable with the same
/// documents, safe fixes are proved in all, and no fix brings a new kind of finding.
void CheckProperties(const std::string& text, const documents::ReadOptions& options,
                     const std::string& name) {
  SCOPED_TRACE(name);
  const Report before = Lint(text, options);
  for (const FixKind kind : {FixKind::kSafe, FixKind::kAll}) {
    const FixedText once = ApplyFixes(AllRules(), "policy.json", text, options, kind);
    if (once.fixes == 0) {
      EXPECT_EQ(once.text, text);
      continue;
    }
    EXPECT_EQ(ApplyFixes(AllRules(), "policy.json", once.text, options, kind).text, once.text);
    const Report after = Lint(once.text, options);
    EXPECT_TRUE(KeepsDocuments(*before.files[0], *after.files[0],
                               kind == FixKind::kSafe ? &catalog::Catalog::BuiltIn() : nullptr));
    if (kind != FixKind::kSafe) continue;
    std::map<std::string_view, int> counts;
    for (const Finding& finding : before.findings) ++counts[finding.rule->name];
    for (const Finding& finding : after.findings) {
      // A copy of a known policy is recognised better when the clutter is gone, and what was too
      // long for every quota may be too long for one only.
      if (finding.rule->name == "ecs-instance-policy-copy") continue;
      if (finding.rule->name.substr(0, 12) == "policy-size-") continue;
      EXPECT_GE(--counts[finding.rule->name], 0) << finding.rule->name;
    }
  }
}

TEST(Fix, HoldsForEveryRulesExample) {
  size_t offered = 0;
  for (const Rule* rule : rules::All()) {
    documents::ReadOptions options = Named();
    options.type = rule->info.bad.type;
    options.resource_type = rule->info.bad.resource_type;
    const std::string text(rule->info.bad.text);
    for (const Finding& finding : Lint(text, options).findings) offered += finding.fix ? 1U : 0U;
    CheckProperties(text, options, std::string(rule->info.name));
  }
  EXPECT_GT(offered, 10U);
}

/// The rules that mend their own example.
constexpr std::string_view kSafeRules[] = {
    "condition-always-true",
    "empty-object-condition",
    "empty-sid-value",
    "entry-covered-by-statement",
    "improve-ip-range",
    "missing-version",
    "null-with-if-exists",
    "null-with-qualifier",
    "old-version",
    "redundant-action",
    "redundant-condition-value-num",
    "redundant-key-due-to-wildcard-in-condition",
    "redundant-resource",
    "redundant-statement",
    "statement-covered-by-other",
    "unsupported-sid",
};
constexpr std::string_view kOtherRules[] = {
    "deprecated-global-condition-key",
    "equivalent-to-null-false",
    "equivalent-to-null-true",
    "forallvalues-with-single-valued-key",
    "if-exists-on-present-key",
    "if-exists-opens-allow",
    "invalid-action",
    "invalid-arn-resource",
    "invalid-arn-service-case",
    "invalid-condition-key-format",
    "invalid-condition-operator",
    "invalid-effect",
    "invalid-global-condition-key",
    "invalid-principal-key",
    "invalid-service-condition-key",
    "invalid-service-in-action",
    "invalid-service-principal-format",
    "invalid-version",
    "mfa-deny-misses-absent-key",
    "mfa-not-demanded",
    "private-ip-address-subset",
    "private-not-ip-address-subset",
    "string-like-operator-with-arn-condition-keys",
    "unsupported-space-in-variable",
    "wildcard-without-like-operator",
};

/// Whether the rule's fix mends its bad example.
void CheckMends(std::string_view name, FixKind kind) {
  SCOPED_TRACE(name);
  const Rule* rule = FindRule(rules::All(), name);
  ASSERT_NE(rule, nullptr);
  const Linter only({&rule, 1}, catalog::Catalog::BuiltIn(), {});
  documents::ReadOptions options = Named();
  options.type = rule->info.bad.type;
  options.resource_type = rule->info.bad.resource_type;
  const std::string text(rule->info.bad.text);
  const FixedText fixed = ApplyFixes(only, "policy.json", text, options, kind);
  EXPECT_GT(fixed.fixes, 0U);
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<const text::Source>("policy.json", fixed.text));
  const Report report = only.Run(std::move(sources), options);
  EXPECT_TRUE(report.findings.empty()) << fixed.text;
}

TEST(Fix, MendsTheRulesOwnExamples) {
  for (const std::string_view name : kSafeRules) CheckMends(name, FixKind::kSafe);
  for (const std::string_view name : kOtherRules) CheckMends(name, FixKind::kAll);
}

TEST(Fix, HoldsForTheCorpus) {
  const char* corpus = std::getenv("WHITTLE_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "WHITTLE_CORPUS is not set";
  size_t texts = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".json") continue;
    if (entry.file_size() > 100'000) continue;
    std::stringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    CheckProperties(text.str(), Named(), entry.path().string());
    ++texts;
  }
  std::cout << texts << " texts\n";
}

TEST(Fix, HoldsForRecordedPolicies) {
  const char* oracles = std::getenv("WHITTLE_ORACLES");
  if (oracles == nullptr) GTEST_SKIP() << "WHITTLE_ORACLES is not set";
  size_t texts = 0;
  for (const auto& [name, key] :
       {std::pair("corpus_policies", "text"), std::pair("access_analyzer", "policy")}) {
    std::ifstream lines(std::string(oracles) + "/" + name + ".jsonl");
    for (std::string line; std::getline(lines, line);) {
      const text::Source source("", line);
      const text::JsonResult json = text::ReadJson(source);
      ASSERT_FALSE(json.error);
      const text::Node* text = json.tree.root.Get(key);
      ASSERT_NE(text, nullptr);
      CheckProperties(std::string(text->text()), Named(), name + std::to_string(texts++));
    }
  }
  std::cout << texts << " texts\n";
}

}  // namespace
}  // namespace whittle::lint
