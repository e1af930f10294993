#include "advise/host_needs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "advise/data.h"
#include "advise/fill_in.h"
#include "advise/form.h"
#include "catalog/catalog.h"

namespace whittle::advise {
namespace {

const catalog::Catalog& Catalog() { return catalog::Catalog::BuiltIn(); }

size_t Lines(std::string_view table) {
  size_t lines = 0;
  size_t begin = 0;
  while (begin < table.size()) {
    const size_t end = std::min(table.find('\n', begin), table.size());
    if (end > begin && table[begin] != '#') ++lines;
    begin = end + 1;
  }
  return lines;
}

TEST(AgentTables, EveryRowIsWholeAndKnownToTheCatalogue) {
  const auto ecs = TableRows(kEcsAgentTable, 8);
  EXPECT_EQ(ecs.size(), Lines(kEcsAgentTable));
  for (const auto& row : ecs) {
    EXPECT_TRUE(Catalog().FindAction(row[0])) << row[0];
    for (const std::string_view kept : {row[1], row[2]}) {
      EXPECT_TRUE(kept == "keep" || kept == "drop" || kept == "fact" || kept == "task") << kept;
    }
    EXPECT_TRUE(row[4] == "required" || row[4] == "declared" || row[4] == "dead" ||
                row[4] == "unobservable")
        << row[4];
    EXPECT_FALSE(row[6].empty());
    EXPECT_FALSE(row[7].empty());
  }
  const auto ssm = TableRows(kSsmAgentTable, 6);
  EXPECT_EQ(ssm.size(), Lines(kSsmAgentTable));
  for (const auto& row : ssm) {
    EXPECT_TRUE(Catalog().FindAction(row[0])) << row[0];
    EXPECT_TRUE(row[3] == "declared*" || row[3] == "unobservable") << row[3];
    EXPECT_FALSE(row[5].empty());
  }
}

/// Every action of the managed policy has a row: nothing is left to guess.
void ExpectRowsFor(const char* name, std::string_view table, size_t columns) {
  const auto managed = Catalog().FindManagedPolicy(name);
  ASSERT_TRUE(managed);
  const auto policy = OwnedPolicy::Read(std::string(managed->latest()->document));
  const auto rows = TableRows(table, columns);
  for (const policy::Statement& statement : policy->get()->statements) {
    for (const policy::Action& entry : statement.action.entries) {
      const catalog::ActionMatch match = Catalog().MatchActions(entry.text.value);
      for (const catalog::ActionRange range : match.actions.ranges()) {
        for (catalog::ActionId id = range.begin; id < range.end; ++id) {
          const std::string action = Catalog().action(id).full_name();
          EXPECT_TRUE(std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
            return row[0] == action;
          })) << action;
        }
      }
    }
  }
}

TEST(AgentTables, SpeakOfEveryActionOfTheManagedPolicies) {
  ExpectRowsFor("AmazonEC2ContainerServiceforEC2Role", kEcsAgentTable, 8);
  ExpectRowsFor("AmazonSSMManagedInstanceCore", kSsmAgentTable, 6);
}

TEST(HostNeeds, KnowThingsByNameAndArn) {
  EXPECT_EQ(PlainName("arn:aws:ecs:eu-west-1:111122223333:cluster/web"), "web");
  EXPECT_EQ(PlainName("arn:aws:iam::aws:policy/service-role/Some"), "Some");
  EXPECT_EQ(PlainName("web"), "web");
  EXPECT_EQ(PlainName(""), "");
}

}  // namespace
}  // namespace whittle::advise
