#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "documents/document.h"

namespace whittle::documents {
namespace {

std::unique_ptr<File> ReadText(const std::string& text, ReadOptions options = {},
                               const std::string& name = "file.json") {
  return Read(std::make_unique<text::Source>(name, text), options);
}

/// `kind pointer owner-type/owner-name` of each document.
std::vector<std::string> Found(const std::string& text, const ReadOptions& options = {},
                               const std::string& name = "file.json") {
  const auto file = ReadText(text, options, name);
  std::vector<std::string> found;
  for (const Document& document : file->documents) {
    found.push_back(std::string(ToString(document.kind)) + " " + document.pointer + " " +
                    std::string(document.owner.type) + "/" + std::string(document.owner.name));
  }
  return found;
}

using Lines = std::vector<std::string>;
constexpr const char* kAllow = R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"})";
std::string Policy() {
  return std::string(R"({"Version": "2012-10-17", "Statement": )") + kAllow + "}";
}
const std::string kTrust =
    R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}})";

TEST(Read, FindsABarePolicy) {
  EXPECT_EQ(Found(Policy()), Lines{"identity  /"});
  EXPECT_EQ(Found(kTrust), Lines{"trust  /"});
  EXPECT_EQ(Found(Policy(), {}, "org/scp/deny.json"), Lines{"scp  /"});
}

TEST(Read, FindsPoliciesInALists) {
  EXPECT_EQ(Found("[" + Policy() + ", " + kTrust + "]"), (Lines{"identity /0 /", "trust /1 /"}));
}

TEST(Read, KnowsWhatTheCliPrints) {
  EXPECT_EQ(Found(R"({"RoleName": "r", "PolicyName": "p", "PolicyDocument": )" + Policy() + "}"),
            Lines{"identity /PolicyDocument role/r"});
  EXPECT_EQ(Found(R"({"PolicyVersion": {"Document": )" + Policy() +
                  R"(, "VersionId": "v1", "IsDefaultVersion": true}})"),
            Lines{"identity /PolicyVersion/Document /"});
  EXPECT_EQ(
      Found(
          R"({"Policy": {"PolicySummary": {"Type": "RESOURCE_CONTROL_POLICY"}, "Content": "{\"Statement\": [{\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}"}})"),
      Lines{"rcp /Policy/Content /"});
}

TEST(Read, LooksIntoStringsAndPercentCodes) {
  const std::string text =
      R"({"Policy": "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\"}]}"})";
  const auto file = ReadText(text);
  ASSERT_EQ(file->documents.size(), 1U);
  EXPECT_EQ(file->documents[0].kind, Kind::kResource);
  const policy::Statement& statement = file->documents[0].policy->statements[0];
  EXPECT_EQ(file->source->Slice(statement.action.entries[0].text.span()), R"(\"s3:GetObject\")");
  EXPECT_EQ(
      Found(
          R"({"RoleName": "r", "AssumeRolePolicyDocument": "%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%22*%22%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D"})"),
      (Lines{"role  role/r", "trust /AssumeRolePolicyDocument role/r"}));
}

TEST(Read, ReadsARoleWithItsPolicies) {
  const std::string role = R"({"RoleName": "r", "Arn": "arn:aws:iam::111122223333:role/r",
    "AssumeRolePolicyDocument": )" +
                           kTrust + R"(,
    "RolePolicyList": [{"PolicyName": "a", "PolicyDocument": )" +
                           Policy() + R"(},
                       {"PolicyName": "b", "PolicyDocument": )" +
                           Policy() + R"(}],
    "AttachedManagedPolicies": [{"PolicyName": "X", "PolicyArn": "arn:aws:iam::aws:policy/X"}],
    "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::aws:policy/B"}})";
  const Lines wanted = {"role  role/r", "trust /AssumeRolePolicyDocument role/r",
                        "identity /RolePolicyList/0/PolicyDocument role/r",
                        "identity /RolePolicyList/1/PolicyDocument role/r"};
  EXPECT_EQ(Found(role), wanted);
  const auto file = ReadText(R"({"Role": )" + role + "}");
  ASSERT_EQ(file->documents.size(), 4U);
  const Role& read = *file->documents[0].role;
  EXPECT_EQ(file->documents[0].pointer, "/Role");
  EXPECT_EQ(read.trust, 1U);
  EXPECT_EQ(read.inline_policies.size(), 2U);
  ASSERT_EQ(read.attached.size(), 1U);
  EXPECT_EQ(read.attached[0].arn.value, "arn:aws:iam::aws:policy/X");
  EXPECT_EQ(read.boundary.value, "arn:aws:iam::aws:policy/B");
  EXPECT_FALSE(read.open);
}

