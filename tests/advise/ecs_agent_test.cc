#include "advise/ecs_agent.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "advise/data.h"
#include "catalog/catalog.h"
#include "policy/policy.h"
#include "text/json.h"

namespace whittle::advise {
namespace {

std::vector<std::string> ActionsOf(const std::string& policy_text) {
  const text::Source source("policy.json", policy_text);
  text::JsonResult json = text::ReadJson(source);
  EXPECT_FALSE(json.error) << policy_text;
  const policy::Policy* policy = policy::Parse(json.tree.root, {}, json.tree.arena);
  std::vector<std::string> actions;
  for (const policy::Statement& statement : policy->statements) {
    for (const policy::Action& action : statement.action.entries) {
      actions.emplace_back(action.text.value);
    }
  }
  std::sort(actions.begin(), actions.end());
  return actions;
}

TEST(EcsAgentTable, EveryRowIsWholeAndKnownToTheCatalogue) {
  const auto lines = std::count(kEcsAgentTable.begin(), kEcsAgentTable.end(), '\n');
  const auto comments = std::count(kEcsAgentTable.begin(), kEcsAgentTable.end(), '#');
  const auto permissions = AgentPermissions();
  EXPECT_EQ(static_cast<size_t>(lines - comments), permissions.size());
  for (const AgentPermission& permission : permissions) {
    EXPECT_TRUE(catalog::Catalog::BuiltIn().FindAction(permission.action)) << permission.action;
    EXPECT_FALSE(permission.reason.empty());
    EXPECT_FALSE(permission.source.empty());
    for (const std::string_view word : {"required", "declared", "dead", "moved", "unobservable"}) {
      if (permission.classification == word) goto known;
    }
    ADD_FAILURE() << permission.classification;
  known:;
  }
}

TEST(EcsAgentTable, SpeaksOfEveryActionOfTheManagedPolicy) {
  const auto managed =
      catalog::Catalog::BuiltIn().FindManagedPolicy("AmazonEC2ContainerServiceforEC2Role");
  ASSERT_TRUE(managed);
  const auto permissions = AgentPermissions();
  for (const std::string& pattern : ActionsOf(std::string(managed->latest()->document))) {
    const auto match = catalog::Catalog::BuiltIn().MatchActions(pattern);
    for (const catalog::ActionRange range : match.actions.ranges()) {
      for (catalog::ActionId id = range.begin; id < range.end; ++id) {
        const std::string name = catalog::Catalog::BuiltIn().action(id).full_name();
        EXPECT_TRUE(std::any_of(permissions.begin(), permissions.end(), [&](const auto& row) {
          return row.action == name;
        })) << name;
      }
    }
  }
}

TEST(InstanceRolePolicy, KeepsWhatAnExternalHostNeeds) {
  InstanceFacts facts;
  facts.external = true;
  EXPECT_EQ(ActionsOf(InstanceRolePolicy(facts)),
            (std::vector<std::string>{"ecs:DiscoverPollEndpoint", "ecs:ListTagsForResource",
                                      "ecs:Poll", "ecs:RegisterContainerInstance",
                                      "ecs:StartTelemetrySession", "ecs:SubmitTaskStateChange"}));
}

TEST(InstanceRolePolicy, AnEc2HostAlsoReportsAttachments) {
  InstanceFacts facts;
  facts.ec2 = true;
  const auto actions = ActionsOf(InstanceRolePolicy(facts));
  EXPECT_EQ(std::count(actions.begin(), actions.end(), "ecs:SubmitAttachmentStateChanges"), 1);
}

TEST(InstanceRolePolicy, ScopesEachCallToWhatTheServiceHonours) {
  InstanceFacts facts;
  facts.external = true;
  facts.partition = "aws-cn";
  facts.region = "cn-north-1";
  facts.account = "111122223333";
  facts.cluster = "web";
  const std::string text = InstanceRolePolicy(facts);
  // Registration is authorised on the cluster, polling on the container instance.
  EXPECT_NE(text.find(R"("ecs:RegisterContainerInstance",
        "ecs:SubmitTaskStateChange"
      ],
      "Resource": "arn:aws-cn:ecs:cn-north-1:111122223333:cluster/web")"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find(R"("ecs:Poll",
        "ecs:StartTelemetrySession"
      ],
      "Resource": "arn:aws-cn:ecs:cn-north-1:111122223333:container-instance/web/*")"),
            std::string::npos)
      << text;
  // The calls that register do not supply ecs:cluster.
  EXPECT_EQ(text.find("Condition"), std::string::npos);
}

TEST(InstanceRolePolicy, UnknownNamesAreNoPolicyVariables) {
  EXPECT_EQ(InstanceRolePolicy({}).find("${"), std::string::npos);
  EXPECT_NE(InstanceRolePolicy({}).find("<CLUSTER>"), std::string::npos);
}

}  // namespace
}  // namespace whittle::advise
