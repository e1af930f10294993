#include "advise/narrow_role.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <set>
#include <utility>

#include "access/compare.h"
#include "access/shrink.h"
#include "advise/agent_policy.h"
#include "advise/fill_in.h"
#include "advise/finish.h"
#include "advise/narrow.h"
#include "advise/new_findings.h"
#include "advise/requirement_policy.h"
#include "text/json_writer.h"

namespace whittle::advise {

namespace {

/// Managed policies that IAM attaches to a role, unless its quota is raised.
/// Source: IAM user guide, reference_iam-quotas.
constexpr size_t kMostAttached = 10;

/// The name with the ending, cut so that IAM takes it.
std::string NameWith(const std::string& name, const std::string& ending) {
  return name.substr(0, kMostName - ending.size()) + ending;
}

class RoleNarrower {
 public:
  RoleNarrower(const Needs& needs, const AdviseOptions& options, const catalog::Catalog& catalog,
               Advice& advice)
      : needs_(needs), options_(options), catalog_(catalog), advice_(advice) {}

  void Run(bool all_known) {
    for (const Original& original : advice_.originals) {
      before_.push_back(original.policy);
      if (original.source == OriginalSource::kInline) inline_size_ += SizeOf(TextOf(original));
    }
    for (const Original& original : advice_.originals) Take(original);
    advice_.certificate =
        Certify(before_, after_, needs_.requirements, LostBy(advice_.permissions), catalog_);
    if (all_known) AddMissing();
  }

 private:
  static std::string TextOf(const Original& original) {
    return text::WriteJson(*original.policy->node, text::JsonStyle::kCompact);
  }

  void Note(std::string note) {
    if (std::find(advice_.notes.begin(), advice_.notes.end(), note) == advice_.notes.end()) {
      advice_.notes.push_back(std::move(note));
    }
  }

  /// Names AWS's own narrower policy, if there is one, and says how it compares with the policy
  /// that now takes the original's place.
  void NoteManaged(const Original& original) {
    const std::string narrower(NarrowerManagedPolicy(original.name));
    const auto found = catalog_.FindManagedPolicy(narrower);
    if (!found || !found->latest()) return;
    const auto awss = OwnedPolicy::Read(std::string(found->latest()->document));
    const std::string less = "AWS's own " + narrower + " grants less than " + original.name;
    switch (access::Compare({{awss->get()}, {}}, {{after_.back()}, {}}).relation) {
      case access::Relation::kEqual:
        Note(less + ", and just what the narrowed policy does: it may be attached instead, and " +
             "AWS keeps it up to date");
        break;
      case access::Relation::kNarrower:
        Note(less + ", but more than the narrowed policy");
        break;
      case access::Relation::kIncomparable:
        Note(less + ", but not all that the narrowed policy keeps, and more besides");
        break;
      default:
        Note(less + ", too: it may be attached instead where the host needs no more than the SSM " +
             "agent does, and AWS keeps it up to date");
    }
  }

  /// What stands in the place of an original.
  struct Result {
    Narrowed narrowed;
    std::vector<std::string> documents;  ///< none where nothing changed, or nothing is left
    bool is_inline = false;              ///< one document, still written into the role
  };

  void Take(const Original& original) {
    Result result = NarrowWithoutNewFindings(original);
    for (const std::string& note : result.narrowed.notes) Note(note);
    std::move(result.narrowed.permissions.begin(), result.narrowed.permissions.end(),
              std::back_inserter(advice_.permissions));
    if (!result.narrowed.changed) {
      after_.push_back(original.policy);
    } else if (result.narrowed.empty) {
      Note("nothing of " + original.name + " is needed: take it away");
      advice_.useless.push_back(original.name);
      if (original.source == OriginalSource::kInline) inline_size_ -= SizeOf(TextOf(original));
    } else {
      if (original.policy->has_unknowns) {
        Note(original.name +
             " has parts that only its template fills in: put the narrowed policy " +
             "back into the template, or fill them in first");
      }
      Place(original, std::move(result));
      NoteManaged(original);
    }
  }

  /// Statements whose scoping would bring a finding that the original had not keep their resources.
  Result NarrowWithoutNewFindings(const Original& original) {
    Result result = NarrowBut(original, {});
    std::vector<std::string> before = {TextOf(original)};
    if (NewRules(before, result.documents).empty()) return result;
    // What a wildcard hid is not new: the original counts as spelled with the names that stay, too.
    std::set<size_t> all;
    for (const policy::Statement& statement : original.policy->statements) {
      all.insert(statement.index);
    }
    before.push_back(
        FillInPlausibly(Narrow(*original.policy, NeedsFor(*original.policy, needs_, catalog_),
                               options_.level, catalog_, all)
                            .document));
    std::set<size_t> unscoped;
    constexpr int kMostRounds = 4;
    for (int round = 1; round <= kMostRounds && unscoped != all; ++round) {
      const auto rules = NewRules(before, result.documents);
      if (rules.empty()) break;
      std::set<size_t> more = unscoped;
      for (const lint::Finding& finding :
           NewFindings(*options_.linter, before, FillInPlausibly(result.narrowed.document))) {
        // What repeats or length brought is gone.
        if (rules.count(finding.rule) == 0) continue;
        if (!AddSource(finding, result.narrowed, more)) continue;
        Note("a statement of " + original.name + " keeps its resources, since scoping it would " +
             "bring " + std::string(finding.rule->name) + ": " + finding.message);
      }
      unscoped = more == unscoped || round == kMostRounds ? all : std::move(more);
      result = NarrowBut(original, unscoped);
    }
    for (const lint::RuleInfo* rule : NewRules({before[0]}, result.documents)) {
      const bool too_long = rule->group == "sizes";
      Note("lint finds " + std::string(rule->name) + " in the narrowed " + original.name + ", " +
           (too_long ? "since a statement of it cannot be split: leave the original as it is"
                     : "which other actions hid in the original: look at what the statement still "
                       "does"));
    }
    return result;
  }