TEST(Read, ReadsCloudFormationsPropertyNames) {
  const auto file = ReadText(R"({"RoleName": "r", "AssumeRolePolicyDocument": )" + kTrust + R"(,
    "ManagedPolicyArns": ["arn:aws:iam::aws:policy/X", {"Ref": "Y"}],
    "Policies": [{"PolicyName": "a", "PolicyDocument": )" +
                             Policy() + "}]}");
  const Role& role = *file->documents[0].role;
  ASSERT_EQ(role.attached.size(), 2U);
  EXPECT_TRUE(role.attached[1].arn.is_hole());
  EXPECT_EQ(role.inline_policies.size(), 1U);
}

TEST(Read, ARoleThatShowsNoPoliciesMayHaveSome) {
  const auto file =
      ReadText(R"({"Role": {"RoleName": "r", "AssumeRolePolicyDocument": )" + kTrust + "}}");
  EXPECT_TRUE(file->documents[0].role->open);
}

TEST(Read, ReadsTaskDefinitions) {
  const auto file = ReadText(R"({"taskDefinition": {"family": "web", "executionRoleArn": "x",
    "requiresCompatibilities": ["EXTERNAL"],
    "containerDefinitions": [{"name": "c", "image": "i",
      "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "g"}}}]}})");
  ASSERT_EQ(file->documents.size(), 1U);
  EXPECT_EQ(file->documents[0].pointer, "/taskDefinition");
  const TaskDefinition& task = *file->documents[0].task_definition;
  EXPECT_TRUE(task.Requires("EXTERNAL"));
  EXPECT_FALSE(task.Requires("EC2"));
  EXPECT_EQ(task.execution_role.value, "x");
  ASSERT_EQ(task.containers.size(), 1U);
  EXPECT_EQ(task.containers[0].log_driver.value, "awslogs");
  EXPECT_EQ(task.containers[0].log_options[0].value.value, "g");
}

TEST(Read, PassesOverWhatIsNoPolicy) {
  for (
      const auto* text :
      {"{}", "[1, 2]", R"({"name": "package", "version": "1.0.0"})",
       R"({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "Update:*", "Resource": "*"}]})",
       R"({"terraform_version": "1.6", "format_version": "1.2", "x": {"Statement": [{"Effect": "Allow", "Action": "a:b"}]}})"}) {
    EXPECT_TRUE(ReadText(text)->skipped()) << text;
  }
}

TEST(Read, ABrokenFileCountsWhenItIsMeantToBeAPolicy) {
  ReadOptions named;
  named.named = true;
  ReadOptions typed;
  typed.type = policy::Type::kIdentity;
  EXPECT_TRUE(ReadText("{oops")->skipped());
  EXPECT_EQ(ReadText("{oops", named)->errors.size(), 1U);
  EXPECT_TRUE(ReadText("{oops", named, "notes.txt")->skipped());
  EXPECT_EQ(ReadText("{oops", typed, "notes.txt")->errors.size(), 1U);
  EXPECT_EQ(ReadText(R"({"Statement": [{"Effect": "Allow",}]})", {}, "notes.txt")->errors.size(),
            1U);
}

TEST(Read, ABrokenPolicyInAStringIsAnErrorAtItsPlace) {
  const auto file =
      ReadText(R"({"PolicyDocument": "{\"Statement\": [{\"Effect\": \"Allow\",}]}"})");
  ASSERT_EQ(file->errors.size(), 1U);
  EXPECT_EQ(file->source->Slice(file->errors[0].span), ",");
}

TEST(Read, AGivenTypeMakesAPolicyOfAnyJson) {
  ReadOptions typed;
  typed.type = policy::Type::kScp;
  EXPECT_EQ(Found("42", typed), Lines{"scp  /"});
  EXPECT_EQ(Found(Policy(), typed), Lines{"scp  /"});
}

TEST(Read, TakesTheDefaultVersionOfAManagedPolicy) {
  EXPECT_EQ(
      Found(
          R"({"Policies": [{"PolicyName": "p", "Arn": "arn:aws:iam::1:policy/p", "PolicyVersionList": [
      {"VersionId": "v2", "IsDefaultVersion": false, "Document": )" +
          Policy() + R"(},
      {"VersionId": "v1", "IsDefaultVersion": true, "Document": )" +
          Policy() + "}]}]}"),
      Lines{"identity /Policies/0/PolicyVersionList/1/Document policy/p"});
}

TEST(Read, FindsTheRolesOfAScript) {
  const auto file = ReadText(
      "#!/bin/sh\n"
      "cat <<EOF > trust.json\n" +
          kTrust +
          "\nEOF\n"
          "aws --profile x iam create-role --role-name my-role \\\n"
          "  --assume-role-policy-document file://trust.json\n"
          "aws iam attach-role-policy --role-name=my-role --policy-arn "
          "'arn:aws:iam::aws:policy/P'\n"
          "aws iam put-role-policy --role-name my-role --policy-name in --policy-document '" +
          Policy() +
          "'\n"
          "aws iam put-role-policy --role-name my-role --policy-name out --policy-document "
          "file://out.json\n"
          "aws iam create-policy --policy-name mine --policy-document '" +
          Policy() +
          "'\n"
          "aws iam create-role --role-name other --assume-role-policy-document file://gone.json\n",
      {}, "make.sh");
  ASSERT_EQ(file->documents.size(), 5U);
  const Document& document = file->documents[0];
  ASSERT_NE(document.role, nullptr);
  const Role& role = *document.role;
  EXPECT_EQ(role.name.value, "my-role");
  EXPECT_EQ(file->source->Slice(role.name.span()), "my-role");
  EXPECT_FALSE(role.open);
  ASSERT_EQ(role.trust, 1U);
  EXPECT_EQ(file->documents[1].kind, Kind::kTrust);
  const policy::Statement& statement = file->documents[1].policy->statements[0];
  EXPECT_EQ(file->source->Slice(statement.action.entries[0].text.span()), "\"sts:AssumeRole\"");
  ASSERT_EQ(role.attached.size(), 1U);
  EXPECT_EQ(file->source->Slice(role.attached[0].span()), "'arn:aws:iam::aws:policy/P'");
  ASSERT_EQ(role.inline_policies.size(), 1U);
  EXPECT_EQ(file->documents[role.inline_policies[0]].name, "in");
  ASSERT_EQ(role.files.size(), 1U);
  EXPECT_EQ(role.files[0].path.value, "out.json");
  EXPECT_EQ(role.files[0].name.value, "out");
  EXPECT_EQ(file->documents[3].owner.name, "other");
  EXPECT_EQ(file->documents[3].role->files[0].part, RolePart::kTrust);
  EXPECT_EQ(file->documents[3].role->trust, kNoDocument);
  EXPECT_EQ(file->documents[4].owner.name, "mine");
}

TEST(Read, PassesOverScriptsWithoutPolicies) {
  EXPECT_TRUE(ReadText("aws s3 ls\n", {}, "x.sh")->skipped());
  EXPECT_TRUE(ReadText("echo aws iam attach-role-policy", {}, "x.sh")->skipped());
}

}  // namespace
}  // namespace whittle::documents
