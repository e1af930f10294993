// Roles beside each other, with policies that are found nowhere.
#include "access/subjects.h"

#include <gtest/gtest.h>

#include "documents/document.h"
#include "tests/access/grammar.h"
#include "tests/access/world.h"

namespace whittle::access {
namespace {

/// A role with attached policies by ARN, an inline policy, and a boundary where it is not empty.
std::unique_ptr<documents::File> Role(const std::string& name,
                                      const std::vector<std::string>& attached,
                                      const std::string& inline_statements,
                                      const std::string& boundary = {}) {
  std::string text = R"({"RoleName": ")" + name +
                     R"(", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"},
      "Action": "sts:AssumeRole"}}, "RolePolicyList": [)";
  if (!inline_statements.empty()) {
    text += R"({"PolicyName": "p", "PolicyDocument": )" + Policy(inline_statements) + "}";
  }
  text += R"(], "AttachedManagedPolicies": [)";
  for (const std::string& arn : attached) {
    text += (&arn == attached.data() ? "" : ", ") + std::string(R"({"PolicyArn": ")") + arn + "\"}";
  }
  text += "]";
  if (!boundary.empty()) {
    text += R"(, "PermissionsBoundary": {"PermissionsBoundaryArn": ")" + boundary + "\"}";
  }
  return documents::Read(std::make_unique<text::Source>("role.json", text + "}"), {});
}

constexpr const char* kReadOnly = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
constexpr const char* kFull = "arn:aws:iam::aws:policy/AmazonS3FullAccess";
constexpr const char* kMine = "arn:aws:iam::111122223333:policy/Mine";
const std::string kGet = Allow(R"("Action": "s3:GetObject", "Resource": "*")");

/// The identity policies of two roles, compared.
Comparison CompareRoles(const documents::File& old_file, const documents::File& new_file) {
  SubjectFinder old_finder(catalog::Catalog::BuiltIn());
  SubjectFinder new_finder(catalog::Catalog::BuiltIn());
  old_finder.AddFile(old_file);
  new_finder.AddFile(new_file);
  const std::vector<Subject> old_subjects = old_finder.Of(old_file);
  const std::vector<Subject> new_subjects = new_finder.Of(new_file);
  EXPECT_EQ(old_subjects.at(0).name, "identity policies");
  EXPECT_EQ(new_subjects.at(0).name, "identity policies");
  return CompareSubjects(old_subjects.at(0), new_subjects.at(0), {});
}

TEST(Subjects, OfRolesHoldManagedPolicies) {
  EXPECT_EQ(CompareRoles(*Role("a", {kReadOnly}, ""), *Role("a", {kFull}, "")).relation,
            Relation::kWider);
  EXPECT_EQ(CompareRoles(*Role("a", {kFull}, ""), *Role("a", {kReadOnly}, kGet)).relation,
            Relation::kNarrower);
  EXPECT_EQ(CompareRoles(*Role("a", {kReadOnly}, kGet), *Role("a", {kReadOnly}, "")).relation,
            Relation::kEqual);
}

TEST(Subjects, AreLimitedByTheBoundary) {
  const auto free = Role("a", {kFull}, "");
  const auto limited = Role("a", {kFull}, "", kReadOnly);
  EXPECT_EQ(CompareRoles(*free, *limited).relation, Relation::kNarrower);
  EXPECT_EQ(CompareRoles(*Role("a", {kReadOnly}, "", kReadOnly), *limited).relation,
            Relation::kEqual);
}

TEST(Subjects, AreUnknownWhereAPolicyIsFoundNowhere) {
  const Comparison one = CompareRoles(*Role("a", {kReadOnly}, ""), *Role("a", {kMine}, ""));
  EXPECT_EQ(one.relation, Relation::kUnknown);
  EXPECT_NE(testing::PrintToString(one.unknown).find(kMine), std::string::npos);
  // What both carry is the same on both sides.
  EXPECT_EQ(CompareRoles(*Role("a", {kMine}, ""), *Role("a", {kMine}, "")).relation,
            Relation::kEqual);
  EXPECT_EQ(CompareRoles(*Role("a", {kMine}, kGet), *Role("a", {kMine}, "")).contains,
            Truth::kUnknown);
  EXPECT_EQ(CompareRoles(*Role("a", {kMine}, kGet), *Role("a", {kMine}, "")).within, Truth::kYes);
  // A Deny less may let what the other policy allows through.
  const std::string deny = Deny(R"("Action": "s3:*", "Resource": "*")");
  EXPECT_EQ(CompareRoles(*Role("a", {kMine}, deny), *Role("a", {kMine}, "")).within,
            Truth::kUnknown);
  // One that is attached here and the boundary there is not the same.
  EXPECT_EQ(CompareRoles(*Role("a", {kMine}, "", "arn:aws:iam::111122223333:policy/B"),
                         *Role("a", {"arn:aws:iam::111122223333:policy/B"}, "", kMine))
                .relation,
            Relation::kUnknown);
}

