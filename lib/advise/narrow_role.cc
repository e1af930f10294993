#include "advise/narrow_role.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include "access/shrink.h"
#include "advise/fill_in.h"
#include "advise/finish.h"
#include "advise/narrow.h"
#include "advise/new_findings.h"
#include "advise/requirement_policy.h"
#include "text/json_writer.h"

namespace whittle::advise {

namespace {

/// The name with the ending, cut so that IAM takes it.
std::string NameWith(std::string name, const std::string& ending) {
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

  /// What stands in the place of an original.
  struct Result {
    Narrowed narrowed;
    std::vector<std::string> documents;
  };

  void Take(const Original& original) {
    Result result = NarrowWithoutNewFindings(original);
    for (const std::string& note : result.narrowed.notes) Note(note);
    std::move(result.narrowed.permissions.begin(), result.narrowed.permissions.end(),
              std::back_inserter(advice_.permissions));
    if (!result.narrowed.changed) {
      after_.push_back(original.policy);
      return;
    }
    if (result.narrowed.empty) {
      Note("nothing of " + original.name + " is needed: take it away");
      return;
    }
    Place(original, std::move(result.documents));
  }

  /// Narrowed at the level asked for, or at the highest one below it that brings no new finding.
  Result NarrowWithoutNewFindings(const Original& original) {
    std::string worse;
    for (int number = static_cast<int>(options_.level); number >= 0; --number) {
      const auto level = static_cast<Level>(number);
      Result result = NarrowAt(original, level);
      const std::string found = NewFinding(original, level, result.documents);
      if (found.empty()) {
        if (!worse.empty()) {
          Note(original.name + " is narrowed at level " + std::string(ToString(level)) +
               " only: more would bring " + worse);
        }
        return result;
      }
      if (worse.empty()) worse = found;
    }
    Note(original.name + " stays as it is: narrowed it would bring " + worse);
    return Unchanged(original);
  }

  /// The first finding that the original had not; empty: none. What a wildcard hid is not new: the
  /// original counts as spelled with the names of the actions that stay, too.
  [[nodiscard]] std::string NewFinding(const Original& original, Level level,
                                       const std::vector<std::string>& documents) const {
    if (options_.linter == nullptr || documents.empty()) return {};
    std::vector<std::string> before = {TextOf(original)};
    std::vector<std::string> found = NewFindings(*options_.linter, before, documents);
    if (found.empty()) return {};
    before.push_back(WithoutRemoved(*original.policy, needs_, level, catalog_));
    found = NewFindings(*options_.linter, before, documents);
    return found.empty() ? std::string() : found.front();
  }

  Result NarrowAt(const Original& original, Level level) {
    Result result{Narrow(*original.policy, needs_, level, catalog_), {}};
    if (!result.narrowed.changed || result.narrowed.empty) return result;
    const std::string document = WithoutRepeats(result.narrowed.document, catalog_);
    const bool stays_inline =
        original.source == OriginalSource::kInline &&
        inline_size_ - SizeOf(TextOf(original)) + SizeOf(document) <= kInlineQuota;
    result.documents =
        stays_inline ? std::vector<std::string>{document} : FitQuota(document, catalog_);
    return result;
  }

  /// The original, with permissions that say that all is kept.
  Result Unchanged(const Original& original) {
    Result result{Narrow(*original.policy, needs_, Level::kSafe, catalog_), {}};
    result.narrowed.changed = result.narrowed.empty = false;
    result.narrowed.notes.clear();
    for (Permission& permission : result.narrowed.permissions) {
      permission.verdict = Verdict::kKept;
      permission.resources = permission.granted;
    }
    return result;
  }

  /// Adds the documents under names of their own; an inline policy is written over where it can be.
  void Place(const Original& original, std::vector<std::string> documents) {
    const bool is_inline = original.source == OriginalSource::kInline;
    size_t size = 0;
    size_t longest = 0;
    for (const std::string& document : documents) {
      size += SizeOf(document);
      longest = std::max(longest, SizeOf(document));
    }
    const size_t others = is_inline ? inline_size_ - SizeOf(TextOf(original)) : 0;
    const bool stays_inline = is_inline && documents.size() == 1 && others + size <= kInlineQuota;
    if (is_inline) inline_size_ = others + (stays_inline ? size : 0);
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
           " in a managed policy, so that it is split into " + std::to_string(documents.size()));
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
