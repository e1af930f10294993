// The rungs of the SSM agent's permissions: AWS's wide policy, AWS's narrower one, and below it
// what facts about its features leave.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "access/compare.h"
#include "advise/ssm_table.h"
#include "tests/advise/advise_case.h"

namespace whittle::advise {
namespace {

const std::string kSsm = R"("ssm.amazonaws.com")";
const std::string kEc2 = R"("ec2.amazonaws.com")";
const std::string kCore =
    R"("AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"}])";
const std::string kOld =
    R"("AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM"}])";
const std::string kBoth =
    R"("AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"}, {"PolicyArn": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"}])";
const std::string kParameters = "arn:aws:ssm:eu-west-1:111122223333:parameter/";

std::string Inline(const std::string& statements) {
  return R"("RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": )" +
         statements + "}}]";
}

/// Core's own statements, copied into the role.
std::string InlineCore(const std::string& more = "") {
  const auto core = OwnedPolicy::Read(
      std::string(Catalog().FindManagedPolicy("AmazonSSMManagedInstanceCore")->latest()->document));
  std::string statements;
  for (const policy::Statement& statement : core->get()->statements) {
    std::string actions;
    for (const policy::Action& action : statement.action.entries) {
      actions += (actions.empty() ? "\"" : ", \"") + std::string(action.text.value) + "\"";
    }
    statements += (statements.empty() ? "" : ", ") +
                  (R"({"Effect": "Allow", "Resource": "*", "Action": [)" + actions + "]}");
  }
  return Inline("[" + statements + more + "]");
}

AdviseOptions WithFacts(const std::string& yaml, Level level = Level::kDefault) {
  AdviseOptions options = WithCluster();
  options.level = level;
  const FactsResult read = ReadFacts(text::Source("facts", yaml));
  EXPECT_TRUE(read.errors.empty()) << yaml;
  AddFacts(options.facts, read.facts);
  return options;
}

const std::string kNothingUsed =
    "run_command: false\nstate_manager: false\ndistributor: false\ninventory: false\n"
    "patch_manager: false\ndocument_parameters: false\n";

/// The actions that the role still has, those of ec2messages and ssmmessages by their services.
std::string Left(const Advice& advice) {
  std::set<std::string> left;
  for (const Permission& permission : advice.permissions) {
    if (permission.verdict == Verdict::kRemoved || permission.verdict == Verdict::kMoved) continue;
    const std::string& action = permission.action;
    const std::string service = action.substr(0, action.find(':'));
    left.insert(service == "ssm" ? action.substr(4) : service);
  }
  std::string out;
  for (const std::string& action : left) out += (out.empty() ? "" : " ") + action;
  return out;
}

/// The advice views its case, so that cases are kept.
Advice AdviceOn(const std::string& role, const AdviseOptions& options) {
  static std::vector<std::unique_ptr<Case>> kept;
  kept.push_back(std::make_unique<Case>());
  return kept.back()->Add(role).Run(options).at(0);
}

const Permission* Find(const Advice& advice, const std::string& action) {
  for (const Permission& permission : advice.permissions) {
    if (permission.action == action) return &permission;
  }
  return nullptr;
}

bool Notes(const Advice& advice, const std::string& text) {
  return std::any_of(advice.notes.begin(), advice.notes.end(),
                     [&](const std::string& note) { return note.find(text) != std::string::npos; });
}

TEST(SsmLadder, MessageChannelsOfTheSsmAgentStayAtEveryLevel) {
  for (const Level level : {Level::kSafe, Level::kDefault, Level::kEvidence, Level::kAggressive}) {
    Case scenario;
    AdviseOptions options;
    options.level = level;
    const auto& advice =
        scenario
            .Add(Role(
                R"("ssm.amazonaws.com")",
                R"("AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"}])"))
            .Run(options);
    for (const char* action : {"ssmmessages:OpenDataChannel", "ec2messages:GetMessages",
                               "ssm:UpdateInstanceInformation"}) {
      EXPECT_EQ(VerdictOf(advice[0], action), Verdict::kKept) << action;
    }
    EXPECT_EQ(VerdictOf(advice[0], "ssm:GetParameter"),
              level == Level::kSafe ? Verdict::kKept : Verdict::kRemoved);
  }
}

