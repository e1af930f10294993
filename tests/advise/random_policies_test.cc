// AWS managed policies drawn at random, narrowed by use drawn at random: proved, covered, and
// without a finding that the policy had not.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "access/shrink.h"
#include "advise/advise.h"
#include "advise/certificate.h"
#include "advise/fill_in.h"
#include "advise/finish.h"
#include "advise/new_findings.h"
#include "advise/usage/usage_needs.h"
#include "documents/document.h"
#include "lint/linter.h"
#include "rules/registry.h"
#include "tests/advise/random_use.h"
#include "text/json_writer.h"

namespace whittle::advise {
namespace {

/// The policy with the name of every action that it allows.
std::string SpelledOut(const policy::Policy& policy) {
  text::Arena arena;
  text::TreeBuilder build(arena);
  std::vector<text::Node> statements;
  for (const policy::Statement& statement : policy.statements) {
    std::vector<std::string> names;
    for (const policy::Action& entry : statement.action.entries) {
      const catalog::ActionMatch match = BuiltIn().MatchActions(entry.text.value);
      if (match.actions.empty()) names.emplace_back(entry.text.value);
      for (const catalog::ActionRange range : match.actions.ranges()) {
        for (catalog::ActionId id = range.begin; id < range.end; ++id) {
          names.push_back(BuiltIn().action(id).full_name());
        }
      }
    }
    std::vector<std::pair<std::string_view, text::Node>> members;
    for (const text::Member& member : statement.node->members()) {
      const bool spells = member.key.text() == "Action" && statement.allows();
      members.emplace_back(member.key.text(), spells ? build.OneOrList(names) : member.value);
    }
    statements.push_back(build.Object(members));
  }
  return text::WriteJson(build.Object({{"Version", build.String("2012-10-17")},
                                       {"Statement", build.Array(statements)}}),
                         text::JsonStyle::kCompact);
}

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

/// Mutants of an advised policy that stands alone for `before`: what is added or widened beyond
/// `before` is refuted, and so is what is needed and dropped. Returns how many there were.
size_t ExpectMutantsCaught(const policy::Policy& before, const std::string& after,
                           const std::vector<Requirement>& needs) {
  size_t mutants = 0;
  const auto certify = [&](const std::string& text) {
    ++mutants;
    const auto policy = OwnedPolicy::Read(text);
    return Certify({&before}, {policy->get()}, needs, {}, BuiltIn());
  };
  const auto granted = [&](const std::string& action) {
    Requirement all;
    all.action = action;
    all.resources = {"*"};
    return Grants({&before}, all, BuiltIn());
  };
  for (const char* action : {"account:DeleteAlternateContact", "s3:DeleteBucket"}) {
    if (granted(action) != Proof::kRefuted) continue;
    const std::string statement = R"("Statement": [)";
    EXPECT_EQ(certify(Replaced(after, statement,
                               statement + R"({"Effect": "Allow", "Action": ")" + action +
                                   R"(", "Resource": "*"}, )"))
                  .no_new_access,
              Proof::kRefuted)
        << action;
  }
  const auto owned = OwnedPolicy::Read(after);
  for (const policy::Statement& statement : owned->get()->statements) {
    if (!statement.allows() || statement.action.negated || !statement.conditions.empty()) continue;
    const std::string action(statement.action.entries[0].text.value);
    const std::string resource(statement.resource.entries[0].text.value);
    if (statement.resource.negated || resource == "*" || granted(action) != Proof::kRefuted) {
      continue;
    }
    EXPECT_EQ(certify(Replaced(after, '"' + resource + '"', R"("*")")).no_new_access,
              Proof::kRefuted)
        << resource;
  }
  for (const Requirement& need : needs) {
    const std::string name = '"' + need.action + '"';
    if (after.find(name) == std::string::npos) continue;
    EXPECT_EQ(certify(Replaced(after, name, R"("s3:Nothing")")).evidence_covered, Proof::kRefuted)
        << name;
  }
  return mutants;
}

TEST(RandomPolicies, AreNarrowedWithProofAndWithoutNewFindings) {
  Draw draw;
  const size_t count = Draw::Policies(30);
  SCOPED_TRACE(draw.Name());
  const lint::Linter linter(rules::All(), BuiltIn(), {});
  size_t narrowed = 0;
  size_t open = 0;
  size_t mutants = 0;
  for (size_t drawn = 0; drawn < count; ++drawn) {
    const auto managed = draw.Managed();
    SCOPED_TRACE(managed.name());
    const auto original = OwnedPolicy::Read(std::string(managed.latest()->document));
    const Usage usage = DrawUse(*original->get(), SIZE_MAX, draw);
    const ActionUsages& used = usage.principals.at(kDrawnRole);
    const auto file =
        documents::Read(std::make_unique<text::Source>("role.json", DrawnRoleWith(managed)), {});
    for (const Level level : {Level::kEvidence, Level::kAggressive}) {
      SCOPED_TRACE(ToString(level));
      AdviseOptions options;
      options.level = level;
      options.evidence.usage = usage;
      options.linter = &linter;
      RoleBook book(BuiltIn());
      book.Add(*file);
      const std::vector<Advice> all = Advise(book, options, BuiltIn());
      ASSERT_EQ(all.size(), 1U);
      const Advice& advice = all[0];
      EXPECT_EQ(advice.certificate.no_new_access, Proof::kProved);
      EXPECT_EQ(advice.certificate.evidence_covered, Proof::kProved)
          << ::testing::PrintToString(advice.certificate.unknown);
      open += advice.certificate.unknown.size();
      const std::string before = text::WriteJson(*original->get()->node, text::JsonStyle::kCompact);
      const std::string spelled = SpelledOut(*original->get());
      const bool small = advice.narrowed.size() == 1 && before.size() < 4000;
      if (small && level == Level::kAggressive) {
        mutants += ExpectMutantsCaught(*original->get(), advice.narrowed[0].document,
                                       ObservedNeeds(used, BuiltIn()));
      }
      for (const NarrowedPolicy& policy : advice.narrowed) {
        ++narrowed;
        EXPECT_LE(SizeOf(policy.document), access::kManagedPolicyQuota);
        for (const lint::Finding& finding :
             NewFindings(linter, {before, spelled}, policy.document)) {
          // A condition on a key that only the other actions had is all that may remain.
          const std::string told = "lint finds " + std::string(finding.rule->name);
          EXPECT_TRUE(
              finding.rule->name == "condition-key-never-supplied" &&
              std::any_of(advice.notes.begin(), advice.notes.end(),
                          [&](const std::string& note) { return note.rfind(told, 0) == 0; }))
              << finding.rule->name << ": " << finding.message;
        }
      }
    }
  }
  EXPECT_GT(narrowed, count);
  EXPECT_GT(mutants, 5 * count);
  // Whether the list of what is lost is whole is not decided for a few of AWS's largest policies.
  EXPECT_LE(open, count / 10);
}

}  // namespace
}  // namespace whittle::advise
