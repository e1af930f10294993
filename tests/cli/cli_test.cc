// The built program from outside: exit codes, what goes where, formats.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>

#include "tests/cli/runner.h"
#include "text/json.h"

namespace whittle {
namespace {

const std::string kClean =
    R"({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}})";
const std::string kWrong =
    R"({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "iam:DeleteRoles", "Resource": "*"}})";

TEST_F(Cli, ExitsByWhatItFinds) {
  const std::string clean = Write("clean.json", kClean);
  const std::string wrong = Write("wrong.json", kWrong);
  EXPECT_EQ(Run("lint " + clean).exit_code, 0);
  EXPECT_EQ(Run("lint " + wrong).exit_code, 1);
  EXPECT_EQ(Run("lint --fail-on never " + wrong).exit_code, 0);
  const std::string old = Write(
      "old.json",
      R"({"Version": "2008-10-17", "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}})");
  EXPECT_EQ(Run("lint " + old).exit_code, 0);  // a suggestion is below the default threshold
  EXPECT_EQ(Run("lint --fail-on suggestion " + old).exit_code, 1);
  EXPECT_EQ(Run("lint --ignore old-version --fail-on suggestion " + old).exit_code, 0);
}

TEST_F(Cli, UnreadableInputIsTwoAndTheReportIsWrittenAllTheSame) {
  const Result result = Run("lint " + Write("wrong.json", kWrong) + " " + Path("none.json"));
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_NE(result.out.find("invalid-action"), std::string::npos);
  EXPECT_NE(result.err.find("none.json"), std::string::npos);
}

TEST_F(Cli, UsageErrorsSayWhatWasMeant) {
  const auto error = [&](const std::string& arguments, const std::string& part) {
    const Result result = Run(arguments);
    EXPECT_EQ(result.exit_code, 2) << arguments;
    EXPECT_EQ(result.out, "") << arguments;
    EXPECT_NE(result.err.find(part), std::string::npos) << arguments << ": " << result.err;
  };
  error("", "Usage");
  error("lnit x", "did you mean `lint`?");
  error("lint", "nothing to lint");
  error("lint --formt json x", "did you mean `--format`?");
  error("lint --format jsn x", "did you mean `json`?");
  error("lint --fail-on=warnin x", "did you mean `warning`?");
  error("lint --select pass-role x", "no rule, group or level `pass-role`");
  error("lint --jobs many x", "--jobs takes a number");
  error("lint --resource-type Bucket x", "AWS::S3::Bucket");
  error("explain missing-efect", "did you mean `missing-effect`?");
  error("catalog actoins", "did you mean `actions` or `action`?");
  error("catalog action s3:GetObjekt", "did you mean `s3:GetObject`?");
  error("expand s3:Nope*", "no action matches");
}