/// AmazonSSMManagedInstanceCore is not within AmazonEC2RoleforSSM: ssm:GetParameter is not. The
/// advice narrows that policy itself and adds nothing.
TEST(SsmLadder, TheOldSsmPolicyIsNarrowedNotReplaced) {
  Case scenario;
  const auto& advice =
      scenario
          .Add(Role(
              R"("ssm.amazonaws.com")",
              R"("AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM"}])"))
          .Run();
  EXPECT_EQ(VerdictOf(advice[0], "ssm:GetParameters"), Verdict::kRemoved);
  for (const Permission& permission : advice[0].permissions) {
    EXPECT_NE(permission.verdict, Verdict::kAdded) << permission.action;
    EXPECT_NE(permission.action, "ssm:GetParameter");
  }
  EXPECT_EQ(VerdictOf(advice[0], "s3:PutObject"), Verdict::kKept);
  EXPECT_EQ(advice[0].certificate.no_new_access, Proof::kProved);
}

/// AWS's own narrower policy for the SSM agent is what comes of the wide one at `default`.
TEST(SsmLadder, TheFirstRungForTheSsmAgentIsAwssOwnPolicy) {
  Case scenario;
  const auto& advice =
      scenario
          .Add(Role(
              R"("ssm.amazonaws.com")",
              R"("AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"}])"))
          .Run();
  const auto narrowed = OwnedPolicy::Read(advice[0].narrowed[0].document);
  const auto awss = OwnedPolicy::Read(std::string(
      Catalog().FindManagedPolicy("AmazonSSMManagedEC2InstanceDefaultPolicy")->latest()->document));
  EXPECT_EQ(access::Compare({{awss->get()}, {}}, {{narrowed->get()}, {}}).relation,
            access::Relation::kEqual);
}

TEST(SsmLadder, FactsTakeAwayFeatureByFeature) {
  const std::string all =
      "DescribeAssociation DescribeDocument GetDeployablePatchSnapshotForInstance GetDocument "
      "GetManifest ListAssociations ListInstanceAssociations PutComplianceItems "
      "PutConfigurePackageResult PutInventory UpdateAssociationStatus "
      "UpdateInstanceAssociationStatus UpdateInstanceInformation ec2messages ssmmessages";
  const auto without = [&](std::initializer_list<const char*> gone) {
    std::string left = " " + all;
    for (const char* action : gone) {
      const std::string word = std::string(" ") + action;
      EXPECT_NE(left.find(word), std::string::npos) << action;
      left.erase(left.find(word), word.size());
    }
    return left.substr(1);
  };
  const struct {
    const char* facts;
    std::string left;
  } cases[] = {
      {"cluster: web", all},
      {"inventory: false", without({"PutInventory"})},
      {"distributor: false",
       without({"DescribeDocument", "GetManifest", "PutConfigurePackageResult"})},
      // Associations report compliance, too.
      {"patch_manager: false", without({"GetDeployablePatchSnapshotForInstance"})},
      {"state_manager: false",
       without({"DescribeAssociation", "ListAssociations", "ListInstanceAssociations",
                "UpdateAssociationStatus", "UpdateInstanceAssociationStatus"})},
      // State Manager reads documents, too.
      {"run_command: false", all},
      {"run_command: false\nstate_manager: false",
       without({"DescribeAssociation", "GetDocument", "ListAssociations",
                "ListInstanceAssociations", "UpdateAssociationStatus",
                "UpdateInstanceAssociationStatus"})},
      {"state_manager: false\npatch_manager: false",
       without({"DescribeAssociation", "GetDeployablePatchSnapshotForInstance", "ListAssociations",
                "ListInstanceAssociations", "PutComplianceItems", "UpdateAssociationStatus",
                "UpdateInstanceAssociationStatus"})},
      // Inventory is an association: what it runs on stays, whatever is said of State Manager.
      {"run_command: false\nstate_manager: false\ninventory: true", all},
      {"run_command: false\nstate_manager: false\npatch_manager: true",
       without({"DescribeAssociation", "ListAssociations", "ListInstanceAssociations",
                "UpdateAssociationStatus", "UpdateInstanceAssociationStatus"})},
  };
  for (const auto& [facts, left] : cases) {
    for (const std::string& role :
         {Role(kSsm, kCore), Role(kEc2, kCore), Role(kSsm, InlineCore())}) {
      SCOPED_TRACE(std::string(facts) + " " + role.substr(0, 200));
      const Advice advice = AdviceOn(role, WithFacts(facts));
      EXPECT_EQ(Left(advice), left);
      EXPECT_EQ(advice.certificate.no_new_access, Proof::kProved);
      EXPECT_EQ(advice.certificate.evidence_covered, Proof::kProved);
    }
  }
}

