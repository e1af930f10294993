// Mutants of advice from use, logged or drawn at random: each widened resource and each added
// action must be refuted, and so must each lost permission.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "advise/advise.h"
#include "advise/fill_in.h"
#include "advise/usage/read_logs.h"
#include "advise/usage/usage_needs.h"
#include "documents/document.h"
#include "policy/pattern.h"
#include "tests/advise/random_use.h"
#include "text/json_writer.h"

namespace whittle::advise {
namespace {

using Texts = std::vector<std::string>;

/// How many mutants were made, and how many of them were caught.
struct Score {
  size_t made = 0;
  size_t caught = 0;
};

bool Names(const policy::Action& entry, std::string_view action) {
  return policy::Matches(entry.text.value, action, policy::Case::kInsensitive);
}

/// Whether an Allow may grant the action on everything, by its text alone.
bool MayGrantEverywhere(const policy::Policy& policy, std::string_view action) {
  for (const policy::Statement& statement : policy.statements) {
    if (statement.denies()) continue;
    bool names = statement.action.negated;
    for (const policy::Action& entry : statement.action.entries) {
      names = names || Names(entry, action);
    }
    bool everywhere = statement.resource.negated;
    for (const policy::Resource& entry : statement.resource.entries) {
      everywhere = everywhere || entry.text.value == "*";
    }
    if (names && everywhere) return true;
  }
  return false;
}

bool Denies(const policy::Policy& policy) {
  for (const policy::Statement& statement : policy.statements) {
    if (statement.denies()) return true;
  }
  return false;
}

/// The policy's text without the action in any Allow: a name that no request has takes its place,
/// and NotAction names it too.
std::string Without(const std::string& text, const std::string& action) {
  const auto owned = OwnedPolicy::Read(text);
  std::string out = text;
  const auto& statements = owned->get()->statements;
  // From the back, so that spans stay good.
  for (size_t i = statements.size(); i-- > 0;) {
    const policy::Statement& statement = statements[i];
    if (!statement.allows()) continue;
    const auto& entries = statement.action.entries;
    const bool named = std::any_of(entries.begin(), entries.end(),
                                   [&](const auto& entry) { return Names(entry, action); });
    if (named == statement.action.negated) continue;
    for (size_t e = entries.size(); e-- > 0;) {
      const text::Span span = entries[e].text.node->span();
      const std::string spelled = out.substr(span.begin, span.end - span.begin);
      if (statement.action.negated) {
        const bool listed = out[span.begin - 1] != ':';
        const std::string both = spelled + ",\"" + action + '"';
        out.replace(span.begin, spelled.size(), listed ? both : "[" + both + "]");
        break;
      }
      if (Names(entries[e], action)) out.replace(span.begin, spelled.size(), "\"ecs:Nothing\"");
    }
  }
  return out;
}

/// One piece of advice, and the mutants of its policies.
class Mutator {
 public:
  Mutator(const Advice& advice, const Usage& usage, std::string_view principal, Score& wider,
          Score& lost)
      : wider_(wider), lost_(lost) {
    for (const Original& original : advice.originals) before_.push_back(original.policy);
    for (const NarrowedPolicy& policy : advice.narrowed) {
      if (policy.replaces.empty()) continue;
      documents_.push_back(text::WriteJson(*OwnedPolicy::Read(policy.document)->get()->node,
                                           text::JsonStyle::kCompact));
    }
    const auto found = usage.principals.find(principal);
    if (found != usage.principals.end()) {
      needs_ = ObservedNeeds(found->second, BuiltIn());
    }
  }

  void Run() {
    // A Deny may take back what a mutant adds.
    const bool denies = std::any_of(before_.begin(), before_.end(),
                                    [](const policy::Policy* policy) { return Denies(*policy); });
    for (size_t i = 0; i < documents_.size() && !denies; ++i) {
      AddActions(i);
      WidenResources(i);
    }
    LosePermissions();
  }

 private:
  [[nodiscard]] bool MayGrant(std::string_view action) const {
    return std::any_of(before_.begin(), before_.end(), [&](const policy::Policy* policy) {
      return MayGrantEverywhere(*policy, action);
    });
  }

  [[nodiscard]] Certificate CertifyWith(const Texts& documents,
                                        const std::vector<Requirement>& needs) const {
    std::vector<std::unique_ptr<const OwnedPolicy>> owned;
    Policies after;
    for (const std::string& document : documents) {
      owned.push_back(OwnedPolicy::Read(document));
      after.push_back(owned.back()->get());
    }
    return Certify(before_, after, needs, {}, BuiltIn());
  }

  void ExpectWider(size_t document, const std::string& mutant) {
    Texts documents = documents_;
    documents[document] = mutant;
    ++wider_.made;
    const Proof proof = CertifyWith(documents, {}).no_new_access;
    wider_.caught += proof == Proof::kRefuted ? 1 : 0;
    EXPECT_EQ(proof, Proof::kRefuted) << mutant;
  }