const std::string kTwice =
    "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": {\"Effect\": \"Deny\", \"Action\": [\n"
    "    \"iam:Delete*\",\n    \"iam:DeleteRole\"\n  ], \"Resource\": \"*\"}\n}\n";
const std::string kOnce =
    "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": {\"Effect\": \"Deny\", \"Action\": [\n"
    "    \"iam:Delete*\"\n  ], \"Resource\": \"*\"}\n}\n";

TEST_F(Cli, FixesFilesInPlace) {
  const std::string twice = Write("twice.json", kTwice);
  const std::string wrong = Write("wrong.json", kWrong);
  const Result diff = Run("lint --diff " + twice + " " + wrong);
  EXPECT_EQ(diff.exit_code, 1);
  EXPECT_NE(
      diff.out.find("\n-    \"iam:Delete*\",\n-    \"iam:DeleteRole\"\n+    \"iam:Delete*\"\n"),
      std::string::npos)
      << diff.out;
  EXPECT_EQ(diff.out.find("wrong.json"), std::string::npos);
  EXPECT_EQ(Slurp(twice), kTwice);

  const Result fixed = Run("lint --fix --format concise --fail-on suggestion " + twice);
  EXPECT_EQ(fixed.exit_code, 0);
  EXPECT_EQ(fixed.out, "");
  EXPECT_NE(fixed.err.find("applied 1 fix in 1 file"), std::string::npos);
  EXPECT_EQ(Slurp(twice), kOnce);
  EXPECT_EQ(Run("lint --diff " + twice).exit_code, 0);

  EXPECT_EQ(Run("lint --fix " + wrong).exit_code, 1);
  EXPECT_EQ(Slurp(wrong), kWrong);
  EXPECT_EQ(Run("lint --fix --unsafe-fixes " + wrong).exit_code, 0);
  EXPECT_NE(Slurp(wrong).find("iam:DeleteRole\""), std::string::npos);
}

TEST_F(Cli, FixesStandardInputToStandardOutput) {
  const Result fixed = Run("lint --fix --fail-on suggestion -", kTwice);
  EXPECT_EQ(fixed.exit_code, 0);
  EXPECT_EQ(fixed.out, kOnce);
  EXPECT_EQ(Run("lint --fix -", kOnce).out, kOnce);
  EXPECT_EQ(Run("lint --fix -", kWrong).exit_code, 1);
  EXPECT_EQ(Run("lint --fix --diff -", kTwice).exit_code, 2);
  EXPECT_EQ(Run("lint --unsafe-fixes -", kTwice).exit_code, 2);
  EXPECT_EQ(Run("lint --fix - " + Write("clean.json", kClean)).exit_code, 2);
}

TEST_F(Cli, ShrinksPolicies) {
  const std::string twice = Write("twice.json", kTwice);
  const Result small = Run("shrink --minify " + twice);
  EXPECT_EQ(small.exit_code, 0);
  EXPECT_EQ(
      small.out,
      R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"iam:Delete*","Resource":"*"}})");
  EXPECT_NE(small.err.find("characters, were"), std::string::npos);
  EXPECT_EQ(Run("shrink --minify -", small.out).out, small.out);
  const Result wild = Run("shrink --action-wildcards -", kClean);
  EXPECT_EQ(wild.exit_code, 0);
  EXPECT_NE(wild.err.find("exact for the catalogue of 2026-"), std::string::npos) << wild.err;
  EXPECT_EQ(Run("shrink " + Path("none.json")).exit_code, 2);
  EXPECT_EQ(Run("shrink --quota many " + twice).exit_code, 2);
}

TEST_F(Cli, WritesPoliciesThatDoNotFitIntoFiles) {
  const std::string statement =
      R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::)";
  const std::string policy = Write(
      "big.json", R"({"Version":"2012-10-17","Statement":[)" + statement + R"(a/*"},)" + statement +
                      R"(b/*","Condition":{"Null":{"aws:SourceVpc":"false"}}}]})");
  const Result refused = Run("shrink --quota 160 " + policy);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_EQ(refused.out, "");
  EXPECT_NE(refused.err.find("--write DIR"), std::string::npos) << refused.err;
  EXPECT_EQ(Run("shrink --quota 160 --write " + Path("out.d") + " " + policy).exit_code, 0);
  EXPECT_NE(Slurp(Path("out.d/big-1.json")).find("a/*"), std::string::npos);
  EXPECT_NE(Slurp(Path("out.d/big-2.json")).find("b/*"), std::string::npos);
}

TEST_F(Cli, JsonTellsTheFix) {
  const Result json = Run("lint --format json " + Write("twice.json", kTwice));
  EXPECT_NE(json.out.find(R"("fix":{"safe":true,"edits":[{"file":")"), std::string::npos);
}

TEST_F(Cli, ReadsStandardInput) {
  const Result result = Run("lint --format concise --stdin-filename x/p.json -", kWrong);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.out.substr(0, result.out.find(' ')), "x/p.json:1:69:");
}

