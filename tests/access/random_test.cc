// Random policies, from a grammar and by changing real ones: what the engine proves, no request
// contradicts; what it shows, the evaluator confirms; and without variables and placeholders it
// always decides. WHITTLE_ROUNDS=60 makes it ten million requests (a few minutes).
#include <gtest/gtest.h>

#include <functional>

#include "access/compare.h"
#include "access/confirm.h"
#include "tests/access/grammar.h"
#include "tests/access/mutate.h"
#include "tests/access/words.h"
#include "tests/access/world.h"

namespace whittle::access {
namespace {

/// What a run did.
struct Counts {
  size_t pairs = 0;
  size_t requests = 0;  ///< decided for both sides
  size_t tested = 0;    ///< of them beside something proved
  size_t allowed = 0;   ///< by one side at least
  size_t witnesses = 0;
  size_t proved = 0;
  size_t refuted = 0;
  size_t unknown = 0;

  Counts& operator+=(const Counts& more) {
    pairs += more.pairs;
    requests += more.requests;
    tested += more.tested;
    allowed += more.allowed;
    witnesses += more.witnesses;
    proved += more.proved;
    refuted += more.refuted;
    unknown += more.unknown;
    return *this;
  }
};

void Print(std::string_view name, const Counts& counts) {
  std::cout << name << ": " << counts.pairs << " pairs; " << counts.proved << " proved, "
            << counts.refuted << " refuted, " << counts.unknown << " unknown; " << counts.witnesses
            << " witnesses confirmed; " << counts.requests << " requests decided, " << counts.tested
            << " of them beside a proof, " << counts.allowed << " allowed\n";
}

/// Adds the runs up.
class RandomPolicies : public testing::Test {
 protected:
  static void TearDownTestSuite() { Print("all", total_); }

  /// Draws both sides of a pair.
  using Draw = std::function<void(World&, Grants&, Grants&)>;

  Counts Try(std::string_view name, Random& random, size_t pairs, size_t requests, bool decides,
             const Draw& draw);

 private:
  static void CheckWitnesses(const std::vector<Witness>& witnesses, SideEvaluator& allowing,
                             SideEvaluator& refusing) {
    for (const Witness& witness : witnesses) {
      EXPECT_EQ(allowing.Allows(witness.request), Truth::kYes);
      EXPECT_EQ(refusing.Allows(witness.request), Truth::kNo);
    }
  }

