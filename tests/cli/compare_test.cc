// `whittle compare` from outside.
#include <gtest/gtest.h>

#include "tests/cli/runner.h"

namespace whittle {
namespace {

class CompareCli : public Cli {
 protected:
  static std::string Allow(const std::string& actions, const std::string& resource = "*") {
    return R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": )" + actions +
           R"(, "Resource": ")" + resource + "\"}]}";
  }
};

TEST_F(CompareCli, ExitsByWhatIsProved) {
  const std::string wide = Write("wide.json", Allow(R"("s3:Get*")"));
  const std::string small = Write("small.json", Allow(R"("s3:GetObject")"));
  const std::string hole = Write("hole.json", Allow(R"("s3:GetObject")", "${Bucket.Arn}/*"));
  const std::string other = Write("other.json", Allow(R"("s3:GetObject")", "${Other.Arn}/*"));
  EXPECT_EQ(Run("compare " + wide + " " + small).exit_code, 0);
  EXPECT_EQ(Run("compare " + wide + " " + wide).exit_code, 0);
  EXPECT_EQ(Run("compare " + small + " " + wide).exit_code, 1);
  EXPECT_EQ(Run("compare " + hole + " " + other).exit_code, 1);
  EXPECT_EQ(Run("compare --allow-unknown " + hole + " " + other).exit_code, 0);
  EXPECT_EQ(Run("compare --allow-unknown " + small + " " + wide).exit_code, 1);
  EXPECT_EQ(Run("compare " + wide).exit_code, 2);
  EXPECT_EQ(Run("compare " + wide + " " + Path("none.json")).exit_code, 2);
  EXPECT_EQ(Run("compare " + wide + " " + Write("list.json", "[]")).exit_code, 2);
}

TEST_F(CompareCli, SaysWhatIsNewByStatement) {
  const std::string old = Write("old.json", Allow(R"("s3:GetObject")", "arn:aws:s3:::b/*"));
  const Result result = Run("compare " + old + " -",
                            Allow(R"(["s3:GetObject", "s3:PutObject"])", "arn:aws:s3:::b/*"));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_NE(result.out.find("wider: "), std::string::npos);
  EXPECT_NE(result.out.find("statement 1:\n    + s3:PutObject on arn:aws:s3:::b/example\n"),
            std::string::npos)
      << result.out;
}

TEST_F(CompareCli, WritesJson) {
  const std::string old = Write("old.json", Allow(R"("s3:GetObject")"));
  const Result result = Run("compare --format json " + old + " -", Allow(R"("s3:Get*")"));
  EXPECT_EQ(result.out.rfind(R"({"relation":"wider","knownActionsRelation":"wider",)", 0), 0U)
      << result.out;
}

TEST_F(CompareCli, ResolvesWhatRolesCarry) {
  const auto role = [this](const std::string& name, const std::string& arn) {
    return Write(name, R"({"RoleName": "app", "AssumeRolePolicyDocument": {"Version": "2012-10-17",
      "Statement": []}, "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::)" +
                           arn + "\"}]}");
  };
  const std::string read = role("read.json", "aws:policy/AmazonS3ReadOnlyAccess");
  const std::string full = role("full.json", "aws:policy/AmazonS3FullAccess");
  const std::string mine = role("mine.json", "111122223333:policy/Mine");
  EXPECT_EQ(Run("compare " + full + " " + read).exit_code, 0);
  EXPECT_EQ(Run("compare " + read + " " + full).exit_code, 1);
  EXPECT_EQ(Run("compare " + mine + " " + mine).exit_code, 0);
  const Result unknown = Run("compare " + read + " " + mine);
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_NE(unknown.out.find("because the policy arn:aws:iam::111122223333:policy/Mine is neither"),
            std::string::npos)
      << unknown.out;
}

TEST_F(CompareCli, LimitsBothSides) {
  const std::string old = Write("old.json", Allow(R"("s3:GetObject")"));
  const std::string more = Write("more.json", Allow(R"(["s3:GetObject", "iam:PassRole"])"));
  const std::string limit = Write("limit.json", Allow(R"("s3:*")"));
  EXPECT_EQ(Run("compare " + old + " " + more).exit_code, 1);
  EXPECT_EQ(Run("compare --boundary " + limit + " " + old + " " + more).exit_code, 0);
  EXPECT_EQ(Run("compare --scp " + limit + " " + old + " " + more).exit_code, 0);
}

