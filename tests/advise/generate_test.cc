#include "advise/generate.h"

#include <gtest/gtest.h>

#include <string>

#include "advise/denied_message.h"

namespace whittle::advise {
namespace {

const catalog::Catalog& Catalog() { return catalog::Catalog::BuiltIn(); }

std::string Spell(const Generated& generated) {
  std::string out;
  for (const Requirement& requirement : generated.requirements) {
    out += requirement.action + " on";
    for (const std::string& arn : requirement.resources) out += " " + arn;
    out += "\n";
  }
  for (const std::string& error : generated.errors) out += "! " + error + "\n";
  return out;
}

TEST(Generate, ScopesActionsToWhatTheyAccept) {
  GenerateRequest request;
  request.actions = {"s3:GetObject", "s3:ListBucket", "s3:ListAllMyBuckets"};
  request.resources = {"arn:aws:s3:::logs", "arn:aws:s3:::logs/*"};
  EXPECT_EQ(Spell(Generate(request, Catalog())),
            "s3:GetObject on arn:aws:s3:::logs/*\n"
            "s3:ListBucket on arn:aws:s3:::logs\n"
            "s3:ListAllMyBuckets on *\n");
}

TEST(Generate, LeavesPlaceholdersForWhatIsNotGiven) {
  GenerateRequest request;
  request.actions = {"s3:ListBucket"};
  const Generated generated = Generate(request, Catalog());
  EXPECT_EQ(Spell(generated),
            "s3:ListBucket on arn:aws:s3:<REGION>:<ACCOUNT>:accesspoint/<ACCESS_POINT_NAME> "
            "arn:aws:s3:::<BUCKET_NAME>\n");
  EXPECT_EQ(generated.notes.size(), 1U);
}

TEST(Generate, NeverPassesEveryRole) {
  GenerateRequest request;
  request.actions = {"iam:PassRole"};
  request.resources = {"arn:aws-cn:s3:::logs"};
  EXPECT_EQ(Spell(Generate(request, Catalog())),
            "iam:PassRole on arn:aws-cn:iam::<ACCOUNT>:role/<ROLE_NAME_WITH_PATH>\n");
}

TEST(Generate, TakesAccessLevels) {
  GenerateRequest request;
  request.grants = {{catalog::AccessLevel::kTagging, "arn:aws:sqs:eu-west-1:111122223333:jobs"}};
  EXPECT_EQ(Spell(Generate(request, Catalog())),
            "sqs:TagQueue on arn:aws:sqs:eu-west-1:111122223333:jobs\n"
            "sqs:UntagQueue on arn:aws:sqs:eu-west-1:111122223333:jobs\n");
}

TEST(Generate, RefusesWhatItDoesNotKnow) {
  GenerateRequest request;
  request.actions = {"s3:GetObjekt", "s3:Get*"};
  request.resources = {"logs"};
  request.grants = {{catalog::AccessLevel::kRead, "arn:aws:sq3:::x"}};
  const Generated generated = Generate(request, Catalog());
  ASSERT_EQ(generated.errors.size(), 4U) << Spell(generated);
  EXPECT_NE(generated.errors[0].find("`logs` is no ARN"), std::string::npos);
  EXPECT_NE(generated.errors[1].find("no service `sq3`"), std::string::npos);
  EXPECT_NE(generated.errors[2].find("did you mean `s3:GetObject`"), std::string::npos);
  EXPECT_NE(generated.errors[3].find("wildcard"), std::string::npos);
}

TEST(DeniedMessage, IsReadInAllItsForms) {
  const auto implicit = ReadDeniedMessage(
      "An error occurred (AccessDenied) when calling the GetObject operation: User: "
      "arn:aws:sts::111122223333:assumed-role/app/i-1 is not authorized to perform: s3:GetObject "
      "on "
      "resource: \"arn:aws:s3:::logs/a\" because no identity-based policy allows the s3:GetObject "
      "action");
  ASSERT_TRUE(implicit);
  EXPECT_EQ(implicit->principal, "arn:aws:sts::111122223333:assumed-role/app/i-1");
  EXPECT_EQ(implicit->action, "s3:GetObject");
  EXPECT_EQ(implicit->resource, "arn:aws:s3:::logs/a");
  EXPECT_EQ(implicit->because, DeniedBecause::kNothingAllows);
  EXPECT_EQ(implicit->policy_kind, "identity-based");

  const auto denied = ReadDeniedMessage(
      "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: ec2:RunInstances on "
      "resource: arn:aws:ec2:eu-west-1:111122223333:instance/* with an explicit deny in a service "
      "control policy");
  ASSERT_TRUE(denied);
  EXPECT_EQ(denied->because, DeniedBecause::kExplicitDeny);
  EXPECT_EQ(denied->policy_kind, "service control");

  const auto boundary = ReadDeniedMessage(
      "User: x is not authorized to perform: sqs:SendMessage because no permissions boundary "
      "allows "
      "the sqs:SendMessage action");
  ASSERT_TRUE(boundary);
  EXPECT_EQ(boundary->policy_kind, "permissions boundary");
  EXPECT_TRUE(boundary->resource.empty());

  EXPECT_FALSE(ReadDeniedMessage("nothing of the kind"));
  EXPECT_FALSE(ReadDeniedMessage("is not authorized to perform:"));
  EXPECT_TRUE(IsEncodedMessage("Encoded authorization failure message: abc"));
}

}  // namespace
}  // namespace whittle::advise
