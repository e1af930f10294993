#include "advise/usage/access_report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "advise/usage/evidence.h"
#include "text/json.h"

namespace whittle::advise {
namespace {

const catalog::Catalog& BuiltIn() { return catalog::Catalog::BuiltIn(); }

using Names = std::set<std::string>;

constexpr std::string_view kRole = "arn:aws:iam::111122223333:role/apps/web";

std::vector<AccessReport> LastAccessed(const std::string& text) {
  const text::Source source("r", text);
  return ReadLastAccessed(text::ReadJson(source).tree.root);
}

std::vector<AccessReport> Findings(const std::string& text) {
  const text::Source source("r", text);
  return ReadUnusedFindings(text::ReadJson(source).tree.root);
}

/// Last accessed data with these services.
std::string Accessed(const std::string& services, const std::string& level = "ACTION_LEVEL") {
  return R"({"JobStatus": "COMPLETED", "JobType": ")" + level +
         R"(", "JobCreationDate": "2024-07-01T00:00:00Z", "IsTruncated": false,
    "ServicesLastAccessed": [)" +
         services + "]}";
}

std::string Service(const std::string& prefix, const std::string& more) {
  return R"({"ServiceName": "x", "ServiceNamespace": ")" + prefix + "\"" + more + "}";
}

constexpr std::string_view kUsedByWeb =
    R"(, "LastAuthenticated": "2024-06-01T00:00:00Z", "TotalAuthenticatedEntities": 1,
    "LastAuthenticatedEntity": "arn:aws:iam::111122223333:role/apps/web")";

TEST(AccessReport, ReadsServicesThatNobodyUsed) {
  for (const std::string nobody :
       {R"(, "TotalAuthenticatedEntities": 0)", R"(, "LastAuthenticated": null)"}) {
    const auto reports = LastAccessed(Accessed(
        Service("s3", nobody) + "," + Service("ec2", std::string(kUsedByWeb)), "SERVICE_LEVEL"));
    ASSERT_EQ(reports.size(), 1U);
    EXPECT_EQ(reports[0].principal, kRole);
    EXPECT_EQ(reports[0].unused, Names{"s3:*"});
    EXPECT_EQ(reports[0].used, Names());
    // Which actions of ec2 it was, nobody knows.
    EXPECT_EQ(reports[0].in_use, Names{"ec2"});
  }
}

TEST(AccessReport, ReadsTrackedActionsOnly) {
  const std::string tracked = std::string(kUsedByWeb) +
                              R"(, "TrackedActionsLastAccessed": [{"ActionName": "CreateBucket"},
    {"ActionName": "ListAllMyBuckets", "LastAccessedTime": "2024-06-01T00:00:00Z",
     "LastAccessedEntity": "arn:aws:iam::111122223333:role/apps/web"}])";
  const auto reports = LastAccessed(Accessed(Service("s3", tracked)));
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].used, Names{"s3:ListAllMyBuckets"});
  EXPECT_EQ(reports[0].unused, Names{"s3:CreateBucket"});
  EXPECT_EQ(reports[0].in_use, Names());
  const catalog::ActionSet unused = UnusedActions(reports[0], BuiltIn());
  EXPECT_TRUE(unused.Contains(BuiltIn().FindAction("s3:CreateBucket")->id()));
  // Objects are not tracked: nothing is said of them.
  EXPECT_FALSE(unused.Contains(BuiltIn().FindAction("s3:GetObject")->id()));
}

TEST(AccessReport, NamesNobodyWhereItSpeaksOfAPolicy) {
  const std::string other =
      R"(, "LastAuthenticated": "2024-06-01T00:00:00Z",
    "LastAuthenticatedEntity": "arn:aws:iam::111122223333:role/db")";
  const auto reports =
      LastAccessed(Accessed(Service("s3", other) + "," + Service("ec2", std::string(kUsedByWeb))));
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].principal, "");
}

TEST(AccessReport, TakesNoUnfinishedJob) {
  EXPECT_TRUE(LastAccessed(R"({"JobStatus": "IN_PROGRESS", "ServicesLastAccessed": []})").empty());
  EXPECT_TRUE(LastAccessed(R"({"JobStatus": "FAILED", "Error": {}})").empty());
  EXPECT_TRUE(LastAccessed("{}").empty());
}

TEST(AccessReport, ReadsFindings) {
  // As get-finding-v2 prints one.
  const auto one = Findings(R"({"id": "1", "resource": "arn:aws:iam::111122223333:role/apps/web",
    "resourceType": "AWS::IAM::Role", "status": "ACTIVE", "findingType": "UnusedPermission",
    "findingDetails": [
      {"unusedPermissionDetails": {"serviceNamespace": "sqs", "lastAccessed": "2023-01-01T00:00:00Z"}},
      {"unusedPermissionDetails": {"serviceNamespace": "iam",
        "actions": [{"action": "CreateRole"}, {"action": "iam:GetUser"}]}}]})");
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].principal, kRole);
  EXPECT_EQ(one[0].unused, (Names{"sqs:*", "iam:CreateRole", "iam:GetUser"}));
  // As list-findings-v2 prints several: a role that nobody used, and permissions without details.
  const auto list = Findings(R"({"findings": [
    {"resource": "arn:r1", "status": "ACTIVE", "findingType": "UnusedIAMRole"},
    {"resource": "arn:r2", "status": "ACTIVE", "findingType": "UnusedPermission"},
    {"resource": "arn:r3", "status": "ARCHIVED", "findingType": "UnusedIAMRole"},
    {"resource": "arn:r4", "status": "RESOLVED", "findingType": "UnusedIAMRole"},
    {"resource": "arn:r5", "status": "ACTIVE", "findingType": "ExternalAccess"},
    {"resource": "arn:r6", "status": "ACTIVE", "findingType": "UnusedIAMUserPassword",
     "findingDetails": [{"unusedIamUserPasswordDetails": {}}]}]})");
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].unused, Names{"*"});
  EXPECT_NE(list[0].limits.find("delete"), std::string::npos);
  EXPECT_EQ(list[1].unused, Names());
  EXPECT_NE(list[1].limits.find("get-finding-v2"), std::string::npos);
  const auto idle = Findings(R"([{"resource": "arn:r1", "status": "ACTIVE", "findingDetails":
    [{"unusedIamRoleDetails": {"lastAccessed": "2023-01-01T00:00:00Z"}}]}])");
  ASSERT_EQ(idle.size(), 1U);
  EXPECT_EQ(idle[0].unused, Names{"*"});
}