TEST_F(CompareCli, AnswersQuestions) {
  const std::string policy = Write("policy.json", Allow(R"("s3:Get*")", "arn:aws:s3:::b/*"));
  EXPECT_EQ(Run("compare --access s3:GetObject " + policy).exit_code, 1);
  EXPECT_EQ(Run("compare --access s3:PutObject,iam:PassRole " + policy).exit_code, 0);
  EXPECT_EQ(Run("compare --access s3:GetObject --resource arn:aws:s3:::c/x " + policy).exit_code,
            0);
  const std::string open =
      Write("open.json", R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow",
      "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}})");
  const Result result = Run("compare --public --format json " + open);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_EQ(result.out.rfind(R"({"public":"yes","witness":{"action":"s3:GetObject",)", 0), 0U)
      << result.out;
}

TEST_F(CompareCli, AsksRolesWithAllThatTheyCarry) {
  const auto role = [this](const std::string& name, const std::string& arn) {
    return Write(name, R"({"RoleName": "app", "AssumeRolePolicyDocument": {"Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}},
      "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::)" +
                           arn + "\"}]}");
  };
  const std::string read = role("read.json", "aws:policy/AmazonS3ReadOnlyAccess");
  const std::string mine = role("mine.json", "111122223333:policy/Mine");
  EXPECT_EQ(Run("compare --access s3:GetObject " + read).exit_code, 1);
  // The trust policy lets others in; the role itself may not do it.
  EXPECT_EQ(Run("compare --access s3:PutObject,sts:AssumeRole " + read).exit_code, 0);
  const Result unknown = Run("compare --access s3:PutObject --format json " + mine);
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_EQ(unknown.out.rfind(R"({"granted":"unknown",)", 0), 0U) << unknown.out;
  EXPECT_EQ(Run("compare --public " + read).exit_code, 1);
}

TEST_F(CompareCli, ComparesFolders) {
  std::filesystem::create_directories(folder_ / "old");
  std::filesystem::create_directories(folder_ / "new");
  Write("old/a.json", Allow(R"("s3:GetObject")"));
  Write("new/a.json", Allow(R"("s3:GetObject")"));
  Write("old/gone.json", Allow(R"("s3:PutObject")"));
  const Result result = Run("compare " + Path("old") + " " + Path("new"));
  EXPECT_EQ(result.exit_code, 0) << result.out;
  EXPECT_NE(result.out.find("gone.json, identity policies: narrower"), std::string::npos)
      << result.out;
  EXPECT_NE(result.out.find("2 compared, 1 equal; nothing new is allowed"), std::string::npos);
  Write("new/b.json", Allow(R"("s3:PutObject")"));
  EXPECT_EQ(Run("compare " + Path("old") + " " + Path("new")).exit_code, 1);
}

TEST_F(CompareCli, ReadsGitRevisions) {
  const auto shell = [&](const std::string& command) {
    return std::system(("cd " + folder_.string() + " && " + command + " >git.log 2>&1").c_str());
  };
  if (shell("git init -q . && git config user.email a@example.com && git config user.name a") !=
      0) {
    GTEST_SKIP() << "git is not installed";
  }
  Write("policy.json", Allow(R"("s3:GetObject")"));
  ASSERT_EQ(shell("git add policy.json && git commit -qm one"), 0);
  const std::string now = Write("policy.json", Allow(R"("s3:Get*")"));
  const auto run = [&](const std::string& arguments) {
    return shell(std::string(WHITTLE_BINARY) + " compare " + arguments);
  };
  EXPECT_EQ(WEXITSTATUS(run("HEAD:policy.json policy.json")), 1);
  EXPECT_EQ(WEXITSTATUS(run("HEAD:policy.json HEAD:policy.json")), 0);
  EXPECT_EQ(WEXITSTATUS(run("HEAD:none.json policy.json")), 2);
  EXPECT_EQ(WEXITSTATUS(run("nowhere:policy.json policy.json")), 2);
}

TEST_F(CompareCli, AnswersBatches) {
  const std::string policy = Allow(R"("s3:GetObject")");
  const Result result =
      Run("compare --batch -", "{\"id\": 7, \"old\": " + policy + ", \"new\": [" + policy + "]}\n" +
                                   "{\"id\": \"q\", \"policy\": " + policy +
                                   ", \"access\": {\"actions\": [\"s3:PutObject\"]}}\n" +
                                   "{\"id\": [1], \"old\": 3}\n");
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(result.out.rfind(R"({"id":7,"relation":"equal")", 0), 0U) << result.out;
  EXPECT_NE(result.out.find(R"({"id":"q","granted":"no")"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find(R"({"id":[1],"error":)"), std::string::npos) << result.out;
}

}  // namespace
}  // namespace whittle
