// Policies in the forms in which people keep them. What is expected of HCL is what `terraform fmt`
// leaves as it is.
#include "report/policy_form.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <string>

namespace whittle::report {
namespace {

std::string Hcl(const std::string& statements) {
  const std::string whole = WritePolicyAs(
      PolicyForm::kHcl, "my policy", R"({"Version":"2012-10-17","Statement":)" + statements + "}");
  const std::string head =
      "data \"aws_iam_policy_document\" \"my_policy\" {\n  version = \"2012-10-17\"\n\n";
  EXPECT_EQ(whole.substr(0, head.size()), head);
  return whole.substr(head.size());
}

TEST(PolicyForm, HclIsLaidOutAsTerraformDoes) {
  EXPECT_EQ(
      Hcl(R"([{"Sid":"S","Effect":"Allow","Action":"a:B","Resource":["x","y"],"Condition":{"StringEquals":{"k":["1","2"],"l":"3"}}}])"),
      R"(  statement {
    sid     = "S"
    effect  = "Allow"
    actions = ["a:B"]
    resources = [
      "x",
      "y",
    ]

    condition {
      test     = "StringEquals"
      variable = "k"
      values = [
        "1",
        "2",
      ]
    }

    condition {
      test     = "StringEquals"
      variable = "l"
      values   = ["3"]
    }
  }
}
)");
}

TEST(PolicyForm, HclLeavesVariablesAlone) {
  const std::string hcl =
      Hcl(R"({"Effect":"Deny","NotAction":"a:B","NotResource":"${aws:username}/%{x}/\"\\\u0001"})");
  EXPECT_NE(hcl.find(R"(not_resources = ["&{aws:username}/%%{x}/\"\\\u0001"])"), std::string::npos)
      << hcl;
  EXPECT_NE(hcl.find("not_actions   = [\"a:B\"]"), std::string::npos) << hcl;
}

TEST(PolicyForm, HclNamesPrincipals) {
  const std::string hcl = Hcl(
      R"([{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"sts:AssumeRole"},{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}])");
  EXPECT_NE(hcl.find(R"(
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:role/app"]
    }
)"),
            std::string::npos)
      << hcl;
  EXPECT_NE(hcl.find(R"(
    principals {
      type        = "*"
      identifiers = ["*"]
    }
)"),
            std::string::npos)
      << hcl;
}

/// CloudFormation's own words have no meaning in HCL.
TEST(PolicyForm, HclHasNoIntrinsics) {
  const std::string hcl = Hcl(
      R"([{"Effect":"Allow","Action":"s3:GetObject","Resource":{"Fn::Sub":"arn:aws:s3:::${Bucket}/*"}},{"Fn::If":["C",{"Effect":"Allow","Action":"s3:*","Resource":"*"},{"Ref":"AWS::NoValue"}]}])");
  EXPECT_NE(hcl.find("resources = [\"arn:aws:s3:::<BUCKET>/*\"]"), std::string::npos) << hcl;
  EXPECT_NE(hcl.find("\n  # in the place of {\"Fn::If\""), std::string::npos) << hcl;
}

TEST(PolicyForm, CloudFormationKeepsTheDocument) {
  const std::string text = WritePolicyAs(
      PolicyForm::kCloudFormation, "web-agent",
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a:B","Resource":"${aws:username}"}})");
  rapidjson::Document root;
  ASSERT_FALSE(root.Parse(text.c_str()).HasParseError());
  const auto& resource = root["Resources"]["WebAgent"];
  EXPECT_STREQ(resource["Type"].GetString(), "AWS::IAM::ManagedPolicy");
  EXPECT_STREQ(resource["Properties"]["ManagedPolicyName"].GetString(), "web-agent");
  // Outside of Fn::Sub `${…}` is plain text.
  EXPECT_STREQ(resource["Properties"]["PolicyDocument"]["Statement"]["Resource"].GetString(),
               "${aws:username}");
}

}  // namespace
}  // namespace whittle::report
