#include "advise/generate.h"

#include <gtest/gtest.h>

#include <string>

#include "advise/data.h"
#include "advise/denied_message.h"
#include "advise/split.h"

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
  request.actions.emplace_back("s3:ListBucket");
  request.resources = {"arn:aws-cn:s3:::logs"};
  EXPECT_EQ(Spell(Generate(request, Catalog())),
            "iam:PassRole on arn:aws-cn:iam::<ACCOUNT>:role/<ROLE_NAME_WITH_PATH>\n"
            "s3:ListBucket on arn:aws-cn:s3:::logs\n");
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

TEST(Generate, KnowsToWhomRolesArePassed) {
  const auto rows = TableRows(kPassRoleTable, 3);
  size_t lines = 0;
  for (const std::string_view line : Split(kPassRoleTable, '\n')) {
    lines += line.empty() || line[0] == '#' ? 0 : 1;
  }
  EXPECT_EQ(rows.size(), lines);
  EXPECT_GT(rows.size(), 100U);
  for (const auto& row : rows) {
    EXPECT_TRUE(Catalog().FindAction(row[0])) << row[0];
    for (const std::string_view service : Split(row[1], ',')) {
      EXPECT_TRUE(service.ends_with(".amazonaws.com")) << row[0];
    }
    EXPECT_TRUE(row[2].starts_with("https://docs.aws.amazon.com/") ||
                row[2].starts_with("AWS managed policy "))
        << row[0];
  }
}

/// What policy_sentry was seen to do on the same requests.
TEST(Generate, WritingToABucketPassesNoOtherRole) {
  GenerateRequest request;
  request.grants = {{catalog::AccessLevel::kWrite, "arn:aws:s3:::logs"}};
  const Generated generated = Generate(request, Catalog());
  EXPECT_FALSE(generated.requirements.empty());
  for (const Requirement& requirement : generated.requirements) {
    for (const std::string& arn : requirement.resources) {
      const auto action = Catalog().FindAction(requirement.action);
      EXPECT_TRUE(arn != "*" || action->takes_only_star()) << requirement.action;
    }
  }
}

TEST(Generate, TakesAnObjectOfS3ForOneThing) {
  GenerateRequest request;
  request.grants = {{catalog::AccessLevel::kRead, "arn:aws:s3:::job/jobid"}};
  for (const Requirement& requirement : Generate(request, Catalog()).requirements) {
    EXPECT_NE(requirement.action, "s3:DescribeJob");
  }
  request.grants = {
      {catalog::AccessLevel::kWrite, "arn:aws:lambda:eu-west-1:111122223333:function:*"}};
  for (const Requirement& requirement : Generate(request, Catalog()).requirements) {
    EXPECT_EQ(requirement.resources.size(), 1U) << requirement.action;
  }
}

TEST(Generate, NeverGivesAnEmptyPolicy) {
  GenerateRequest request;
  request.grants = {{catalog::AccessLevel::kList, "arn:aws:sqs:eu-west-1:111122223333:nothing/of"},
                    {catalog::AccessLevel::kTagging, "arn:aws:s3:::"}};
  const Generated generated = Generate(request, Catalog());
  EXPECT_TRUE(!generated.errors.empty() || !generated.requirements.empty());
  request.grants = {{catalog::AccessLevel::kWrite, "arn:aws:iam::111122223333:role/app"}};
  const Generated role = Generate(request, Catalog());
  EXPECT_TRUE(!role.requirements.empty() || !role.errors.empty());
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

  // Source: IAM user guide, "Troubleshoot access denied error messages".
  const std::string head =
      "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: sqs:SendMessage on "
      "resource: arn:aws:sqs:eu-west-1:111122223333:jobs ";
  const auto kind = [&](const std::string& tail) {
    const auto message = ReadDeniedMessage(head + tail);
    if (!message) return std::string("not read");
    return (message->because == DeniedBecause::kExplicitDeny    ? "denied by "
            : message->because == DeniedBecause::kNothingAllows ? "not allowed by "
                                                                : "? ") +
           message->policy_kind + (message->policy_arn.empty() ? "" : " " + message->policy_arn);
  };
  for (const std::string name : {"identity-based", "resource-based", "session", "service control",
                                 "resource control", "VPC endpoint", "role trust"}) {
    EXPECT_EQ(kind("because no " + name + " policy allows the sqs:SendMessage action"),
              "not allowed by " + name);
    EXPECT_EQ(kind("with an explicit deny in a " + name + " policy"), "denied by " + name);
  }
  EXPECT_EQ(kind("with an explicit deny in an identity-based policy"), "denied by identity-based");
  EXPECT_EQ(kind("with an explicit deny in the role trust policy"), "denied by role trust");
  EXPECT_EQ(kind("with an explicit deny in a permissions boundary"),
            "denied by permissions boundary");
  EXPECT_EQ(kind("with an explicit deny"), "denied by ");
  EXPECT_EQ(kind("with an explicit deny in a service control policy: "
                 "arn:aws:organizations::111122223333:policy/o-1/service_control_policy/p-1"),
            "denied by service control "
            "arn:aws:organizations::111122223333:policy/o-1/service_control_policy/p-1");
  EXPECT_EQ(kind(""), "? ");

  EXPECT_FALSE(ReadDeniedMessage("nothing of the kind"));
  EXPECT_FALSE(ReadDeniedMessage("is not authorized to perform:"));
  EXPECT_TRUE(IsEncodedMessage("Encoded authorization failure message: abc"));
}

}  // namespace
}  // namespace whittle::advise
