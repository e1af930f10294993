// What policy_sentry was seen to get wrong, and what comes out here. Each test names the request,
// what policy_sentry 0.16 answers, and asks for what is right.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "access/compare.h"
#include "access/shrink.h"
#include "advise/fill_in.h"
#include "advise/finish.h"
#include "advise/generate.h"
#include "advise/new_findings.h"
#include "advise/requirement_policy.h"
#include "policy/pattern.h"
#include "rules/registry.h"

namespace whittle::advise {
namespace {

using Texts = std::vector<std::string>;
using catalog::AccessLevel;

const catalog::Catalog& Catalog() { return catalog::Catalog::BuiltIn(); }

constexpr const char* kTable = "arn:aws:dynamodb:eu-west-1:111122223333:table/jobs";
constexpr const char* kInstance = "arn:aws:rds:eu-west-1:111122223333:db:prod";
constexpr const char* kRole = "arn:aws:iam::111122223333:role/app";

Generated LevelOn(AccessLevel level, const std::string& arn, const Texts& resources = {},
                  const Texts& exclude = {}) {
  GenerateRequest request;
  request.grants = {{level, arn}};
  request.resources = resources;
  request.exclude = exclude;
  return Generate(request, Catalog());
}

Generated Named(const Texts& actions, const Texts& resources = {}) {
  GenerateRequest request;
  request.actions = actions;
  request.resources = resources;
  return Generate(request, Catalog());
}

const Requirement* Find(const Generated& generated, const std::string& action) {
  for (const Requirement& requirement : generated.requirements) {
    if (requirement.action == action) return &requirement;
  }
  return nullptr;
}

/// Whether a line holds all of the words.
bool Says(const Texts& lines, const Texts& words) {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
    return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
      return line.find(word) != std::string::npos;
    });
  });
}

/// No action has `*` that takes anything else.
void ExpectScoped(const Generated& generated) {
  EXPECT_TRUE(generated.errors.empty()) << generated.errors[0];
  for (const Requirement& requirement : generated.requirements) {
    const auto action = Catalog().FindAction(requirement.action);
    ASSERT_TRUE(action) << requirement.action;
    for (const std::string& arn : requirement.resources) {
      EXPECT_TRUE(arn != "*" || action->takes_only_star()) << requirement.action;
    }
  }
}

// write on a bucket: also iam:PassRole, kms:DescribeKey, s3tables:PutTablePolicy … on `*`.
TEST(PolicySentry, WriteOnABucketPassesEveryRole) {
  const std::string bucket = "arn:aws:s3:::logs";
  const Generated alone = LevelOn(AccessLevel::kWrite, bucket);
  ExpectScoped(alone);
  for (const Requirement& requirement : alone.requirements) {
    EXPECT_TRUE(requirement.action.starts_with("s3:")) << requirement.action;
    EXPECT_EQ(requirement.resources, Texts{bucket});
  }
  EXPECT_TRUE(Says(alone.notes, {"iam:PassRole may be needed too", "s3:PutReplicationConfiguration",
                                 "--resource", "arn:aws:iam::<ACCOUNT>:role/"}));
  const Generated with_role = LevelOn(AccessLevel::kWrite, bucket, {kRole});
  ExpectScoped(with_role);
  const Requirement* pass = Find(with_role, "iam:PassRole");
  ASSERT_NE(pass, nullptr);
  EXPECT_EQ(pass->resources, Texts{kRole});
  EXPECT_EQ(pass->passed_to, Texts{"s3.amazonaws.com"});
}

// write on an RDS instance: iam:PassRole, kms:CreateGrant, kms:Decrypt, secretsmanager:CreateSecret
// on `*`.
TEST(PolicySentry, WriteOnADatabaseDecryptsEverything) {
  const Generated generated = LevelOn(AccessLevel::kWrite, kInstance);
  ExpectScoped(generated);
  for (const Requirement& requirement : generated.requirements) {
    EXPECT_TRUE(requirement.action.starts_with("rds:")) << requirement.action;
  }
  EXPECT_TRUE(Says(generated.notes, {"iam:PassRole may be needed too", "rds:CreateDBInstance"}));
}

// write on a table: GetItem, Query and Scan come along, DeleteTable and restoring cannot stay out
// but by their names.
TEST(PolicySentry, WriteOnATableReadsItAndDeletesIt) {
  const Generated all = LevelOn(AccessLevel::kWrite, kTable);
  ExpectScoped(all);
  for (const Requirement& requirement : all.requirements) {
    EXPECT_EQ(Catalog().FindAction(requirement.action)->level(), AccessLevel::kWrite)
        << requirement.action;
  }
  EXPECT_NE(Find(all, "dynamodb:DeleteTable"), nullptr);
  EXPECT_TRUE(Says(all.notes, {"deletes", "dynamodb:DeleteTable", "--exclude"}));

  const Generated data =
      LevelOn(AccessLevel::kWrite, kTable, {}, {"dynamodb:*Table*", "dynamodb:*Backup*"});
  EXPECT_EQ(Find(data, "dynamodb:DeleteTable"), nullptr);
  EXPECT_EQ(Find(data, "dynamodb:RestoreTableFromBackup"), nullptr);
  EXPECT_NE(Find(data, "dynamodb:PutItem"), nullptr);
}