TEST_F(Cli, WritesSeveralFormatsAtOnce) {
  const std::string json = Path("report.json");
  const Result result =
      Run("lint --format concise --format json=" + json + " " + Write("wrong.json", kWrong));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.out.find("invalid-action"), std::string::npos);
  const text::Source source("report.json", Slurp(json));
  const text::JsonResult read = text::ReadJson(source);
  ASSERT_FALSE(read.error);
  const text::Node& finding = read.tree.root.Get("findings")->items()[0];
  EXPECT_EQ(finding.Get("rule")->text(), "invalid-action");
  EXPECT_EQ(finding.Get("level")->text(), "error");
  EXPECT_EQ(finding.Get("pointer")->text(), "/Statement/Action");
  EXPECT_EQ(finding.Get("range")->Get("start")->Get("column")->text(), "69");
  EXPECT_EQ(finding.Get("range")->Get("start")->Get("offset")->text(), "68");
  EXPECT_EQ(finding.Get("aliases")->Get("access-analyzer")->items()[0].text(), "INVALID_ACTION");
  EXPECT_EQ(finding.Get("fingerprint")->text().size(), 16U);
  EXPECT_NE(finding.Get("fix"), nullptr);
  EXPECT_EQ(read.tree.root.Get("summary")->Get("error")->text(), "1");
  EXPECT_EQ(read.tree.root.Get("documents")->items()[0].Get("kind")->text(), "identity");
}

TEST_F(Cli, MachineFormatsHaveStandardOutputToThemselves) {
  const std::string wrong = Write("wrong.json", kWrong) + " " + Path("none.json");
  const auto begins = [&](const std::string& options, const std::string& start,
                          const std::string& end) {
    const Result result = Run("lint --format " + options + " " + wrong);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_EQ(result.out.substr(0, start.size()), start);
    ASSERT_GT(result.out.size(), end.size());
    EXPECT_EQ(result.out.substr(result.out.size() - end.size()), end);
  };
  begins("sarif", "{\"$schema\":", "]}\n");
  begins("github", "::error file=", "\n");
  begins("gitlab", "[\n", "]\n");
  begins("junit", "<?xml ", "</testsuites>\n");
  // What fails in the JUnit report is what makes the exit code 1.
  EXPECT_NE(Run("lint --format junit --fail-on never " + wrong).out.find("failures=\"0\""),
            std::string::npos);
}

TEST_F(Cli, ANamedFileCountsOnlyByItsContentIfAsked) {
  const std::string broken = Write("broken.json", "{\"a\": /* no policy */ 1}");
  EXPECT_EQ(Run("lint " + broken).exit_code, 1);
  EXPECT_EQ(Run("lint --if-policy " + broken).exit_code, 0);
  const std::string policy = Write("p.json", "{\"Statement\": {\"Effect\": \"Deny\",}}");
  EXPECT_EQ(Run("lint --if-policy " + policy).exit_code, 1);
  EXPECT_EQ(Run("lint --if-policy " + Path("none.json")).exit_code, 2);
}

TEST_F(Cli, FingerprintsStayWhenLinesMove) {
  const auto fingerprint = [&](const std::string& text) {
    const Result result = Run("lint --format json " + Write("p.json", text));
    const size_t at = result.out.find("\"fingerprint\":\"");
    return result.out.substr(at, 32);
  };
  EXPECT_EQ(fingerprint(kWrong), fingerprint("\n\n  " + kWrong));
}

TEST_F(Cli, SaysNothingAboutWhereAFileBreaksInJson) {
  const Result result = Run("lint --format json " + Write("broken.json", "{\"Version\": }"));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.out.find("\"document\":null"), std::string::npos);
  EXPECT_NE(result.out.find("\"pointer\":null"), std::string::npos);
}