/// What the files together say of the role.
class Said {
 public:
  explicit Said(const std::vector<std::string>& files) {
    Evidence evidence;
    for (const std::string& file : files) {
      EXPECT_EQ(AddEvidence(text::Source("e", file), BuiltIn(), evidence), "") << file;
    }
    AddEvidenceNeeds(evidence, {"web", kRole, true}, BuiltIn(), needs_, notes);
  }
  [[nodiscard]] bool Unobserved(std::string_view action) const {
    return needs_.observable && needs_.observable->Contains(BuiltIn().FindAction(action)->id());
  }
  [[nodiscard]] bool Required(std::string_view action) const {
    return std::any_of(needs_.requirements.begin(), needs_.requirements.end(),
                       [&](const Requirement& need) { return need.action == action; });
  }

  std::vector<std::string> notes;

 private:
  Needs needs_;
};

/// A log with one call, or only one of somebody else.
std::string Log(const std::string& action) {
  const bool mine = !action.empty();
  return R"({"usageVersion": 1, "services": ["ec2", "s3", "sqs"], "dataEvents": ["s3:read"],
    "principals": [{"principal": "arn:aws:iam::111122223333:)" +
         std::string(mine ? "role/apps/web" : "user/ann") + R"(", "actions": [{"action": ")" +
         (mine ? action : "ec2:DescribeRegions") + R"(", "allowed": 1, "resources": ["*"]}]}]})";
}

TEST(AccessReport, NotSeenIsUnobservedOnlyWhereItWouldBeSeen) {
  const Said said({Accessed(Service("ssmmessages", "") + "," + Service("iam", "") + "," +
                            Service("sqs", "") + "," + Service("s3", std::string(kUsedByWeb)))});
  EXPECT_TRUE(said.Unobserved("sqs:SendMessage"));
  EXPECT_TRUE(said.Unobserved("iam:CreateRole"));
  // No record of use has these names.
  EXPECT_FALSE(said.Unobserved("iam:PassRole"));
  EXPECT_FALSE(said.Unobserved("ssmmessages:OpenDataChannel"));
  // In use, and nobody knows by which action; and a service that the report does not list.
  EXPECT_FALSE(said.Unobserved("s3:GetObject"));
  EXPECT_FALSE(said.Unobserved("ec2:RunInstances"));
  ASSERT_EQ(said.notes.size(), 1U);
  EXPECT_NE(said.notes[0].find("400 days"), std::string::npos);
}

TEST(AccessReport, UseThatNothingNamesKeepsWhatALogDoesNotShow) {
  const std::string in_use = Accessed(Service("s3", std::string(kUsedByWeb)));
  EXPECT_TRUE(Said({Log("")}).Unobserved("s3:GetObject"));
  EXPECT_FALSE(Said({Log(""), in_use}).Unobserved("s3:GetObject"));
  EXPECT_FALSE(Said({in_use, Log("")}).Unobserved("s3:CreateBucket"));
  EXPECT_TRUE(Said({in_use, Log("")}).Unobserved("ec2:RunInstances"));
  // The log names one: that is the use.
  const Said explained({Log("s3:ListBucket"), in_use});
  EXPECT_TRUE(explained.Unobserved("s3:GetObject"));
  EXPECT_TRUE(explained.Required("s3:ListBucket"));
  // What is tracked and was not used stays unobserved.
  const std::string tracked = Accessed(
      Service("s3", std::string(kUsedByWeb) +
                        R"(, "TrackedActionsLastAccessed": [{"ActionName": "CreateBucket"}])"));
  EXPECT_TRUE(Said({Log(""), tracked}).Unobserved("s3:CreateBucket"));
  EXPECT_FALSE(Said({Log(""), tracked}).Unobserved("s3:GetObject"));
}

TEST(AccessReport, ARoleThatNobodyUsedHasNothingToKeepButWhatIsNeverShown) {
  const Said said({R"({"findings": [{"resource": "arn:aws:iam::111122223333:role/apps/web",
    "status": "ACTIVE", "findingType": "UnusedIAMRole"}]})"});
  EXPECT_TRUE(said.Unobserved("s3:GetObject"));
  EXPECT_TRUE(said.Unobserved("ec2:RunInstances"));
  EXPECT_FALSE(said.Unobserved("iam:PassRole"));
  EXPECT_FALSE(said.Unobserved("ssmmessages:OpenDataChannel"));
  // Another role's finding says nothing.
  const Said other({R"({"findings": [{"resource": "arn:aws:iam::111122223333:role/apps/db",
    "status": "ACTIVE", "findingType": "UnusedIAMRole"}]})"});
  EXPECT_FALSE(other.Unobserved("s3:GetObject"));
}

}  // namespace
}  // namespace whittle::advise