  static inline Counts total_;
};

std::string Describe(const Grants& grants) {
  std::string text;
  const auto add = [&text](const std::vector<const policy::Policy*>& policies) {
    for (const policy::Policy* policy : policies) text += PolicyWords::Of(*policy).Text() + "\n";
  };
  add(grants.policies);
  for (const auto& limit : grants.limits) {
    text += "limited by\n";
    add(limit);
  }
  return text;
}

std::string Describe(const Request& request) {
  std::string text = request.action + " " + request.resource + " " + request.principal.text;
  for (const ContextKey& key : request.context.keys()) {
    text +=
        "\n  " + key.name + (key.is_list ? " list: " : ": ") + testing::PrintToString(key.values);
  }
  return text;
}

void AimAt(Aim& aim, const Grants& grants) {
  for (const policy::Policy* policy : grants.policies) aim.Add(*policy);
  for (const auto& limit : grants.limits) {
    for (const policy::Policy* policy : limit) aim.Add(*policy);
  }
}

Counts RandomPolicies::Try(std::string_view name, Random& random, size_t pairs, size_t requests,
                           bool decides, const Draw& draw) {
  Counts counts;
  for (; counts.pairs < pairs && !HasFailure(); ++counts.pairs) {
    World world;
    Grants old_side;
    Grants new_side;
    draw(world, old_side, new_side);
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
    counts.witnesses += comparison.new_access.size() + comparison.removed_access.size();
    EXPECT_FALSE(decides && comparison.relation == Relation::kUnknown);
    const bool proved = comparison.within == Truth::kYes || comparison.contains == Truth::kYes;
    Aim aim(random);
    AimAt(aim, old_side);
    AimAt(aim, new_side);
    for (size_t i = 0; i < requests; ++i) {
      Request request = random.Request();
      if (!random.Chance(3)) aim.At(request);
      const bool old_allows = old_evaluator.Allows(request) == Truth::kYes;
      const bool new_allows = new_evaluator.Allows(request) == Truth::kYes;
      ++counts.requests;
      if (proved) ++counts.tested;
      if (old_allows || new_allows) ++counts.allowed;
      if ((comparison.within == Truth::kYes && new_allows && !old_allows) ||
          (comparison.contains == Truth::kYes && old_allows && !new_allows)) {
        ADD_FAILURE() << "a proof is wrong: " << Describe(request);
        break;
      }
    }
    if (HasFailure()) {
      ADD_FAILURE() << "OLD " << Describe(old_side) << "NEW " << Describe(new_side)
                    << ToString(comparison.relation) << " "
                    << testing::PrintToString(comparison.unknown);
    }
  }
  Print(name, counts);
  total_ += counts;
  return counts;
}

TEST_F(RandomPolicies, AreDecidedRight) {
  Random random(Seed("plain"), {});
  const Counts counts = Try("plain", random, Rounds(800), 60, true,
                            [&](World& world, Grants& old_side, Grants& new_side) {
                              old_side.policies = {world.Parse(random.Policy())};
                              new_side.policies = {world.Parse(random.Policy())};
                            });
  EXPECT_GT(counts.proved, counts.pairs / 20);
}

TEST_F(RandomPolicies, WithPrincipalsAreDecidedRight) {
  Random random(Seed("principals"), {.variables = false, .principals = true});
  Try("principals", random, Rounds(500), 60, false,
      [&](World& world, Grants& old_side, Grants& new_side) {
        old_side.policies = {world.Parse(random.Policy(), policy::Type::kResource)};
        new_side.policies = {world.Parse(random.Policy(), policy::Type::kResource)};
      });
}

TEST_F(RandomPolicies, WithVariablesAreNeverDecidedWrong) {
  Random random(Seed("variables"), {.variables = true, .principals = false});
  const Counts counts = Try("variables", random, Rounds(600), 60, false,
                            [&](World& world, Grants& old_side, Grants& new_side) {
                              old_side.policies = {world.Parse(random.Policy())};
                              new_side.policies = {world.Parse(random.Policy())};
                            });
  EXPECT_LT(counts.unknown, counts.pairs / 4);
}

/// Policies beside limits: a boundary, levels of SCPs.
TEST_F(RandomPolicies, WithLimitsAreDecidedRight) {
  Random random(Seed("limits"), {});
  const auto draw_side = [&](World& world, Grants& side) {
    for (size_t n = 1 + random.Below(2); n > 0; --n) {
      side.policies.push_back(world.Parse(random.Policy()));
    }
    for (size_t n = random.Below(3); n > 0; --n) {
      auto& limit = side.limits.emplace_back();
      limit.push_back(world.Parse(random.Policy(),
                                  random.Chance(2) ? policy::Type::kBoundary : policy::Type::kScp));
      if (random.Chance(3)) limit.push_back(world.Parse(random.Policy(), policy::Type::kScp));
    }
  };
  Try("limits", random, Rounds(400), 60, true,
      [&](World& world, Grants& old_side, Grants& new_side) {
        draw_side(world, old_side);
        if (random.Chance(2)) {
          draw_side(world, new_side);
          return;
        }
        // The same with a limit, or a policy, more.
        new_side = old_side;
        if (random.Chance(2)) {
          new_side.limits.push_back({world.Parse(random.Policy(), policy::Type::kScp)});
        } else {
          new_side.policies.push_back(world.Parse(random.Policy()));
        }
      });
}

/// AWS's own policies beside changed ones.
TEST_F(RandomPolicies, MadeOfRealOnesAreDecidedRight) {
  Random random(Seed("real"), {});
  Mutator mutator(random);
  const Counts counts = Try("real", random, Rounds(400), 100, false,
                            [&](World& world, Grants& old_side, Grants& new_side) {
                              PolicyWords words = mutator.Managed();
                              if (random.Chance(2)) mutator.Change(words, random.Chance(2));
                              old_side.policies = {world.Parse(words.Text())};
                              mutator.Change(words, random.Chance(2));
                              new_side.policies = {world.Parse(words.Text())};
                            });
  EXPECT_GT(counts.proved, counts.pairs / 4);
  EXPECT_LT(counts.unknown, counts.pairs / 4);
}

/// The same with principals: real statements as parts of resource policies.
TEST_F(RandomPolicies, MadeOfRealOnesWithPrincipalsAreDecidedRight) {
  Random random(Seed("real principals"), {.variables = false, .principals = true});
  Mutator mutator(random);
  Try("real principals", random, Rounds(150), 100, false,
      [&](World& world, Grants& old_side, Grants& new_side) {
        PolicyWords words = mutator.Managed();
        const auto parse = [&] {
          for (StatementWords& statement : words.statements) {
            if (statement.principal.empty() || random.Chance(6)) {
              statement.principal = random.Principal();
            }
          }
          return world.Parse(words.Text(), policy::Type::kResource);
        };
        old_side.policies = {parse()};
        mutator.Change(words, random.Chance(2));
        new_side.policies = {parse()};
      });
}

}  // namespace
}  // namespace whittle::access