// actions with a wildcard: one statement of 60 actions on `*`.
TEST(PolicySentry, WildcardsInActionsLoseEveryScope) {
  const Generated generated = Named({"s3:Get*"}, {"arn:aws:s3:::logs/*"});
  EXPECT_TRUE(generated.requirements.empty());
  EXPECT_TRUE(Says(generated.errors, {"`s3:Get*` has a wildcard", "whittle expand"}));
}

// `arn:aws:s3:::job/jobid` is taken for an object and for a job of S3 Batch Operations.
TEST(PolicySentry, AnObjectIsTakenForAJob) {
  const Generated generated = LevelOn(AccessLevel::kRead, "arn:aws:s3:::job/jobid");
  ExpectScoped(generated);
  EXPECT_NE(Find(generated, "s3:GetObject"), nullptr);
  EXPECT_EQ(Find(generated, "s3:DescribeJob"), nullptr);
  EXPECT_EQ(
      Find(LevelOn(AccessLevel::kRead, "arn:aws:s3:eu-west-1:111122223333:job/1"), "s3:GetObject"),
      nullptr);
}

// `function:*` gives three statements with one ARN: function, alias, version.
TEST(PolicySentry, OneArnMakesThreeStatements) {
  const Generated generated =
      LevelOn(AccessLevel::kRead, "arn:aws:lambda:eu-west-1:111122223333:function:*");
  ExpectScoped(generated);
  const auto policy = OwnedPolicy::Read(PolicyFor(generated.requirements));
  EXPECT_EQ(policy->get()->statements.size(), 1U);
}

// write on a role gives an empty list of statements; so does a service that is not there, with
// exit 0.
TEST(PolicySentry, EmptyPoliciesComeOutSilently) {
  EXPECT_NE(Find(LevelOn(AccessLevel::kWrite, kRole), "iam:UpdateRole"), nullptr);
  EXPECT_TRUE(
      Says(LevelOn(AccessLevel::kWrite, "arn:aws:dynamodbb:eu-west-1:111122223333:table/a").errors,
           {"no service `dynamodbb`", "did you mean `dynamodb`"}));
  EXPECT_TRUE(Says(LevelOn(AccessLevel::kTagging, "arn:aws:s3:::").errors, {"names no resource"}));
  EXPECT_TRUE(
      Says(LevelOn(AccessLevel::kTagging, "arn:aws:lambda:eu-west-1:111122223333:layer:a").errors,
           {"no action of access level Tagging", "whittle catalog resource-types lambda"}));
  EXPECT_TRUE(Says(LevelOn(AccessLevel::kWrite, kTable, {}, {"dynamodb:*"}).errors,
                   {"everything is excluded"}));
}

// In "wildcard-only" what takes a resource is dropped in silence.
TEST(PolicySentry, ActionsAreDroppedSilently) {
  const Generated generated = Named({"s3:ListAllMyBuckets", "s3:GetObject"});
  ASSERT_NE(Find(generated, "s3:GetObject"), nullptr);
  EXPECT_EQ(Find(generated, "s3:ListAllMyBuckets")->resources, Texts{"*"});
  EXPECT_TRUE(Says(generated.notes, {"fill in", "s3:GetObject"}));
  EXPECT_TRUE(Says(generated.notes, {"`*` is all that these take", "s3:ListAllMyBuckets"}));
}

// An unknown action: `KeyError: 's3'`. No ARN: a traceback.
TEST(PolicySentry, ErrorsDoNotSayWhatIsWrong) {
  EXPECT_TRUE(
      Says(Named({"s3:GetObjekt"}).errors, {"`s3:GetObjekt`", "did you mean `s3:GetObject`"}));
  EXPECT_TRUE(
      Says(Named({"cloudhsm:AddTagsToResources"}).errors, {"`cloudhsm:AddTagsToResources`"}));
  EXPECT_TRUE(Says(LevelOn(AccessLevel::kRead, "logs").errors, {"`logs` is no ARN"}));
  EXPECT_TRUE(Says(Named({"s3:GetObject"}, {"arn:aws:s3:::logs"}).errors,
                   {"nothing that is asked for acts on `arn:aws:s3:::logs`", "s3:GetObject takes",
                    "arn:aws:s3:::<BUCKET_NAME>/<OBJECT_NAME>"}));
  EXPECT_TRUE(Says(LevelOn(AccessLevel::kWrite, kTable, {}, {"DeleteTable"}).errors,
                   {"--exclude DeleteTable leaves nothing out"}));
}