TEST_F(Cli, WalksDirectoriesAndCountsWhatItPassesOver) {
  std::filesystem::create_directories(folder_ / "d");
  Write("d/a.json", kClean);
  Write("d/b.json", "{\"name\": \"no policy\"}");
  Write("d/c.txt", kWrong);
  const Result result = Run("lint " + Path("d"));
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out, "no findings in 1 document, 1 file; passed over 1 file without policies\n");
}

TEST_F(Cli, ColoursOnlyWhenAskedOrOnATerminal) {
  const std::string wrong = Write("wrong.json", kWrong);
  EXPECT_EQ(Run("lint " + wrong).out.find('\033'), std::string::npos);
  EXPECT_NE(Run("lint --color always " + wrong).out.find('\033'), std::string::npos);
}

TEST_F(Cli, ResolvedMakesPlaceholdersErrors) {
  const std::string path = Write(
      "t.json",
      R"({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "${arn}"}})");
  EXPECT_EQ(Run("lint " + path).exit_code, 0);
  const Result resolved = Run("lint --resolved " + path);
  EXPECT_EQ(resolved.exit_code, 1);
  EXPECT_NE(resolved.out.find("error[unresolved-placeholder]"), std::string::npos);
}

TEST_F(Cli, ExpandsPatternsAndPolicies) {
  EXPECT_EQ(Run("expand 's3:Get*Tagging' 's3:getjobtagging'").out,
            "s3:GetBucketTagging\ns3:GetJobTagging\ns3:GetObjectTagging\n"
            "s3:GetObjectVersionTagging\ns3:GetStorageLensConfigurationTagging\n");
  const Result policy =
      Run("expand " + Write("p.json",
                            "{\"Version\": \"2012-10-17\", \"Statement\": {\n"
                            "  \"Effect\": \"Allow\",\n"
                            "  \"Action\": [\n    \"sqs:List*\",\n    \"s3:GetObject\"\n  ],\n"
                            "  \"Resource\":   \"*\"\n}}\n"));
  EXPECT_EQ(policy.exit_code, 0);
  EXPECT_EQ(policy.out,
            "{\"Version\": \"2012-10-17\", \"Statement\": {\n"
            "  \"Effect\": \"Allow\",\n"
            "  \"Action\": [\n    \"sqs:ListDeadLetterSourceQueues\",\n    "
            "\"sqs:ListMessageMoveTasks\",\n"
            "    \"sqs:ListQueues\",\n    \"sqs:ListQueueTags\",\n    \"s3:GetObject\"\n  ],\n"
            "  \"Resource\":   \"*\"\n}}\n");
}

TEST_F(Cli, AnswersCatalogueQueries) {
  EXPECT_NE(Run("catalog services").out.find("s3  "), std::string::npos);
  const Result tagging = Run("catalog actions sqs --access-level tagging");
  EXPECT_EQ(tagging.out.find("sqs:SendMessage"), std::string::npos);
  EXPECT_NE(tagging.out.find("sqs:TagQueue"), std::string::npos);
  EXPECT_NE(Run("catalog actions --condition-key ecs:cluster").out.find("ecs:Poll"),
            std::string::npos);
  EXPECT_NE(Run("catalog resource-types sqs").out.find("arn:${Partition}:sqs"), std::string::npos);
  EXPECT_NE(Run("catalog condition-keys").out.find("aws:SourceIp"), std::string::npos);
  const Result policy =
      Run("catalog managed-policy AmazonEC2ContainerServiceforEC2Role --version v9");
  EXPECT_EQ(policy.exit_code, 0);
  EXPECT_NE(policy.out.find("\"ecs:Submit*\""), std::string::npos);
  EXPECT_NE(Run("catalog managed-policies '*ReadOnlyAccess' --format json")
                .out.find("\"ReadOnlyAccess\""),
            std::string::npos);
}

