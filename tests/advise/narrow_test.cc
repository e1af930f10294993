#include "advise/narrow.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "advise/certificate.h"
#include "advise/fill_in.h"
#include "text/json_writer.h"

namespace whittle::advise {
namespace {

const catalog::Catalog& Catalog() { return catalog::Catalog::BuiltIn(); }

Requirement Needed(const std::string& action, std::vector<std::string> resources) {
  Requirement requirement;
  requirement.action = action;
  requirement.resources = std::move(resources);
  requirement.reason = "a test";
  return requirement;
}

Unneeded Known(const std::string& action, Class why) {
  Unneeded unneeded;
  unneeded.action = action;
  unneeded.why = why;
  unneeded.reason = "a test";
  return unneeded;
}

/// The narrowed statements in compact JSON, `=` where nothing changed, `0` where nothing is left.
std::string Reduce(const std::string& statements, const Needs& needs, Level level) {
  const auto owned =
      OwnedPolicy::Read(R"({"Version":"2012-10-17","Statement":)" + statements + "}");
  const Narrowed narrowed = Narrow(*owned->get(), needs, level, Catalog());
  if (narrowed.empty) return "0";
  if (!narrowed.changed) return "=";
  const auto result = OwnedPolicy::Read(narrowed.document);
  return text::WriteJson(*result->get()->node->Get("Statement"), text::JsonStyle::kCompact);
}

Needs Evidence() {
  Needs needs;
  needs.requirements = {Needed("s3:GetObject", {"arn:aws:s3:::b/in/*"})};
  needs.unneeded = {Known("s3:ListBucket", Class::kDead), Known("s3:PutObject", Class::kDeclared),
                    Known("s3:GetBucketAcl", Class::kUnobservable)};
  needs.observable = Catalog().MatchActions("s3:DeleteBucket").actions;
  return needs;
}

TEST(Narrow, EachLevelLetsMoreGo) {
  const std::string all =
      R"({"Effect":"Allow","Action":["s3:GetObject","s3:ListBucket","s3:PutObject","s3:GetBucketAcl","s3:DeleteBucket","s3:CreateBucket"],"Resource":"*"})";
  const auto statement = [](const std::string& actions, const std::string& resource) {
    return R"({"Effect":"Allow","Action":)" + actions + R"(,"Resource":")" + resource + "\"}";
  };
  EXPECT_EQ(
      Reduce(all, Evidence(), Level::kSafe),
      "[" +
          statement(
              R"(["s3:GetObject","s3:PutObject","s3:GetBucketAcl","s3:DeleteBucket","s3:CreateBucket"])",
              "*") +
          "]");
  const std::string read = statement(R"("s3:GetObject")", "arn:aws:s3:::b/in/*");
  EXPECT_EQ(Reduce(all, Evidence(), Level::kDefault),
            "[" + read + "," +
                statement(R"(["s3:GetBucketAcl","s3:DeleteBucket","s3:CreateBucket"])", "*") + "]");
  EXPECT_EQ(Reduce(all, Evidence(), Level::kEvidence),
            "[" + read + "," + statement(R"(["s3:GetBucketAcl","s3:CreateBucket"])", "*") + "]");
  EXPECT_EQ(Reduce(all, Evidence(), Level::kAggressive), "[" + read + "]");
}

TEST(Narrow, StaysWithinWhatIsGranted) {
  Needs needs;
  needs.requirements = {Needed("s3:GetObject", {"arn:aws:s3:::*/*"})};
  const std::string narrow =
      R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"})";
  EXPECT_EQ(Reduce(narrow, needs, Level::kAggressive), "=");
  needs.requirements = {Needed("s3:GetObject", {"arn:aws:s3:::c/*"})};
  EXPECT_EQ(Reduce(narrow, needs, Level::kAggressive), "0");
  EXPECT_EQ(Reduce(narrow, needs, Level::kDefault), "=");
}

/// A variable's value may be what was used: the statement may be the one that granted it.
TEST(Narrow, KeepsWhatAVariableMayGrant) {
  Needs needs;
  needs.requirements = {Needed("s3:GetObject", {"arn:aws:s3:::b/home/ann/x"})};
  const auto on = [](const std::string& resource) {
    return R"({"Effect":"Allow","Action":"s3:GetObject","Resource":")" + resource + "\"}";
  };
  EXPECT_EQ(Reduce(on("arn:aws:s3:::b/home/${aws:username}/*"), needs, Level::kAggressive), "=");
  EXPECT_EQ(Reduce(on("arn:aws:s3:::b/work/${aws:username}/*"), needs, Level::kAggressive), "0");
}

TEST(Narrow, KeepsConditionsSidsDeniesAndPatterns) {
  Needs needs;
  needs.requirements = {Needed("ecs:SubmitTaskStateChange", {"arn:aws:ecs:r:1:cluster/c"}),
                        Needed("ecs:SubmitContainerStateChange", {"arn:aws:ecs:r:1:cluster/c"}),
                        Needed("ecs:SubmitAttachmentStateChanges", {"arn:aws:ecs:r:1:cluster/c"})};
  EXPECT_EQ(
      Reduce(
          R"([{"Sid":"S","Effect":"Allow","Action":["ecs:Submit*","ecs:Poll"],"Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}},{"Effect":"Deny","Action":"*","Resource":"*"}])",
          needs, Level::kAggressive),
      R"([{"Sid":"S","Effect":"Allow","Action":"ecs:Submit*","Resource":"arn:aws:ecs:r:1:cluster/c","Condition":{"Bool":{"aws:SecureTransport":"true"}}},{"Effect":"Deny","Action":"*","Resource":"*"}])");
}