/// The last rung: what Session Manager and the agent itself need.
TEST(SsmLadder, SessionManagerAloneNeedsTheChannels) {
  for (const std::string& role :
       {Role(kSsm, kCore), Role(kEc2, kCore), Role(kSsm, InlineCore()), Role(kEc2, InlineCore())}) {
    const Advice advice = AdviceOn(role, WithFacts(kNothingUsed));
    EXPECT_EQ(Left(advice), "UpdateInstanceInformation ec2messages ssmmessages") << role;
    EXPECT_FALSE(Notes(advice, "not said"));
    EXPECT_EQ(advice.certificate.no_new_access, Proof::kProved);
    EXPECT_EQ(advice.certificate.evidence_covered, Proof::kProved);
  }
  const Advice host = AdviceOn(Role(kSsm, kBoth), WithFacts(kNothingUsed));
  ASSERT_EQ(host.narrowed.size(), 2U);
  EXPECT_EQ(host.narrowed[1].replaces, std::vector<std::string>{"AmazonSSMManagedInstanceCore"});
  EXPECT_EQ(Statements(host.narrowed[1].document),
            "ec2messages:AcknowledgeMessage,ec2messages:DeleteMessage,ec2messages:FailMessage,"
            "ec2messages:GetEndpoint,ec2messages:GetMessages,ec2messages:SendReply on *\n"
            "ssm:UpdateInstanceInformation on *\n"
            "ssmmessages:CreateControlChannel,ssmmessages:CreateDataChannel,"
            "ssmmessages:OpenControlChannel,ssmmessages:OpenDataChannel on *\n");
}

TEST(SsmLadder, TheRungsAreTold) {
  const Advice first = AdviceOn(Role(kSsm, kCore), WithFacts("{}"));
  EXPECT_TRUE(Notes(first, "and just what the narrowed policy does"));
  EXPECT_TRUE(Notes(first,
                    "not said: state_manager, run_command, distributor, inventory and "
                    "patch_manager"));
  EXPECT_TRUE(Notes(first, "`document_parameters: [NAME]` would keep ssm:GetParameters"));
  const Advice lower = AdviceOn(Role(kSsm, kCore), WithFacts("inventory: false"));
  EXPECT_TRUE(Notes(lower, "but more than the narrowed policy"));
  EXPECT_FALSE(Notes(lower, "inventory"));
  const Advice aside =
      AdviceOn(Role(kSsm, kCore), WithFacts("inventory: false\ndocument_parameters: [app]"));
  EXPECT_TRUE(Notes(aside, "but not all that the narrowed policy keeps"));
  // Core adds ssm:GetParameter to the old policy, and is never named for it.
  const Advice old = AdviceOn(Role(kEc2, kOld), WithFacts("{}"));
  EXPECT_FALSE(Notes(old, "AmazonSSMManagedInstanceCore"));
  EXPECT_TRUE(Notes(old, "may be attached instead where"));
  // A role that has none of it is told nothing of it.
  const Advice bare = AdviceOn(
      Role(
          kSsm,
          Inline(
              R"({"Effect": "Allow", "Action": ["ssm:UpdateInstanceInformation", "ssmmessages:*"], "Resource": "*"})")),
      WithFacts("{}"));
  EXPECT_FALSE(Notes(bare, "not said"));
}

TEST(SsmLadder, WhatIsSaidToBeUsedStaysAtEveryLevel) {
  for (const Level level : {Level::kDefault, Level::kEvidence, Level::kAggressive}) {
    const Advice advice = AdviceOn(Role(kEc2, kCore), WithFacts("inventory: true", level));
    const Permission* inventory = Find(advice, "ssm:PutInventory");
    EXPECT_EQ(inventory->verdict, Verdict::kKept);
    EXPECT_EQ(inventory->why, Class::kDeclared);
    EXPECT_NE(inventory->reason.find("the facts say yes to inventory"), std::string::npos);
    // An agent that takes inventory is there.
    EXPECT_EQ(Find(advice, "ssm:UpdateInstanceInformation")->why, Class::kRequired);
    EXPECT_EQ(Find(advice, "ssmmessages:OpenDataChannel")->verdict, Verdict::kKept);
    EXPECT_EQ(Find(advice, "ssm:GetManifest")->verdict,
              level == Level::kAggressive ? Verdict::kRemoved : Verdict::kKept);
  }
  const Advice safe = AdviceOn(Role(kSsm, kCore), WithFacts(kNothingUsed, Level::kSafe));
  EXPECT_TRUE(safe.narrowed.empty());
}

TEST(SsmLadder, SaysWhatTheFactsSay) {
  const Advice advice = AdviceOn(Role(kSsm, kCore), WithFacts(kNothingUsed));
  const Permission* documents = Find(advice, "ssm:GetDocument");
  EXPECT_EQ(documents->why, Class::kDeclared);
  EXPECT_NE(documents->reason.find("the facts say no to run_command and state_manager"),
            std::string::npos)
      << documents->reason;
}

