// AWS managed policies drawn at random, narrowed by use drawn at random: proved, covered, and
// without a finding that the policy had not.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <random>
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
#include "policy/arn.h"
#include "policy/arn_pattern.h"
#include "rules/registry.h"
#include "text/json_writer.h"

namespace whittle::advise {
namespace {

const catalog::Catalog& Catalog() { return catalog::Catalog::BuiltIn(); }

class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}
  size_t Below(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random_); }

  /// `arn:${Partition}:s3:::${BucketName}` with names in it.
  std::string Filled(std::string_view format) {
    std::string out;
    for (size_t at = 0; at < format.size();) {
      if (format.substr(at, 2) != "${") {
        out += format[at++];
        continue;
      }
      const size_t close = format.find('}', at);
      const std::string_view name = format.substr(at + 2, close - at - 2);
      out += name == "Partition" ? "aws"
             : name == "Region"  ? "eu-west-1"
             : name == "Account" ? "111122223333"
                                 : "name" + std::to_string(Below(3));
      at = close + 1;
    }
    return out;
  }

 private:
  std::mt19937 random_;
};

/// The format's service, Region and account are what those names say.
bool HasPlace(std::string_view format) {
  policy::Text text;
  text.value = format;
  const policy::Arn arn(text);
  return arn.service().find('$') == std::string_view::npos &&
         (arn.region().empty() || arn.region() == "${Region}") &&
         (arn.account().find('$') == std::string_view::npos || arn.account() == "${Account}");
}

/// An ARN that the pattern matches.
std::string WithoutStars(std::string_view pattern) {
  std::string out;
  int colons = 0;
  for (const char c : pattern) {
    if (c == ':') ++colons;
    const bool field = c == '*' && (out.empty() || out.back() == ':');
    if (c != '*') {
      out += c;
    } else if (field && colons == 1) {
      out += "aws";
    } else if (field && colons == 3) {
      out += "eu-west-1";
    } else if (field && colons == 4) {
      out += "111122223333";
    } else {
      out += 'x';
    }
  }
  return out;
}

/// Use of a few of the actions that the policy allows, on ARNs that it allows them on.
ActionUsages DrawUse(const policy::Policy& policy, Draw& draw) {
  ActionUsages used;
  for (const policy::Statement& statement : policy.statements) {
    if (!statement.allows() || statement.action.negated || statement.resource.negated) continue;
    std::vector<std::string> resources;
    for (const policy::Resource& entry : statement.resource.entries) {
      if (entry.text.value.find("${") == std::string_view::npos) {
        resources.emplace_back(entry.text.value);
      }
    }
    if (resources.empty()) continue;
    for (const policy::Action& entry : statement.action.entries) {
      const catalog::ActionMatch match = Catalog().MatchActions(entry.text.value);
      for (const catalog::ActionRange range : match.actions.ranges()) {
        for (catalog::ActionId id = range.begin; id < range.end; ++id) {
          if (draw.Below(match.actions.size() > 20 ? 10 : 3) != 0) continue;
          std::string arn = "*";
          const catalog::Action action = Catalog().action(id);
          // Stops at the first that is drawn.
          (void)action.AnyArnFormat([&](std::string_view format) {
            if (!HasPlace(format)) return false;
            const std::string filled = draw.Filled(format);
            const bool granted = std::any_of(
                resources.begin(), resources.end(),
                [&](const auto& pattern) { return policy::ArnCovers(pattern, filled); });
            if (granted) arn = filled;
            return granted && draw.Below(2) == 0;
          });
          if (arn == "*" && resources[0] != "*") {
            arn = WithoutStars(resources[draw.Below(resources.size())]);
          }
          ActionUsage& usage = used[action.full_name()];
          usage.allowed += 1;
          usage.resources.insert(arn);
        }
      }
    }
  }
  return used;
}

/// The policy with the name of every action that it allows.
std::string SpelledOut(const policy::Policy& policy) {
  text::Arena arena;
  text::TreeBuilder build(arena);
  std::vector<text::Node> statements;
  for (const policy::Statement& statement : policy.statements) {
    std::vector<std::string> names;
    for (const policy::Action& entry : statement.action.entries) {
      const catalog::ActionMatch match = Catalog().MatchActions(entry.text.value);
      if (match.actions.empty()) names.emplace_back(entry.text.value);
      for (const catalog::ActionRange range : match.actions.ranges()) {
        for (catalog::ActionId id = range.begin; id < range.end; ++id) {
          names.push_back(Catalog().action(id).full_name());
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

/// A role to which the managed policy is attached.
std::string RoleWith(const catalog::ManagedPolicy& managed) {
  return R"({"RoleName": "app", "Arn": "arn:aws:iam::111122223333:role/app", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}}, "AttachedManagedPolicies": [{"PolicyName": ")" +
         std::string(managed.name()) + R"(", "PolicyArn": ")" + managed.arn() + "\"}]}";
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
    return Certify({&before}, {policy->get()}, needs, {}, Catalog());
  };
  const auto granted = [&](const std::string& action) {
    Requirement all;
    all.action = action;
    all.resources = {"*"};
    return Grants({&before}, all, Catalog());
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

/// WHITTLE_SEED chooses the policies and their use, WHITTLE_POLICIES how many there are.
TEST(RandomPolicies, AreNarrowedWithProofAndWithoutNewFindings) {
  const char* given = std::getenv("WHITTLE_SEED");
  const char* many = std::getenv("WHITTLE_POLICIES");
  const unsigned seed = given == nullptr ? 20261125 : static_cast<unsigned>(std::atoi(given));
  const int count = many == nullptr ? 30 : std::atoi(many);
  SCOPED_TRACE("WHITTLE_SEED=" + std::to_string(seed));
  Draw draw(seed);
  const lint::Linter linter(rules::All(), Catalog(), {});
  int narrowed = 0;
  size_t open = 0;
  size_t mutants = 0;
  for (int drawn = 0; drawn < count;) {
    const auto managed = Catalog().managed_policy(
        static_cast<uint32_t>(draw.Below(Catalog().managed_policy_count())));
    if (!managed.withdrawn().empty() || !managed.latest()) continue;
    ++drawn;
    SCOPED_TRACE(managed.name());
    const auto original = OwnedPolicy::Read(std::string(managed.latest()->document));
    Usage usage;
    usage.window = {"2026-08-01T00:00:00Z", "2026-11-01T00:00:00Z"};
    ActionUsages& used = usage.principals["arn:aws:iam::111122223333:role/app"];
    used = DrawUse(*original->get(), draw);
    for (uint32_t id = 0; id < Catalog().service_count(); ++id) {
      usage.services.emplace(Catalog().service(id).prefix());
    }
    const auto file =
        documents::Read(std::make_unique<text::Source>("role.json", RoleWith(managed)), {});
    for (const Level level : {Level::kEvidence, Level::kAggressive}) {
      SCOPED_TRACE(ToString(level));
      AdviseOptions options;
      options.level = level;
      options.evidence.usage = usage;
      options.linter = &linter;
      RoleBook book(Catalog());
      book.Add(*file);
      const std::vector<Advice> all = Advise(book, options, Catalog());
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
                                       ObservedNeeds(used, Catalog()));
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
  EXPECT_GT(mutants, 5 * static_cast<size_t>(count));
  // Whether the list of what is lost is whole is not decided for a few of AWS's largest policies.
  EXPECT_LE(open, static_cast<size_t>(count) / 10);
}

}  // namespace
}  // namespace whittle::advise
