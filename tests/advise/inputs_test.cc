// The files that advice is made from: scripts as AWS's pages print them, and what goes wrong.
#include "advise/inputs.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace whittle::advise {
namespace {

constexpr char kTrust[] =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ssm.amazonaws.com"},"Action":"sts:AssumeRole"}]})";
constexpr char kPolicy[] =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecs:Poll","Resource":"*"}]})";

class InputsTest : public testing::Test {
 protected:
  InputsTest()
      : folder_(std::filesystem::path(testing::TempDir()) /
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    std::filesystem::create_directories(folder_);
  }

  std::string Write(const std::string& name, const std::string& text) {
    const std::string path = (folder_ / name).string();
    std::ofstream(path) << text;
    return path;
  }

  /// Reads the script; its one role.
  RoleView Read(const std::string& script) {
    inputs_ =
        ReadInputs(text::ListFiles({Write("make.sh", script)}, [](auto) { return true; }), book_);
    const std::vector<RoleView> roles = book_.Roles();
    EXPECT_EQ(roles.size(), 1U);
    return roles.empty() ? RoleView() : roles[0];
  }

  std::filesystem::path folder_;
  RoleBook book_{catalog::Catalog::BuiltIn()};
  Inputs inputs_;
};

TEST_F(InputsTest, ReadScriptsThatNameFiles) {
  Write("trust.json", kTrust);
  const RoleView role = Read(
      "aws iam create-role --role-name hosts \\\n"
      "    --assume-role-policy-document file://trust.json\n"
      "aws iam attach-role-policy --role-name hosts --policy-arn "
      "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore\n");
  EXPECT_TRUE(inputs_.errors.empty());
  EXPECT_EQ(role.name, "hosts");
  EXPECT_TRUE(role.TrustedBy("ssm.amazonaws.com"));
  ASSERT_EQ(role.originals.size(), 1U);
  EXPECT_EQ(role.originals[0].source, OriginalSource::kManaged);
}

TEST_F(InputsTest, ReadQuotedJsonAndHereDocuments) {
  const RoleView role = Read(std::string("cat > policy.json <<'JSON'\n") + kPolicy +
                             "\nJSON\n"
                             "aws iam create-role --role-name hosts "
                             "--assume-role-policy-document '" +
                             kTrust +
                             "'\n"
                             "aws iam put-role-policy --role-name hosts --policy-name own "
                             "--policy-document file://policy.json\n");
  EXPECT_TRUE(inputs_.errors.empty());
  EXPECT_TRUE(role.TrustedBy("ssm.amazonaws.com"));
  ASSERT_EQ(role.originals.size(), 1U);
  EXPECT_EQ(role.originals[0].name, "own");
  EXPECT_EQ(role.originals[0].source, OriginalSource::kInline);
}

TEST_F(InputsTest, FindPoliciesThatTheScriptMakesAndAttaches) {
  const RoleView role =
      Read(std::string("aws iam create-policy --policy-name own --policy-document '") + kPolicy +
           "'\naws iam create-role --role-name hosts --assume-role-policy-document '" + kTrust +
           "'\naws iam attach-role-policy --role-name hosts --policy-arn "
           "arn:aws:iam::111122223333:policy/own\n");
  ASSERT_EQ(role.originals.size(), 1U);
  EXPECT_EQ(role.originals[0].name, "own");
  EXPECT_TRUE(role.unknown.empty());
}

TEST_F(InputsTest, SayWhereAMissingFileIsNamed) {
  Read(
      "set -e\naws iam put-role-policy --role-name r --policy-name p "
      "--policy-document file://missing.json\n");
  ASSERT_EQ(inputs_.errors.size(), 1U);
  EXPECT_NE(inputs_.errors[0].path.find("make.sh"), std::string::npos);
  EXPECT_EQ(inputs_.errors[0].message.find("line 2, column 80: `file://missing.json`: "), 0U)
      << inputs_.errors[0].message;
}

TEST_F(InputsTest, SayWhereJsonIsBroken) {
  Read(
      R"(aws iam put-role-policy --role-name r --policy-name p --policy-document '{"Statement": [{"Effect": "Allow"]}')");
  ASSERT_EQ(inputs_.errors.size(), 1U);
  EXPECT_EQ(inputs_.errors[0].message.find("line 1, column "), 0U) << inputs_.errors[0].message;
}

}  // namespace
}  // namespace whittle::advise