/// What is said to be in use and is not granted is missed, where the role is an agent's.
TEST(SsmLadder, MissesWhatAFeatureNeeds) {
  const std::string lean = Inline(
      R"({"Effect": "Allow", "Action": ["ssm:UpdateInstanceInformation", "ssmmessages:*"], "Resource": "*"})");
  const auto added = [](const Advice& advice) {
    std::string out;
    for (const Permission& permission : advice.permissions) {
      if (permission.verdict == Verdict::kAdded) out += permission.action + " ";
    }
    return out;
  };
  EXPECT_EQ(added(AdviceOn(Role(kSsm, lean), WithFacts("distributor: true\nrun_command: true"))),
            "ssm:DescribeDocument ssm:PutConfigurePackageResult ");
  EXPECT_EQ(added(AdviceOn(Role(kSsm, lean), WithFacts("document_parameters: [/app/url]"))),
            "ssm:GetParameters ");
  EXPECT_EQ(added(AdviceOn(Role(kSsm, lean), WithFacts(kNothingUsed))), "");
  const std::string other =
      Inline(R"({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"})");
  EXPECT_EQ(added(AdviceOn(Role(kSsm, other), WithFacts("distributor: true"))), "");
}

TEST(SsmLadder, NamesScopeTheParameters) {
  const std::string both = "document_parameters: [/app/url, name, \"" + kParameters + "team/*\"]";
  for (const std::string& role : {Role(kSsm, kCore), Role(kEc2, kCore), Role(kSsm, kOld),
                                  Role(kSsm, kBoth), Role(kSsm, InlineCore())}) {
    const Advice advice = AdviceOn(role, WithFacts(both));
    const Permission* parameters = Find(advice, "ssm:GetParameters");
    ASSERT_NE(parameters, nullptr);
    EXPECT_EQ(parameters->verdict, Verdict::kScoped);
    EXPECT_EQ(parameters->why, Class::kDeclared);
    EXPECT_EQ(parameters->resources,
              (std::vector<std::string>{kParameters + "app/url", kParameters + "name",
                                        kParameters + "team/*"}));
    EXPECT_EQ(advice.certificate.no_new_access, Proof::kProved);
    EXPECT_EQ(advice.certificate.evidence_covered, Proof::kProved);
  }
  // No name given: all of them.
  const Permission all = *Find(AdviceOn(Role(kSsm, kCore), WithFacts("document_parameters: true")),
                               "ssm:GetParameters");
  EXPECT_EQ(all.verdict, Verdict::kKept);
  EXPECT_EQ(all.why, Class::kDeclared);
  // Where nothing tells the Region, it is to be filled in.
  AdviseOptions open;
  open.facts.ssm["document_parameters"] = {Said::kYes, {"a"}};
  EXPECT_EQ(Find(AdviceOn(Role(kSsm, kCore), open), "ssm:GetParameters")->resources,
            std::vector<std::string>{"arn:aws:ssm:<REGION>:111122223333:parameter/a"});
}

/// Scripts of the host read parameters, too: a grant of single ones, or a policy of its own, is
/// theirs, whatever the facts say of documents.
TEST(SsmLadder, ParametersOfOtherSoftwareStay) {
  const std::string own =
      R"({"Effect": "Allow", "Action": ["ssm:GetParameter", "ssm:GetParameters"], "Resource": ")" +
      kParameters + R"(app/*"})";
  for (const char* facts : {"{}", "document_parameters: false", "document_parameters: true",
                            "document_parameters: [other]"}) {
    SCOPED_TRACE(facts);
    const Advice advice = AdviceOn(Role(kSsm, InlineCore(", " + own)), WithFacts(facts));
    const auto narrowed = OwnedPolicy::Read(advice.narrowed.at(0).document);
    for (const char* action : {"ssm:GetParameter", "ssm:GetParameters"}) {
      Requirement still;
      still.action = action;
      still.resources = {kParameters + "app/*"};
      EXPECT_EQ(Grants({narrowed->get()}, still, Catalog()), Proof::kProved) << action;
    }
    EXPECT_EQ(advice.certificate.no_new_access, Proof::kProved);
  }
  const std::string apart =
      R"("AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"}], "RolePolicyList": [{"PolicyName": "scripts", "PolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": ["ssm:GetParameter", "ssm:GetParameters"], "Resource": "*"}}}])";
  for (const char* facts : {"{}", "document_parameters: [other]", "document_parameters: false"}) {
    const Advice advice = AdviceOn(Role(kEc2, apart), WithFacts(facts));
    for (const NarrowedPolicy& policy : advice.narrowed) {
      EXPECT_NE(policy.replaces, std::vector<std::string>{"scripts"}) << facts;
    }
    EXPECT_TRUE(advice.useless.empty()) << facts;
  }
}

