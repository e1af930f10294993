// Verdicts that others recorded: AWS's samples and live answers, solvers, other projects' tests.
// Outside data: skipped where WHITTLE_ORACLES does not name its folder.
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <string>

#include "access/compare.h"
#include "access/question.h"
#include "text/files.h"
#include "text/json.h"

namespace whittle::access {
namespace {

/// One recorded case.
class Case {
 public:
  explicit Case(std::string_view text)
      : source_("case", std::string(text)), json_(text::ReadJson(source_)) {}

  [[nodiscard]] std::string_view Text(std::string_view key) const {
    const text::Node* node = json_.tree.root.Get(key);
    return node == nullptr ? std::string_view() : node->text();
  }
  [[nodiscard]] std::vector<std::string> Texts(std::string_view key) const {
    std::vector<std::string> texts;
    const text::Node* node = json_.tree.root.Get(key);
    if (node == nullptr) return texts;
    for (const text::Node& item : node->items()) texts.emplace_back(item.text());
    return texts;
  }
  Grants Policy(std::string_view key, std::optional<policy::Type> type = std::nullopt) {
    policy::TypeHint hint;
    hint.type = type ? type : policy::ParseType(Text("policyType"));
    return {{policy::Parse(*json_.tree.root.Get(key), hint, json_.tree.arena)}, {}};
  }

 private:
  text::Source source_;
  text::JsonResult json_;
};

/// Calls `check` for each case of a file; false: there is no such file to read.
bool ForEach(const std::string& name, const std::function<void(Case&)>& check) {
  const char* oracles = std::getenv("WHITTLE_ORACLES");
  if (oracles == nullptr) return false;
  const text::ReadResult file = text::ReadFile(std::string(oracles) + "/" + name);
  EXPECT_TRUE(file.source) << file.error;
  if (!file.source) return true;
  std::string_view rest = file.source->text();
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.empty()) continue;
    Case one(line);
    check(one);
  }
  return true;
}

constexpr const char* kUnset = "WHITTLE_ORACLES is not set";

/// The recorded words for p1's relation to p2, as NEW's to OLD.
std::string_view Relation(std::string_view recorded) {
  if (recorded == "equivalent") return "equal";
  if (recorded == "p1_less_permissive") return "wider";
  return recorded == "p1_more_permissive" ? "narrower" : recorded;
}

void CheckRelations(const std::string& file, std::string_view field) {
  const bool ran = ForEach(file, [&](Case& one) {
    const Comparison comparison = Compare(one.Policy("p1"), one.Policy("p2"));
    EXPECT_EQ(ToString(comparison.relation), Relation(one.Text(field)))
        << one.Text("id") << testing::PrintToString(comparison.unknown);
  });
  if (!ran) GTEST_SKIP() << kUnset;
}

TEST(Verdicts, OfAwsSamples) {
  const bool ran = ForEach("check_no_new_access.jsonl", [](Case& one) {
    // A slip of the sample: it names another ACL than the one that the reference denies.
    if (one.Text("source").find("ec2-network-acl") != std::string_view::npos &&
        one.Text("id") == "aa-26") {
      return;
    }
    const Comparison comparison =
        Compare(one.Policy("existingPolicyDocument"), one.Policy("newPolicyDocument"));
    EXPECT_EQ(comparison.within, Known(one.Text("expected") == "PASS")) << one.Text("id");
  });
  if (!ran) GTEST_SKIP() << kUnset;
}

TEST(Verdicts, OfTheLiveChecks) {
  const bool ran = ForEach("custom_policy_checks.jsonl", [](Case& one) {
    const Truth expected = Known(one.Text("expected") == "PASS");
    if (one.Text("check") == "CheckNoNewAccess") {
      EXPECT_EQ(Compare(one.Policy("existing"), one.Policy("new")).within, expected)
          << one.Text("id");
    } else if (one.Text("check") == "CheckAccessNotGranted") {
      const QuestionResult result =
          IsGranted(one.Policy("new"), one.Texts("actions"), one.Texts("resources"));
      EXPECT_EQ(Not(result.answer), expected) << one.Text("id");
    } else {
      const bool trust = one.Text("resourceType") == "AWS::IAM::AssumeRolePolicyDocument";
      const auto type = trust ? policy::Type::kTrust : policy::Type::kResource;
      EXPECT_EQ(Not(IsPublic(one.Policy("new", type)).answer), expected) << one.Text("id");
    }
  });
  if (!ran) GTEST_SKIP() << kUnset;
}

TEST(Verdicts, OfS3) {
  const bool ran = ForEach("s3_public.jsonl", [](Case& one) {
    EXPECT_EQ(IsPublic(one.Policy("new", policy::Type::kResource)).answer,
              Known(one.Text("public") == "true"))
        << one.Text("id");
  });
  if (!ran) GTEST_SKIP() << kUnset;
}

TEST(Verdicts, OfTwoSolvers) { CheckRelations("compare_quacky.jsonl", "relation_as_written"); }
TEST(Verdicts, OfCdk) { CheckRelations("compare_cdk_merges.jsonl", "expected_relation"); }
TEST(Verdicts, OfCedar) { CheckRelations("compare_cedar_globs.jsonl", "expected_relation"); }
// Another program's answers; none differs.
TEST(Verdicts, OfManagedVersions) {
  CheckRelations("compare_managed_versions.jsonl", "computed_relation");
}

}  // namespace
}  // namespace whittle::access
