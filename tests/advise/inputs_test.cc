// Scripts of AWS CLI commands, and the files that they name, as input to advice.
#include "advise/inputs.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace whittle::advise {
namespace {

const std::string kTrust =
    R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole"}})";
const std::string kPolicy =
    R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}})";

class InputsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("whittle-inputs-" +
               std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string Write(const std::string& name, const std::string& content) {
    const std::string path = (folder_ / name).string();
    std::ofstream(path) << content;
    return path;
  }

  /// `role: policy,policy` of each role, `(ssm)` where the trust policy was found, `! error`s.
  std::string Read(const std::string& script) {
    RoleBook book(catalog::Catalog::BuiltIn());
    const Inputs inputs = ReadInputs(text::ListFiles({Write("make.sh", script)}, {}), book);
    std::string out;
    for (const RoleView& view : book.Roles()) {
      out += view.name + (view.TrustedBy("ssm.amazonaws.com") ? " (ssm)" : "") + ":";
      for (const Original& original : view.originals) {
        out += " " + std::string(ToString(original.source)) + "/" + original.name;
      }
      out += "\n";
    }
    for (const InputError& error : inputs.errors) {
      out += "! " + std::filesystem::path(error.path).filename().string() + ": ";
      std::string message = error.message;
      const std::string folder = folder_.string() + "/";
      for (size_t at; (at = message.find(folder)) != std::string::npos;) {
        message.erase(at, folder.size());
      }
      out += message + "\n";
    }
    return out;
  }

 private:
  std::filesystem::path folder_;
};

TEST_F(InputsTest, TakesTheCommandsOfAwsPage) {
  Write("trust.json", kTrust);
  EXPECT_EQ(
      Read("aws iam create-role --role-name hosts --assume-role-policy-document "
           "file://trust.json\n"
           "aws iam attach-role-policy --role-name hosts --policy-arn "
           "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore\n"
           "aws iam attach-role-policy \\\n  --role-name hosts \\\n  --policy-arn "
           "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role\n"),
      "hosts (ssm): managed/AmazonSSMManagedInstanceCore "
      "managed/AmazonEC2ContainerServiceforEC2Role\n");
}

TEST_F(InputsTest, TakesHereDocumentsAndQuotedJson) {
  EXPECT_EQ(Read("cat <<'EOF' > trust.json\n" + kTrust +
                 "\nEOF\n"
                 "aws iam create-role --role-name=hosts "
                 "--assume-role-policy-document=file://trust.json\n"
                 "aws iam put-role-policy --role-name hosts --policy-name read --policy-document '" +
                 kPolicy + "'\n"),
            "hosts (ssm): inline/read\n");
}

TEST_F(InputsTest, FindsThePolicyThatTheScriptMakesAndAttaches) {
  EXPECT_EQ(Read("aws iam create-policy --policy-name read --policy-document '" + kPolicy +
                 "'\n"
                 "aws iam create-role --role-name hosts --assume-role-policy-document '" +
                 kTrust +
                 "'\n"
                 "aws iam attach-role-policy --role-name hosts --policy-arn "
                 "\"arn:aws:iam::$ACCOUNT:policy/read\"\n"),
            "hosts (ssm): managed/read\n");
}

TEST_F(InputsTest, LeavesVariablesOpen) {
  EXPECT_EQ(Read("aws iam create-role --role-name \"$ROLE\" --assume-role-policy-document '" +
                 kTrust +
                 "'\n"
                 "aws iam put-role-policy --role-name \"$ROLE\" --policy-name read "
                 "--policy-document \"$POLICY\"\n"
                 "aws iam put-role-policy --role-name \"$ROLE\" --policy-name logs "
                 "--policy-document \"{\\\"Version\\\": \\\"2012-10-17\\\", \\\"Statement\\\": "
                 "{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": \\\"logs:PutLogEvents\\\", "
                 "\\\"Resource\\\": \\\"arn:aws:logs:$REGION:$ACCOUNT:*\\\"}}\"\n"),
            "$ROLE (ssm): inline/logs\n");
}

TEST_F(InputsTest, SaysWhereWhatIsWrongStands) {
  EXPECT_EQ(Read("aws iam create-role --role-name hosts \\\n"
                 "  --assume-role-policy-document file://gone.json\n"),
            "hosts:\n! make.sh: line 2, column 40: `gone.json` cannot be taken: No such file or "
            "directory\n");
  EXPECT_EQ(Read("aws iam put-role-policy --role-name hosts --policy-name p --policy-document "
                 "'{\"Version\": \"2012-10-17\", \"Statement\": [}'\n")
                .substr(0, 34),
            "hosts:\n! make.sh: line 1, column 1");
  Write("trust.json", "{\"Version\": ");
  EXPECT_NE(Read("aws iam create-role --role-name hosts --assume-role-policy-document "
                 "file://trust.json\n")
                .find("`trust.json` cannot be taken: line 1"),
            std::string::npos);
}

}  // namespace
}  // namespace whittle::advise