/// Whatever the facts say: nothing new, all that is needed, and never less than the floor.
TEST(SsmLadder, EverySayingIsProved) {
  const auto& features = SsmFeatures();
  size_t sayings = 1;
  for (size_t i = 0; i < features.size(); ++i) sayings *= 3;
  Case scenario;
  scenario.Add(Role(kSsm, kCore));
  for (size_t saying = 0; saying < sayings; ++saying) {
    AdviseOptions options = WithCluster();
    std::string spelled;
    size_t rest = saying;
    for (const SsmFeature& feature : features) {
      const Said said = std::array{Said::kNothing, Said::kNo, Said::kYes}[rest % 3];
      rest /= 3;
      options.facts.ssm[std::string(feature.name)] = {said, {}};
      spelled += std::string(feature.name) + "=" + std::to_string(static_cast<int>(said)) + " ";
    }
    const Advice advice = scenario.Run(options)[0];
    ASSERT_EQ(advice.certificate.no_new_access, Proof::kProved) << spelled;
    ASSERT_EQ(advice.certificate.evidence_covered, Proof::kProved) << spelled;
    const std::string left = Left(advice);
    ASSERT_NE(left.find("UpdateInstanceInformation ec2messages ssmmessages"), std::string::npos)
        << spelled;
  }
}

/// Each permission that a fact asks for is missed when it is lost, and each widening is seen.
TEST(SsmLadder, MutantsAreCaught) {
  const Advice advice = AdviceOn(
      Role(kSsm, kCore),
      WithFacts("inventory: true\nrun_command: false\npatch_manager: false\ndistributor: false\n"
                "document_parameters: [app]"));
  const std::string& document = advice.narrowed.at(0).document;
  const Policies before = {advice.originals.at(0).policy};
  std::vector<Requirement> needed;
  for (const Permission& permission : advice.permissions) {
    if (permission.verdict == Verdict::kRemoved) continue;
    Requirement requirement;
    requirement.action = permission.action;
    requirement.resources = permission.resources;
    needed.push_back(requirement);
  }
  size_t lost = 0;
  for (const Requirement& requirement : needed) {
    std::string mutant = document;
    const std::string quoted = '"' + requirement.action + '"';
    const size_t at = mutant.find(quoted);
    ASSERT_NE(at, std::string::npos) << requirement.action;
    mutant.replace(at, quoted.size(), "\"ssm:Nothing\"");
    const auto owned = OwnedPolicy::Read(mutant);
    EXPECT_EQ(Certify(before, {owned->get()}, needed, {}, Catalog()).evidence_covered,
              Proof::kRefuted)
        << requirement.action;
    ++lost;
  }
  EXPECT_GT(lost, 15U);
  for (const char* wider : {"ssm:SendCommand", "ssm:GetParametersByPath", "ssm:*"}) {
    std::string mutant = document;
    const std::string one = "\"ssm:PutInventory\"";
    mutant.replace(mutant.find(one), one.size(), one + ", \"" + wider + '"');
    const auto owned = OwnedPolicy::Read(mutant);
    EXPECT_EQ(Certify(before, {owned->get()}, needed, {}, Catalog()).no_new_access, Proof::kRefuted)
        << wider;
  }
}

/// Every row is read as it is meant, and the facts know every feature.
TEST(SsmLadder, TheTableIsWhole) {
  for (const SsmRow& row : SsmRows()) {
    EXPECT_EQ(row.floor, row.uses.empty() && row.action != "ssm:GetParameter") << row.action;
    const bool decides = std::any_of(row.uses.begin(), row.uses.end(),
                                     [](const SsmUse& use) { return use.decides; });
    EXPECT_EQ(decides, !row.uses.empty()) << row.action;
    EXPECT_TRUE(row.resource == "*" || row.takes_names()) << row.action;
    EXPECT_FALSE(row.reason.empty());
  }
  for (const SsmFeature& feature : SsmFeatures()) {
    EXPECT_EQ(feature.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos)
        << feature.name;
    const FactsResult read = ReadFacts(text::Source("facts", std::string(feature.name) + ": true"));
    EXPECT_TRUE(read.errors.empty());
    EXPECT_EQ(read.facts.ssm.at(std::string(feature.name)).said, Said::kYes);
  }
  EXPECT_EQ(SsmFeatures().size(), 6U);
}

}  // namespace
}  // namespace whittle::advise