TEST(Subjects, OfSeveralRolesAreToldApart) {
  const std::string trust = R"(, "AssumeRolePolicyDocument": {"Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"},
      "Action": "sts:AssumeRole"}})";
  const auto file = documents::Read(
      std::make_unique<text::Source>(
          "roles.json",
          R"({"RoleDetailList": [{"RoleName": "a", "AttachedManagedPolicies": [{"PolicyArn": ")" +
              std::string(kReadOnly) + "\"}]" + trust +
              R"(}, {"RoleName": "b", "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": )" +
              Policy(kGet) + "}]" + trust + "}]}"),
      {});
  SubjectFinder finder(catalog::Catalog::BuiltIn());
  finder.AddFile(*file);
  const std::vector<Subject> subjects = finder.Of(*file);
  std::vector<std::string> names;
  for (const Subject& subject : subjects) names.push_back(subject.name);
  EXPECT_EQ(names,
            (std::vector<std::string>{"identity policies of role a", "identity policies of role b",
                                      "trust policy of role a", "trust policy of role b"}));
  EXPECT_EQ(subjects.at(0).documents, std::vector<std::string>{kReadOnly});
}

/// Whatever the missing policy says, what was proved without it holds.
TEST(Subjects, ProofsHoldForAllThatIsMissing) {
  Random random(Seed("missing"), {});
  size_t proved = 0;
  for (size_t round = 0; round < Rounds(300) && !HasFailure(); ++round) {
    World world;
    policy::Policy unseen;
    unseen.open = true;
    Grants seen[2];
    Subject subject[2];
    const bool same = random.Chance(2);
    for (int i = 0; i < 2; ++i) {
      if (i == 1 && same) {
        seen[1] = seen[0];
        (random.Chance(2) ? seen[1].policies : seen[0].policies)
            .push_back(world.Parse(random.Policy()));
      } else {
        seen[i].policies.push_back(world.Parse(random.Policy()));
        if (random.Chance(3)) {
          seen[i].limits.push_back({world.Parse(random.Policy(), policy::Type::kBoundary)});
        }
      }
    }
    for (int i = 0; i < 2; ++i) {
      subject[i].grants = seen[i];
      subject[i].grants.policies.push_back(&unseen);
      subject[i].missing.push_back({kMine, &unseen});
    }
    const Comparison comparison = CompareSubjects(subject[0], subject[1], {});
    for (int filling = 0; filling < 3; ++filling) {
      const policy::Policy* filled = world.Parse(random.Policy());
      Grants sides[2] = {seen[0], seen[1]};
      for (Grants& side : sides) side.policies.push_back(filled);
      const Comparison real = Compare(sides[0], sides[1]);
      if (comparison.within == Truth::kYes) EXPECT_EQ(real.within, Truth::kYes);
      if (comparison.contains == Truth::kYes) EXPECT_EQ(real.contains, Truth::kYes);
    }
    proved += comparison.within == Truth::kYes || comparison.contains == Truth::kYes ? 1 : 0;
  }
  EXPECT_GT(proved, 10U);
}

/// Account details with one user of one group.
std::unique_ptr<documents::File> Users(const std::string& attached, const std::string& of_group) {
  return documents::Read(
      std::make_unique<text::Source>("account.json", R"({"UserDetailList": [{"UserName": "ada",
      "Arn": "arn:aws:iam::111122223333:user/ada", "GroupList": ["dev"], "UserPolicyList": [
      {"PolicyName": "p", "PolicyDocument": )" + Policy(kGet) +
                                                         R"(}], "AttachedManagedPolicies": [
      {"PolicyArn": ")" + attached + R"("}]}], "GroupDetailList": [{"GroupName": "dev",
      "GroupPolicyList": [], "AttachedManagedPolicies": [{"PolicyArn": ")" +
                                                         of_group + "\"}]}]}"),
      {});
}

TEST(Subjects, OfUsersHoldManagedPoliciesAndThoseOfGroups) {
  const auto compare = [](const auto& old_file, const auto& new_file) {
    SubjectFinder old_finder(catalog::Catalog::BuiltIn());
    SubjectFinder new_finder(catalog::Catalog::BuiltIn());
    old_finder.AddFile(*old_file);
    new_finder.AddFile(*new_file);
    const std::vector<Subject> old_subjects = old_finder.Of(*old_file);
    const std::vector<Subject> new_subjects = new_finder.Of(*new_file);
    EXPECT_EQ(old_subjects.at(0).name, "identity policies of user ada");
    EXPECT_EQ(old_subjects.size(), 1U);
    return CompareSubjects(old_subjects.at(0), new_subjects.at(0), {}).relation;
  };
  EXPECT_EQ(compare(Users(kReadOnly, kReadOnly), Users(kFull, kReadOnly)), Relation::kWider);
  EXPECT_EQ(compare(Users(kReadOnly, kReadOnly), Users(kReadOnly, kFull)), Relation::kWider);
  EXPECT_EQ(compare(Users(kReadOnly, kFull), Users(kFull, kReadOnly)), Relation::kEqual);
  EXPECT_EQ(compare(Users(kReadOnly, kMine), Users(kReadOnly, kMine)), Relation::kEqual);
  EXPECT_EQ(compare(Users(kReadOnly, kMine), Users(kReadOnly, kReadOnly)), Relation::kUnknown);
}

}  // namespace
}  // namespace whittle::access