TEST_F(Cli, OverlaysACatalogue) {
  const std::string data = Write(
      "data.txt", "catalog\t2027-01-01\ttest\nservice\tnewsvc\tNew\t-\naction\tPaint\tWrite\n");
  EXPECT_EQ(Run("expand --catalog " + data + " 'newsvc:*'").out, "newsvc:Paint\n");
  const Result broken = Run("expand --catalog " + Write("bad.txt", "nonsense\n") + " 's3:*'");
  EXPECT_EQ(broken.exit_code, 2);
  EXPECT_NE(broken.err.find("line 1"), std::string::npos);
}

TEST_F(Cli, EveryCommandHasHelp) {
  for (const auto* command : {"lint", "rules", "explain", "catalog", "expand"}) {
    const Result help = Run(std::string(command) + " --help");
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_EQ(help.out.substr(0, 7), "Usage: ") << command;
    EXPECT_EQ(help.err, "");
  }
  EXPECT_EQ(Run("--version").out.substr(0, 8), "whittle ");
}

TEST_F(Cli, TheDocsAreFresh) {
  const Result rules = Run("rules --format markdown");
  EXPECT_EQ(rules.out, Slurp(WHITTLE_SOURCE_DIR "/docs/rules/README.md"))
      << "run tools/generate-docs";
  const std::string names = Run("rules").out;
  size_t pages = 0;
  std::stringstream lines(names);
  for (std::string line; std::getline(lines, line); ++pages) {
    const std::string name = line.substr(0, line.find(' '));
    EXPECT_EQ(Run("explain --format markdown " + name).out,
              Slurp(WHITTLE_SOURCE_DIR "/docs/rules/" + name + ".md"))
        << "run tools/generate-docs";
  }
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(WHITTLE_SOURCE_DIR "/docs/rules")) {
    files += entry.path().extension() == ".md" ? 1U : 0U;
  }
  EXPECT_EQ(files, pages + 1) << "run tools/generate-docs";
}

TEST_F(Cli, TheDemonstrationShowsTheNarrowedPolicy) {
  const Result result = Run("lint " WHITTLE_TESTDATA_DIR "/ecs-anywhere");
  EXPECT_EQ(result.exit_code, 1);
  for (const auto* part :
       {"ecs-instance-role-managed-policy", "proved to grant nothing new",
        "ssm-managed-instance-core", "ssm-trust-without-source-condition",
        "ecs-execution-role-missing",
        "\"arn:aws:ecs:<REGION>:111122223333:container-instance/<CLUSTER>/*\""}) {
    EXPECT_NE(result.out.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(result.out.find("error["), std::string::npos);
}

TEST_F(Cli, SimulateDecidesOneRequest) {
  const std::string policy = Write("policy.json", R"({"Version": "2012-10-17", "Statement": [
    {"Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::logs/${aws:username}/*"},
    {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
  ]})");
  const std::string ask = "simulate " + policy +
                          " --action s3:GetObject --resource arn:aws:s3:::logs/alice/1"
                          " --principal arn:aws:iam::111122223333:user/alice";
  const Result allowed = Run(ask + " --expect Allowed");
  EXPECT_EQ(allowed.exit_code, 0);
  EXPECT_EQ(allowed.out.find("Allowed: s3:GetObject"), 0U) << allowed.out;
  EXPECT_NE(allowed.out.find(policy + ":2:5"), std::string::npos) << allowed.out;
  EXPECT_NE(allowed.out.find("not in the request: aws:SecureTransport"), std::string::npos);

  const Result denied = Run(ask + " --context aws:SecureTransport=false --expect Allowed");
  EXPECT_EQ(denied.exit_code, 1);
  EXPECT_NE(denied.err.find("expected Allowed, got ExplicitlyDenied"), std::string::npos);
  EXPECT_EQ(Run(ask + " --context aws:SecureTransport=false --expect Denied").exit_code, 0);

  const Result json = Run(ask + " --format json");
  const text::Source source("out", json.out);
  const text::JsonResult read = text::ReadJson(source);
  ASSERT_FALSE(read.error) << json.out;
  EXPECT_EQ(read.tree.root.Get("decision")->text(), "Allowed");
  EXPECT_EQ(read.tree.root.Get("matchedStatements")->items()[0].Get("sid")->text(), "Read");
  EXPECT_EQ(read.tree.root.Get("missingContext")->items()[0].text(), "aws:SecureTransport");

  const std::string scp = Write("guard.json", R"({"Version": "2012-10-17", "Statement":
    {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}})");
  EXPECT_EQ(Run(ask + " --scp " + scp + " --expect ImplicitlyDenied").exit_code, 0);
  EXPECT_EQ(Run("simulate " + policy).exit_code, 2);
  EXPECT_EQ(Run("simulate --action s3:GetObject").exit_code, 2);
  EXPECT_EQ(Run(ask + " --principal nobody").exit_code, 2);
  EXPECT_EQ(Run(ask + " --expect Perhaps").exit_code, 2);
}