// No conditions come out, and a role may go to any service. Partitions are not looked at.
TEST(PolicySentry, RolesPassToAnyService) {
  const std::string definition = "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:*";
  const Generated generated = Named({"ecs:RunTask"}, {definition, kRole});
  ExpectScoped(generated);
  EXPECT_EQ(Find(generated, "ecs:RunTask")->resources, Texts{definition});
  const std::string policy = PolicyFor(generated.requirements);
  EXPECT_NE(policy.find(R"("iam:PassedToService": "ecs-tasks.amazonaws.com")"), std::string::npos)
      << policy;
  const Generated china = Named({"ec2:RunInstances"}, {"arn:aws-cn:iam::111122223333:role/app"});
  EXPECT_EQ(Find(china, "iam:PassRole")->passed_to,
            (Texts{"ec2.amazonaws.com", "ec2.amazonaws.com.cn"}));
  for (const std::string& arn : Find(china, "ec2:RunInstances")->resources) {
    EXPECT_TRUE(arn.starts_with("arn:aws-cn:ec2:")) << arn;
  }
  EXPECT_TRUE(Says(Named({"s3:GetObject"}, {"arn:aws:s3:::a/*", "arn:aws-us-gov:s3:::b/*"}).errors,
                   {"partition `aws-us-gov`"}));
  // A role that is given to be passed is none that services make for themselves.
  const Generated repository = Named({"ecr:CreateRepositoryCreationTemplate"}, {kRole});
  EXPECT_NE(Find(repository, "iam:PassRole"), nullptr);
  EXPECT_EQ(Find(repository, "iam:CreateServiceLinkedRole"), nullptr);
  EXPECT_TRUE(
      Says(repository.notes, {"ecr:CreateRepositoryCreationTemplate (", "ecr:CreateRepository"}));
  // Named alone, nothing says which service takes the role.
  EXPECT_TRUE(Says(Named({"iam:PassRole"}, {kRole}).notes, {"iam:PassedToService"}));
  EXPECT_TRUE(Find(Named({"iam:PassRole"}, {kRole}), "iam:PassRole")->passed_to.empty());
}

// A level on an instance grants what then fails, because the call needs more than the instance.
TEST(PolicySentry, CallsThatNeedMoreAreNotTold) {
  EXPECT_TRUE(
      Says(LevelOn(AccessLevel::kWrite, "arn:aws:ec2:eu-west-1:111122223333:volume/*").notes,
           {"act on more than the ARNs that are given", "ec2:AttachVolume (instance)"}));
  EXPECT_FALSE(Says(Named({"ec2:AttachVolume"}, {"arn:aws:ec2:eu-west-1:111122223333:volume/*",
                                                 "arn:aws:ec2:eu-west-1:111122223333:instance/*"})
                        .notes,
                    {"act on more"}));
}

// --minimize writes `kms:canc*`, and `dynamodb:s*` beside `dynamodb:sc*`: lower case, more than was
// asked for once AWS adds an action, never split.
TEST(PolicySentry, MinimizingWidensAndNeverSplits) {
  GenerateRequest request;
  for (const char* kind : {"instance", "volume", "subnet", "vpc", "security-group",
                           "network-interface", "route-table", "network-acl"}) {
    const std::string arn = std::string("arn:aws:ec2:eu-west-1:111122223333:") + kind + "/*";
    request.grants.push_back({AccessLevel::kWrite, arn});
    request.grants.push_back({AccessLevel::kTagging, arn});
  }
  const Generated generated = Generate(request, Catalog());
  ASSERT_TRUE(generated.errors.empty());
  const std::string whole = PolicyFor(generated.requirements);
  ASSERT_GT(SizeOf(whole), access::kManagedPolicyQuota);
  const Texts documents = FitQuota(whole, Catalog());
  EXPECT_GT(documents.size(), 1U);
  std::vector<std::unique_ptr<const OwnedPolicy>> owned;
  std::vector<const policy::Policy*> split;
  for (const std::string& document : documents) {
    EXPECT_LE(SizeOf(document), access::kManagedPolicyQuota);
    owned.push_back(OwnedPolicy::Read(document));
    split.push_back(owned.back()->get());
    for (const policy::Statement& statement : split.back()->statements) {
      for (const policy::Action& action : statement.action.entries) {
        EXPECT_FALSE(policy::HasWildcard(action.text.value)) << action.text.value;
        const auto known = Catalog().FindAction(action.text.value);
        ASSERT_TRUE(known);
        EXPECT_EQ(known->full_name(), action.text.value);
      }
    }
  }
  const auto before = OwnedPolicy::Read(whole);
  access::CompareOptions options;
  options.catalog = &Catalog();
  EXPECT_EQ(access::Compare({{before->get()}, {}}, {split, {}}, options).relation,
            access::Relation::kEqual);
}

}  // namespace
}  // namespace whittle::advise