  /// Narrowed and made ready, with these statements on the resources that they have.
  Result NarrowBut(const Original& original, const std::set<size_t>& unscoped) {
    Result result;
    result.narrowed = Narrow(*original.policy, NeedsFor(*original.policy, needs_, catalog_),
                             options_.level, catalog_, unscoped);
    if (result.narrowed.document.empty()) return result;
    const std::string document = WithoutRepeats(result.narrowed.document, catalog_);
    result.is_inline = original.source == OriginalSource::kInline &&
                       inline_size_ - SizeOf(TextOf(original)) + SizeOf(document) <= kInlineQuota;
    result.documents =
        result.is_inline ? std::vector<std::string>{document} : FitQuota(document, catalog_);
    return result;
  }

  /// The rules that find in the documents what they did not find before.
  [[nodiscard]] std::set<const lint::RuleInfo*> NewRules(
      const std::vector<std::string>& before, const std::vector<std::string>& documents) const {
    std::set<const lint::RuleInfo*> rules;
    if (options_.linter == nullptr) return rules;
    for (const std::string& document : documents) {
      for (const lint::Finding& finding :
           NewFindings(*options_.linter, before, FillInPlausibly(document))) {
        rules.insert(finding.rule);
      }
    }
    return rules;
  }

  /// Adds the number of the original's statement that the finding comes from; false: it is known.
  static bool AddSource(const lint::Finding& finding, const Narrowed& narrowed,
                        std::set<size_t>& sources) {
    const auto owned = OwnedPolicy::Read(FillInPlausibly(narrowed.document));
    bool fresh = false;
    for (const policy::Statement& statement : owned->get()->statements) {
      const text::Span span = statement.node->span();
      if (span.begin <= finding.place.span.begin && finding.place.span.end <= span.end) {
        fresh = sources.insert(narrowed.sources[statement.index]).second || fresh;
      }
    }
    return fresh;
  }

  /// Adds the documents under names of their own; an inline policy is written over where it fits.
  void Place(const Original& original, Result result) {
    const bool is_inline = original.source == OriginalSource::kInline;
    const bool stays_inline = result.is_inline;
    std::vector<std::string>& documents = result.documents;
    size_t size = 0;
    size_t longest = 0;
    for (const std::string& part : documents) {
      size += SizeOf(part);
      longest = std::max(longest, SizeOf(part));
    }
    if (is_inline) inline_size_ -= SizeOf(TextOf(original));
    if (stays_inline) inline_size_ += size;
    std::string name = original.name;
    if (!stays_inline) {
      name = advice_.role.empty() ? NameWith(name, "-narrowed") : advice_.role + "-" + name;
      if (is_inline) {
        Note("the role's inline policies with the narrowed " + original.name +
             " would be longer than the " + std::to_string(kInlineQuota) +
             " characters that IAM takes: it becomes a managed policy");
      }
    }
    if (documents.size() > 1) {
      Note("the narrowed " + original.name + " has " + std::to_string(size) +
           " characters; IAM takes " + std::to_string(access::kManagedPolicyQuota) +
           " in a managed policy, so that it is split into " + std::to_string(documents.size()) +
           (documents.size() > kMostAttached
                ? ", more than the " + std::to_string(kMostAttached) +
                      " that a role takes unless its quota is raised: start from a narrower policy"
                : ""));
    }
    if (!stays_inline && longest > access::kManagedPolicyQuota) {
      Note("the narrowed " + original.name + " has " + std::to_string(longest) +
           " characters and cannot be split; IAM takes " +
           std::to_string(access::kManagedPolicyQuota) + " in a managed policy");
    }
    for (size_t i = 0; i < documents.size(); ++i) {
      const std::string ending = documents.size() == 1 ? "" : "-" + std::to_string(i + 1);
      owned_.push_back(OwnedPolicy::Read(documents[i]));
      after_.push_back(owned_.back()->get());
      advice_.narrowed.push_back(
          {NameWith(name, ending), {original.name}, std::move(documents[i])});
    }
  }

  /// What is needed and not granted, as a policy of its own.
  void AddMissing() {
    const std::vector<Requirement> missing = Missing(before_, needs_.requirements, catalog_);
    if (missing.empty()) return;
    std::vector<Permission> added = Added(missing);
    std::move(added.begin(), added.end(), std::back_inserter(advice_.permissions));
    advice_.narrowed.push_back({NameWith(advice_.role, "-additional"), {}, PolicyFor(missing)});
  }

  const Needs& needs_;
  const AdviseOptions& options_;
  const catalog::Catalog& catalog_;
  Advice& advice_;
  Policies before_;
  Policies after_;
  std::vector<std::unique_ptr<const OwnedPolicy>> owned_;
  size_t inline_size_ = 0;  ///< of the inline policies, those that are narrowed as narrowed
};

}  // namespace

void NarrowRole(const Needs& needs, bool all_known, const AdviseOptions& options,
                const catalog::Catalog& catalog, Advice& advice) {
  RoleNarrower(needs, options, catalog, advice).Run(all_known);
}

}  // namespace whittle::advise