  void AddActions(size_t document) {
    for (const char* action : {"iam:CreateUser", "s3:GetObject", "ecs:RunTask"}) {
      if (MayGrant(action)) continue;
      const std::string key = R"("Statement":[)";
      std::string mutant = documents_[document];
      const size_t at = mutant.find(key);
      if (at == std::string::npos) continue;
      mutant.insert(at + key.size(), R"({"Effect":"Allow","Action":")" + std::string(action) +
                                         R"(","Resource":"*"},)");
      ExpectWider(document, mutant);
    }
  }

  /// Each resource in turn becomes `*`, where the originals grant an action of its statement
  /// nowhere on everything.
  void WidenResources(size_t document) {
    const auto owned = OwnedPolicy::Read(documents_[document]);
    for (const policy::Statement& statement : owned->get()->statements) {
      if (!statement.allows() || statement.action.negated || statement.resource.negated) continue;
      const bool is_new =
          std::any_of(statement.action.entries.begin(), statement.action.entries.end(),
                      [&](const policy::Action& entry) { return !MayGrant(entry.text.value); });
      if (!is_new) continue;
      for (const policy::Resource& entry : statement.resource.entries) {
        if (entry.text.value == "*") continue;
        const text::Span span = entry.text.node->span();
        std::string mutant = documents_[document];
        mutant.replace(span.begin, span.end - span.begin, "\"*\"");
        ExpectWider(document, mutant);
      }
    }
  }

  /// Each action that is needed and granted is lost in turn.
  void LosePermissions() {
    for (const Requirement& need : needs_) {
      if (Grants(before_, need, BuiltIn()) != Proof::kProved) continue;
      Texts documents;
      for (const std::string& document : documents_) {
        documents.push_back(Without(document, need.action));
      }
      ++lost_.made;
      const Proof proof = CertifyWith(documents, {need}).evidence_covered;
      lost_.caught += proof == Proof::kRefuted ? 1 : 0;
      EXPECT_EQ(proof, Proof::kRefuted) << need.action << "\n"
                                        << (documents.empty() ? "" : documents[0]);
    }
  }

  Policies before_;
  Texts documents_;
  std::vector<Requirement> needs_;
  Score& wider_;
  Score& lost_;
};

/// Advice on the role in the text, at each level that looks at use.
void MutateAll(const std::string& role, const Usage& usage, std::string_view principal,
               Score& wider, Score& lost) {
  const auto file = documents::Read(std::make_unique<text::Source>("role.json", role), {});
  for (const Level level : {Level::kEvidence, Level::kAggressive}) {
    AdviseOptions options;
    options.level = level;
    options.evidence.usage = usage;
    RoleBook book(BuiltIn());
    book.Add(*file);
    for (const Advice& advice : Advise(book, options, BuiltIn())) {
      Mutator(advice, usage, principal, wider, lost).Run();
    }
  }
}

TEST(AdviceMutants, OfRandomPoliciesAreAllCaught) {
  Draw draw;
  const size_t count = Draw::Policies(30);
  SCOPED_TRACE(draw.Name());
  Score wider;
  Score lost;
  for (size_t drawn = 0; drawn < count; ++drawn) {
    const auto managed = draw.Managed();
    SCOPED_TRACE(managed.name());
    const auto original = OwnedPolicy::Read(std::string(managed.latest()->document));
    MutateAll(DrawnRoleWith(managed), DrawUse(*original->get(), 8, draw), kDrawnRole, wider, lost);
  }
  RecordProperty("wider", static_cast<int>(wider.made));
  RecordProperty("lost", static_cast<int>(lost.made));
  EXPECT_EQ(wider.caught, wider.made);
  EXPECT_EQ(lost.caught, lost.made);
  EXPECT_GT(wider.made, count);
  EXPECT_GT(lost.made, count);
}

TEST(AdviceMutants, OfAdviceFromALogAreAllCaught) {
  const LogResult log =
      ReadLogs({std::string(WHITTLE_TESTDATA_DIR) + "/cloudtrail/web.json"}, {}, BuiltIn());
  ASSERT_TRUE(log.errors.empty());
  Score wider;
  Score lost;
  for (const auto& [principal, actions] : log.usage.principals) {
    for (
        const char* policies :
        {R"("AttachedManagedPolicies": [{"PolicyName": "AmazonS3FullAccess", "PolicyArn": "arn:aws:iam::aws:policy/AmazonS3FullAccess"}, {"PolicyName": "CloudWatchLogsFullAccess", "PolicyArn": "arn:aws:iam::aws:policy/CloudWatchLogsFullAccess"}])",
         R"("RolePolicyList": [{"PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:*", "logs:*", "lambda:*"], "Resource": "arn:aws:*:*:*:*"}]}}])"}) {
      SCOPED_TRACE(principal);
      MutateAll(DrawnRole(policies, principal), log.usage, principal, wider, lost);
    }
  }
  EXPECT_EQ(wider.caught, wider.made);
  EXPECT_EQ(lost.caught, lost.made);
  EXPECT_GT(wider.made, 5U);
  EXPECT_GT(lost.made, 2U);
}

}  // namespace
}  // namespace whittle::advise
