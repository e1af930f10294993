// Random policies: what the engine proves, no request contradicts; what it shows, the evaluator
// confirms; and without variables and placeholders it always decides.
#include <gtest/gtest.h>

#include "access/compare.h"
#include "access/confirm.h"
#include "tests/access/grammar.h"
#include "tests/access/world.h"

namespace whittle::access {
namespace {

struct Counts {
  size_t pairs = 0;
  size_t proved = 0;
  size_t refuted = 0;
  size_t unknown = 0;
};

void CheckWitnesses(const std::vector<Witness>& witnesses, SideEvaluator& allowing,
                    SideEvaluator& refusing) {
  for (const Witness& witness : witnesses) {
    EXPECT_EQ(allowing.Allows(witness.request), Truth::kYes);
    EXPECT_EQ(refusing.Allows(witness.request), Truth::kNo);
  }
}

Counts Try(std::string_view name, Grammar grammar, size_t pairs, size_t requests, bool decides) {
  Random random(Seed(name), grammar);
  Counts counts;
  for (; counts.pairs < pairs && !testing::Test::HasFailure(); ++counts.pairs) {
    World world;
    const std::string old_text = random.Policy();
    const std::string new_text = random.Policy();
    const Grants old_side{{world.Parse(old_text)}, {}};
    const Grants new_side{{world.Parse(new_text)}, {}};
    CompareOptions options;
    options.list_all = random.Chance(2);
    const Comparison comparison = Compare(old_side, new_side, options);
    SideEvaluator old_evaluator(old_side);
    SideEvaluator new_evaluator(new_side);
    for (const Truth truth : {comparison.within, comparison.contains}) {
      if (truth == Truth::kYes) ++counts.proved;
      if (truth == Truth::kNo) ++counts.refuted;
      if (truth == Truth::kUnknown) ++counts.unknown;
    }
    CheckWitnesses(comparison.new_access, new_evaluator, old_evaluator);
    CheckWitnesses(comparison.removed_access, old_evaluator, new_evaluator);
    EXPECT_FALSE(decides && comparison.relation == Relation::kUnknown);
    for (size_t i = 0; i < requests; ++i) {
      const Request request = random.Request();
      const bool old_allows = old_evaluator.Allows(request) == Truth::kYes;
      const bool new_allows = new_evaluator.Allows(request) == Truth::kYes;
      EXPECT_FALSE(comparison.within == Truth::kYes && new_allows && !old_allows);
      EXPECT_FALSE(comparison.contains == Truth::kYes && old_allows && !new_allows);
      if (testing::Test::HasFailure()) {
        ADD_FAILURE() << request.action << " " << request.resource << " " << request.principal.text;
        for (const ContextKey& key : request.context.keys()) {
          ADD_FAILURE() << key.name << (key.is_list ? " list" : "") << ": "
                        << testing::PrintToString(key.values);
        }
        break;
      }
    }
    if (testing::Test::HasFailure()) {
      ADD_FAILURE() << "OLD " << old_text << "\nNEW " << new_text << "\n"
                    << ToString(comparison.relation) << " "
                    << testing::PrintToString(comparison.unknown);
    }
  }
  std::cout << name << ": " << counts.pairs << " pairs, " << requests << " requests each; "
            << counts.proved << " proved, " << counts.refuted << " refuted, " << counts.unknown
            << " unknown\n";
  return counts;
}

TEST(RandomPolicies, AreDecidedRight) {
  const Counts counts = Try("plain", {}, Rounds(1500), 60, true);
  EXPECT_GT(counts.proved, counts.pairs / 20);
}

TEST(RandomPolicies, WithPrincipalsAreDecidedRight) {
  Try("principals", {.variables = false, .principals = true}, Rounds(700), 60, false);
}

TEST(RandomPolicies, WithVariablesAreNeverDecidedWrong) {
  const Counts counts =
      Try("variables", {.variables = true, .principals = false}, Rounds(1000), 60, false);
  EXPECT_LT(counts.unknown, counts.pairs / 4);
}

}  // namespace
}  // namespace whittle::access