TEST_F(Cli, SimulateTakesARoleWithAllItCarries) {
  const std::string role = std::string(WHITTLE_SOURCE_DIR) + "/testdata/ecs-anywhere/role.json";
  const std::string ask = "simulate " + role + " --action ";
  EXPECT_EQ(Run(ask + "ecs:Poll --expect Allowed").exit_code, 0);
  EXPECT_EQ(Run(ask + "iam:CreateUser --expect Denied").exit_code, 0);
  EXPECT_EQ(Run(ask + "sts:AssumeRole --principal ssm.amazonaws.com --expect Allowed").exit_code,
            0);
  EXPECT_EQ(Run(ask + "sts:AssumeRole --principal ec2.amazonaws.com --expect Denied").exit_code, 0);
}

TEST_F(Cli, SimulateSaysUnknownOfWhatItCannotSee) {
  const std::string role = Write("role.json", R"({
    "RoleName": "app", "Arn": "arn:aws:iam::111122223333:role/app",
    "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": []},
    "RolePolicyList": [],
    "AttachedManagedPolicies": [{"PolicyName": "Mine", "PolicyArn": "arn:aws:iam::111122223333:policy/Mine"}]})");
  const Result result = Run("simulate " + role + " --action iam:ListUsers --expect Unknown");
  EXPECT_EQ(result.exit_code, 0) << result.out;
  EXPECT_NE(result.err.find("arn:aws:iam::111122223333:policy/Mine"), std::string::npos);
}

