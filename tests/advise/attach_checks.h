// What must hold of every narrowed policy before somebody attaches it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "access/shrink.h"
#include "advise/advise.h"
#include "advise/finish.h"
#include "advise/new_findings.h"
#include "text/json_writer.h"

namespace whittle::advise {

inline std::string TextOf(const policy::Policy& policy) {
  return text::WriteJson(*policy.node, text::JsonStyle::kCompact);
}

/// The policy with the name of every action that it allows.
inline std::string SpelledOut(const policy::Policy& policy) {
  text::Arena arena;
  text::TreeBuilder build(arena);
  std::vector<text::Node> statements;
  for (const policy::Statement& statement : policy.statements) {
    std::vector<std::string> names;
    for (const policy::Action& entry : statement.action.entries) {
      const catalog::ActionMatch match = catalog::Catalog::BuiltIn().MatchActions(entry.text.value);
      if (match.actions.empty()) names.emplace_back(entry.text.value);
      for (const catalog::ActionRange range : match.actions.ranges()) {
        for (catalog::ActionId id = range.begin; id < range.end; ++id) {
          names.push_back(catalog::Catalog::BuiltIn().action(id).full_name());
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

/// Each narrowed policy is as long as IAM takes, and lint finds nothing in it that it does not find
/// in the originals. What may remain is told: a condition on a key that only the other actions had,
/// and a single statement that is too long and cannot be split, a NotAction.
inline void ExpectGoodToAttach(const Advice& advice, const lint::Linter& linter) {
  const auto tells = [&](const std::string& words) {
    return std::any_of(advice.notes.begin(), advice.notes.end(), [&](const std::string& note) {
      return note.find(words) != std::string::npos;
    });
  };
  std::vector<std::string> before;
  for (const Original& original : advice.originals) {
    before.push_back(TextOf(*original.policy));
    before.push_back(SpelledOut(*original.policy));
  }
  for (const NarrowedPolicy& policy : advice.narrowed) {
    const bool fits = SizeOf(policy.document) <= access::kManagedPolicyQuota;
    EXPECT_TRUE(fits || (tells("cannot be split") &&
                         policy.document.find("\"NotAction\"") != std::string::npos))
        << SizeOf(policy.document);
    for (const lint::Finding& finding : NewFindings(linter, before, policy.document)) {
      const std::string rule(finding.rule->name);
      const bool expected =
          rule == "condition-key-never-supplied" || (rule == "policy-size-exceeds-quota" && !fits);
      EXPECT_TRUE(expected && tells("lint finds " + rule)) << rule << ": " << finding.message;
    }
  }
}

}  // namespace whittle::advise