TEST(Narrow, LeavesAloneWhatItCannotJudge) {
  EXPECT_EQ(
      Reduce(R"({"Effect":"Allow","NotAction":"iam:*","Resource":"*"})", {}, Level::kAggressive),
      "=");
  EXPECT_EQ(
      Reduce(R"({"Effect":"Allow","Action":"${action}","Resource":"*"})", {}, Level::kAggressive),
      "=");
  EXPECT_EQ(
      Reduce(R"({"Effect":"Allow","Action":"future:DoIt","Resource":"*"})", {}, Level::kAggressive),
      "=");
  Needs needs;
  needs.requirements = {Needed("s3:GetObject", {"arn:aws:s3:::b/*"})};
  EXPECT_EQ(
      Reduce(
          R"({"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"NotResource":"arn:aws:s3:::x/*"})",
          needs, Level::kAggressive),
      R"([{"Effect":"Allow","Action":"s3:GetObject","NotResource":"arn:aws:s3:::x/*"}])");
}

TEST(Narrow, WhatNotResourceGrantedIsAllElse) {
  const auto owned = OwnedPolicy::Read(
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"NotResource":"arn:aws:s3:::x/*"}})");
  Needs needs;
  needs.requirements = {Needed("s3:GetObject", {"arn:aws:s3:::b/*"})};
  const Narrowed narrowed = Narrow(*owned->get(), needs, Level::kAggressive, Catalog());
  const std::vector<LostAccess> lost = LostBy(narrowed.permissions);
  ASSERT_EQ(lost.size(), 1U);
  EXPECT_EQ(lost[0].action, "s3:PutObject");
  EXPECT_EQ(lost[0].resources, std::vector<std::string>{"*"});
  EXPECT_EQ(lost[0].except, std::vector<std::string>{"arn:aws:s3:::x/*"});
  const auto after = OwnedPolicy::Read(narrowed.document);
  EXPECT_TRUE(
      Certify({owned->get()}, {after->get()}, needs.requirements, lost, Catalog()).unknown.empty());
}

TEST(Narrow, TellsOfManyActionsTogether) {
  const auto owned = OwnedPolicy::Read(
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})");
  Needs needs;
  needs.requirements = {Needed("s3:GetObject", {"arn:aws:s3:::b/*"})};
  const Narrowed narrowed = Narrow(*owned->get(), needs, Level::kAggressive, Catalog());
  EXPECT_LE(narrowed.permissions.size(), 3U);
  EXPECT_NE(narrowed.document.find("arn:aws:s3:::b/*"), std::string::npos);
}

/// A service of which only a part goes is told of action by action: what stays is not called lost.
TEST(Narrow, TellsExactlyWhatOfAServiceGoes) {
  const auto owned = OwnedPolicy::Read(
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["ec2:*","s3:*"],"Resource":"*"}})");
  Needs needs;
  needs.requirements = {Needed("s3:GetObject", {"arn:aws:s3:::b/*"})};
  const Narrowed narrowed = Narrow(*owned->get(), needs, Level::kAggressive, Catalog());
  size_t of_s3 = 0;
  for (const Permission& permission : narrowed.permissions) {
    const std::string& action = permission.action;
    EXPECT_TRUE(action == "ec2:*" || (action != "s3:*" && action.starts_with("s3:"))) << action;
    EXPECT_EQ(permission.verdict, action == "s3:GetObject" ? Verdict::kScoped : Verdict::kRemoved);
    of_s3 += action.starts_with("s3:") ? 1 : 0;
  }
  const catalog::ActionRange s3 = Catalog().FindService("s3")->actions();
  EXPECT_EQ(of_s3, s3.end - s3.begin);
  EXPECT_EQ(narrowed.permissions.size(), of_s3 + 1);
}

/// What a template makes statements of stays as the template has it.
TEST(Narrow, KeepsTheConditionsOfTemplates) {
  const std::string choice =
      R"({"Fn::If":["C",{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Ref":"AWS::NoValue"}]})";
  const std::string own = R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"*"})";
  const std::string goes = R"({"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"})";
  Needs needs;
  needs.requirements = {Needed("s3:GetObject", {"*"})};
  EXPECT_EQ(Reduce("[" + own + "," + choice + "," + goes + "]", needs, Level::kAggressive),
            "[" + own + "," + choice + "]");
  EXPECT_EQ(Reduce("[" + choice + "]", needs, Level::kAggressive), "=");
  EXPECT_EQ(Reduce(choice, needs, Level::kAggressive), "=");
  // A statement that is not seen may allow anything: the policy is not empty without the others.
  EXPECT_EQ(Reduce("[\"${more}\"," + goes + "]", {}, Level::kAggressive), "[\"${more}\"]");
}

}  // namespace
}  // namespace whittle::advise