TEST_F(Cli, SimulateFindsUsersOfAccountDetails) {
  const std::string details = Write("details.json", R"({
    "UserDetailList": [{"UserName": "eve", "Arn": "arn:aws:iam::111122223333:user/eve", "GroupList": ["ops"],
      "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::aws:policy/IAMReadOnlyAccess"}}],
    "GroupDetailList": [{"GroupName": "ops", "GroupPolicyList": [{"PolicyName": "p", "PolicyDocument":
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:*", "Resource": "*"}}}]}]})");
  const std::string ask = "simulate " + details + " --principal arn:aws:iam::111122223333:user/";
  EXPECT_EQ(Run(ask + "eve --action iam:ListUsers --expect Allowed").exit_code, 0);
  EXPECT_EQ(Run(ask + "eve --action iam:CreateUser --expect Denied").exit_code, 0);
  EXPECT_EQ(Run(ask + "adam --action iam:ListUsers").exit_code, 2);
  EXPECT_EQ(Run("simulate " + details + " --action iam:ListUsers").exit_code, 2);
}

TEST_F(Cli, SimulateAnswersBatchesInOrder) {
  const std::string good =
      R"("identityPolicies": [{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}], )"
      R"("request": {"action": "s3:GetObject", "resource": {"resource": "*", "accountId": "1"}, "principal": "arn:aws:iam::1:user/a"}})";
  const Result result = Run("simulate --batch -", "{\"id\": \"x\", " + good +
                                                      "\n\n{\"id\": [2], \"request\": 1}\n{no\n" +
                                                      "{\"id\": 3, " + good);
  EXPECT_EQ(result.exit_code, 2);
  std::vector<std::string> lines;
  std::stringstream out(result.out);
  for (std::string line; std::getline(out, line);) lines.push_back(line);
  ASSERT_EQ(lines.size(), 4U) << result.out;
  EXPECT_EQ(lines[0].find(R"({"id":"x","decision":"Allowed")"), 0U) << lines[0];
  EXPECT_EQ(lines[1].find(R"({"id":[2],"error":)"), 0U) << lines[1];
  EXPECT_EQ(lines[2].find(R"({"id":null,"error":)"), 0U) << lines[2];
  EXPECT_EQ(lines[3].find(R"({"id":3,"decision":"Allowed")"), 0U) << lines[3];
}

TEST_F(Cli, UsageReadsLogsAndAdviceTakesThem) {
  const std::string log = std::string(WHITTLE_TESTDATA_DIR) + "/cloudtrail/web.json";
  const Result usage = Run("usage " + log);
  EXPECT_EQ(usage.exit_code, 0) << usage.err;
  EXPECT_EQ(usage.err, "");
  const std::string file = Write("usage.json", usage.out);
  EXPECT_EQ(Run("usage -", Slurp(log)).out, usage.out);
  EXPECT_EQ(Run("usage merge " + file).out, usage.out);
  EXPECT_NE(Run("usage merge " + file + " " + file).out, usage.out);
  EXPECT_EQ(Run("usage merge " + log).exit_code, 2);
  EXPECT_EQ(Run("usage " + Path("missing.json")).exit_code, 2);
  EXPECT_EQ(Run("usage").exit_code, 2);

  // A query instead, and its result in place of a usage file.
  const Result query = Run("usage --sql duckdb --from 2024-07-01 logs/");
  EXPECT_EQ(query.exit_code, 0) << query.err;
  EXPECT_NE(query.out.find("'logs/**/*json*'"), std::string::npos);
  EXPECT_NE(Run("usage --sql athena a.b").out.find("FROM \"a\".\"b\""), std::string::npos);
  for (const std::string wrong : {"--sql mysql a", "--sql athena a b", "--sql duckdb",
                                  "--to 2024 a", "--sql duckdb --to 2024 a"}) {
    EXPECT_EQ(Run("usage " + wrong).exit_code, 2) << wrong;
  }
  const std::string table = Write(
      "table.csv",
      "principal,event,actions,outcome,log,invoked_by,account,region,resources,parameters,calls,"
      "first_seen,last_seen\narn:aws:iam::111122223333:user/ann,s3:ListBuckets,"
      "s3:ListAllMyBuckets,allowed,management,,,,,,3,,\n");
  EXPECT_NE(Run("usage merge " + table + " " + file).out.find("s3:ListAllMyBuckets"),
            std::string::npos);

  const std::string policy = Write("role.json", R"({"RoleName": "web",
    "Arn": "arn:aws:iam::111122223333:role/apps/web", "AssumeRolePolicyDocument": {
      "Version": "2012-10-17", "Statement": {"Effect": "Allow",
      "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}},
    "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": ["ssm:GetParameter", "ssm:PutParameter"], "Resource": "*"}]}}]})");
  const Result kept = Run("advise " + policy + " --usage " + file);
  EXPECT_EQ(kept.exit_code, 0);
  EXPECT_EQ(kept.out, "");
  const Result narrowed = Run("advise " + policy + " --level evidence --usage " + file);
  EXPECT_EQ(narrowed.exit_code, 0) << narrowed.err;
  EXPECT_NE(narrowed.out.find("parameter/apps/web/url"), std::string::npos) << narrowed.out;
  EXPECT_EQ(narrowed.out.find("PutParameter"), std::string::npos) << narrowed.out;
  EXPECT_EQ(Run("advise " + policy + " --usage " + policy).exit_code, 2);
}

}  // namespace
}  // namespace whittle
