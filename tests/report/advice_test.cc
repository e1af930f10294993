// Advice as people read it.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "advise/fill_in.h"
#include "report/advice_report.h"

namespace whittle::report {
namespace {

using advise::Advice;
using advise::Permission;
using advise::Verdict;

Permission Of(const std::string& action, Verdict verdict, const std::string& resource,
              const std::string& reason) {
  Permission permission;
  permission.action = action;
  permission.resources = permission.granted = {resource};
  permission.verdict = verdict;
  permission.reason = reason;
  return permission;
}

/// A role with one inline policy, whose names and texts hold what shells and Markdown read.
class AdviceReports : public testing::Test {
 protected:
  AdviceReports() {
    advice_.role = "two words";
    advice_.arn = "arn:aws-cn:iam::111122223333:role/two words";
    policy_ = advise::OwnedPolicy::Read(
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a:B","Resource":"*"}})");
    advice_.originals = {{"it's|own`", advise::OriginalSource::kInline, "", policy_->get()}};
    advice_.narrowed = {{"it's|own`", {"it's|own`"}, "{\"a\": \"```\"}\n"}};
    advice_.permissions = {Of("a:Kept", Verdict::kKept, "x|y`z", "`code` | <REGION>"),
                           Of("a:Gone", Verdict::kRemoved, "*", "not | needed"),
                           Of("a:Gone", Verdict::kRemoved, "*", "not | needed")};
    advice_.certificate.removed = {{"a:Gone", {"*"}, {}}, {"a:Gone", {"*"}, {}}};
    advice_.notes = {"fill in <REGION>"};
  }

  std::unique_ptr<const advise::OwnedPolicy> policy_;
  Advice advice_;
};

TEST_F(AdviceReports, MarkdownTablesAreWellFormed) {
  const std::string markdown = AdviceMarkdown({advice_});
  std::istringstream lines(markdown);
  std::string line;
  int rows = 0;
  while (std::getline(lines, line)) {
    if (line.empty() || line[0] != '|') continue;
    ++rows;
    int bars = 0;
    for (size_t i = 0; i < line.size(); ++i)
      bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\');
    EXPECT_EQ(bars, 6) << line;
  }
  EXPECT_EQ(rows, 4);
  EXPECT_NE(markdown.find("``x\\|y`z``"), std::string::npos) << markdown;
  EXPECT_NE(markdown.find("* fill in &lt;REGION>"), std::string::npos);
  EXPECT_NE(markdown.find("* `a:Gone` on `*`\n"), std::string::npos);
  // The policy's own backticks do not end its block.
  EXPECT_NE(markdown.find("````json\n{\"a\": \"```\"}\n````\n"), std::string::npos) << markdown;
}

TEST_F(AdviceReports, CommandsAreQuotedForTheShell) {
  const std::string text = AdviceText({advice_}, {PolicyForm::kJson, "out dir"});
  EXPECT_NE(text.find("to apply, in out dir:\n    aws iam put-role-policy --role-name 'two words' "
                      "--policy-name 'it'\\''s|own`' --policy-document "
                      "file://'two words-it'\\''s|own`.json'\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find(".before.json'"), std::string::npos);
}

/// The commands name files of JSON: with another form they would name none that is there.
TEST_F(AdviceReports, OtherFormsHaveNoCommands) {
  for (const PolicyForm form : {PolicyForm::kHcl, PolicyForm::kCloudFormation}) {
    EXPECT_EQ(AdviceText({advice_}, {form, "d"}).find("aws iam"), std::string::npos);
    EXPECT_EQ(AdviceMarkdown({advice_}, {form, "d"}).find("aws iam"), std::string::npos);
  }
  EXPECT_NE(AdviceMarkdown({advice_}, {PolicyForm::kHcl, ""}).find("hcl\ndata \"aws_iam"),
            std::string::npos);
}

TEST_F(AdviceReports, ManyActionsAreFolded) {
  advice_.permissions.clear();
  advice_.certificate.removed.clear();
  for (int i = 0; i < 30; ++i) {
    const std::string action = "a:Get" + std::to_string(i);
    advice_.permissions.push_back(Of(action, Verdict::kRemoved, "*", "why"));
    advice_.certificate.removed.push_back({action, {"*"}, {}});
  }
  const std::string text = AdviceText({advice_});
  EXPECT_NE(text.find("removed  a:Get0, "), std::string::npos);
  EXPECT_NE(text.find("a:Get11 and 18 more\n"), std::string::npos) << text;
  EXPECT_NE(text.find("names every action"), std::string::npos);
  // A ticket has room for all of them.
  const std::string markdown = AdviceMarkdown({advice_});
  EXPECT_NE(markdown.find("<summary>and 18 more</summary>"), std::string::npos);
  EXPECT_NE(markdown.find("`a:Get29`"), std::string::npos);
}

TEST_F(AdviceReports, EveryoneHasATitle) {
  const auto title = [&] {
    const std::string text = AdviceText({advice_});
    return text.substr(0, text.find('\n'));
  };
  EXPECT_EQ(title(), "two words (any)");
  advice_.role.clear();
  EXPECT_EQ(title(), "the role with it's|own` (any)");
  advice_.exists = false;
  EXPECT_EQ(title(), "it's|own`");
  advice_.originals.clear();
  EXPECT_EQ(title(), "a role to make (any)");
}

}  // namespace
}  // namespace whittle::report
