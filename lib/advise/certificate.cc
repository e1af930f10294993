#include "advise/certificate.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>

#include "access/compare.h"
#include "advise/fill_in.h"
#include "advise/requirement_policy.h"
#include "text/json_writer.h"

namespace whittle::advise {

using access::Truth;

namespace {

/// Steps that the proofs about whole roles may take, about a second's worth.
constexpr uint64_t kPatience = 50'000'000;

/// The list of what is lost is held against at most so many entries: beyond, the comparison takes
/// minutes and mostly ends undecided.
constexpr size_t kMostEntries = 20'000;

using Owned = std::vector<std::unique_ptr<const OwnedPolicy>>;

Policies Views(const Owned& owned) {
  Policies views;
  for (const auto& policy : owned) views.push_back(policy->get());
  return views;
}

std::string TextOf(const policy::Policy& policy) {
  return text::WriteJson(*policy.node, text::JsonStyle::kCompact);
}

/// The policies with every placeholder filled in, the same name with the same value.
Owned FilledIn(const Policies& policies) {
  Owned owned;
  for (const policy::Policy* policy : policies) {
    if (auto filled = OwnedPolicy::Read(FillIn(TextOf(*policy)))) {
      owned.push_back(std::move(filled));
    }
  }
  return owned;
}

Owned Widened(const Policies& policies) {
  Owned owned;
  for (const policy::Policy* policy : policies) {
    if (auto wide = OwnedPolicy::Read(Widen(*policy))) owned.push_back(std::move(wide));
  }
  return owned;
}

/// A policy that allows just this.
std::unique_ptr<const OwnedPolicy> PolicyOf(const std::vector<Requirement>& requirements) {
  return OwnedPolicy::Read(PolicyFor(requirements));
}

access::CompareOptions OptionsOf(const catalog::Catalog& catalog) {
  access::CompareOptions options;
  options.catalog = &catalog;
  return options;
}

Proof ToProof(Truth truth) {
  return truth == Truth::kYes  ? Proof::kProved
         : truth == Truth::kNo ? Proof::kRefuted
                               : Proof::kUnknown;
}

/// Whether `after` allows only what `before` does, whatever the placeholders of `after` stand for.
Truth Within(const Policies& before, const Policies& after, const access::CompareOptions& options) {
  const access::Grants wide{before, {}};
  const Truth as_written = access::Contains(wide, {after, {}}, options);
  if (as_written != Truth::kUnknown) return as_written;
  const Owned widened = Widened(after);
  if (widened.size() == after.size() &&
      access::Contains(wide, {Views(widened), {}}, options) == Truth::kYes) {
    return Truth::kYes;
  }
  // One filling that allows more refutes; one that does not proves nothing of the others.
  const Owned before_filled = FilledIn(before);
  const Owned after_filled = FilledIn(after);
  const bool all = before_filled.size() == before.size() && after_filled.size() == after.size();
  const bool more = all && access::Contains({Views(before_filled), {}}, {Views(after_filled), {}},
                                            options) == Truth::kNo;
  return more ? Truth::kNo : Truth::kUnknown;
}

/// Whether `after` allows of the requirements what `before` does.
Truth StillCovers(const Policies& before, const Policies& after,
                  const std::vector<Requirement>& requirements,
                  const access::CompareOptions& options) {
  const auto needed = PolicyOf(requirements);
  if (needed == nullptr) return Truth::kUnknown;
  const Truth as_written = access::Contains({after, {}}, {{needed->get()}, {before}}, options);
  if (as_written != Truth::kUnknown) return as_written;
  const Owned filled = FilledIn({needed->get()});
  const Owned before_filled = FilledIn(before);
  const Owned after_filled = FilledIn(after);
  if (filled.empty() || before_filled.size() != before.size() ||
      after_filled.size() != after.size()) {
    return Truth::kUnknown;
  }
  // Names are opaque to IAM: what holds for names that nothing else has holds for all such.
  return access::Contains({Views(after_filled), {}}, {Views(filled), {Views(before_filled)}},
                          options);
}

size_t ActionEntries(const Policies& policies) {
  size_t entries = 0;
  for (const policy::Policy* policy : policies) {
    for (const policy::Statement& statement : policy->statements) {
      entries += statement.action.entries.size();
    }
  }
  return entries;
}

/// Whether `after` and what the list names allow together all that `before` does, for the actions
/// of the catalogue. The list has no conditions, so that it may say more than is lost, never less.
bool IsWhole(const Policies& before, const Policies& after, const std::vector<LostAccess>& removed,
             const access::CompareOptions& options) {
  if (ActionEntries(before) + ActionEntries(after) + removed.size() > kMostEntries) return false;
  Owned before_filled = FilledIn(before);
  Owned rest = FilledIn(after);
  std::vector<Requirement> lost;
  for (const LostAccess& access : removed) {
    Requirement& all = lost.emplace_back();
    all.action = access.action;
    all.resources = access.resources;
  }
  if (!lost.empty()) rest.push_back(OwnedPolicy::Read(FillIn(PolicyFor(lost))));
  access::CompareOptions one = options;
  one.list_all = false;
  access::Comparison found = access::Compare({Views(rest), {}}, {Views(before_filled), {}}, one);
  // An action that AWS may add, lost with a wildcard, is a difference: behind it stand all others.
  if (found.known_actions == access::Relation::kUnknown && found.unknown.empty()) {
    found = access::Compare({Views(rest), {}}, {Views(before_filled), {}}, options);
  }
  const access::Relation known = found.known_actions;
  return known == access::Relation::kEqual || known == access::Relation::kNarrower;
}

/// Whether the policies grant all of the requirements.
Proof GrantsAll(const Policies& policies, const std::vector<Requirement>& requirements,
                const catalog::Catalog& catalog) {
  const auto needed = PolicyOf(requirements);
  if (needed == nullptr) return Proof::kUnknown;
  const access::CompareOptions options = OptionsOf(catalog);
  const Truth as_written = access::Contains({policies, {}}, {{needed->get()}, {}}, options);
  if (as_written != Truth::kUnknown) return ToProof(as_written);
  const Owned filled = FilledIn({needed->get()});
  const Owned policies_filled = FilledIn(policies);
  return ToProof(access::Contains({Views(policies_filled), {}}, {Views(filled), {}}, options));
}

}  // namespace

std::string_view ToString(Proof proof) {
  constexpr std::array<std::string_view, 4> kNames = {"proved", "refuted", "unknown",
                                                      "not-applicable"};
  return kNames[static_cast<size_t>(proof)];
}

Certificate Certify(const Policies& before, const Policies& after,
                    const std::vector<Requirement>& requirements, std::vector<LostAccess> removed,
                    const catalog::Catalog& catalog) {
  const access::CompareOptions options = OptionsOf(catalog);
  // Two questions about all of the policies; AWS's largest ones want more work than a policy does.
  access::CompareOptions patient = options;
  patient.budget = kPatience;
  Certificate certificate;
  certificate.removed = std::move(removed);
  certificate.no_new_access = ToProof(Within(before, after, patient));
  if (certificate.no_new_access == Proof::kUnknown) {
    certificate.unknown.emplace_back(
        "whether the narrowed policies allow something new is not "
        "decided");
  }
  // All at once; one by one only to say which is not.
  Truth covered = requirements.empty() || before == after
                      ? Truth::kYes
                      : StillCovers(before, after, requirements, options);
  if (covered != Truth::kYes) {
    covered = Truth::kYes;
    for (const Requirement& requirement : requirements) {
      const Truth one = StillCovers(before, after, {requirement}, options);
      covered = access::And(covered, one);
      if (one == Truth::kYes) continue;
      certificate.unknown.push_back((one == Truth::kNo ? "no longer allowed: " : "not decided: ") +
                                    requirement.action + ", needed because " + requirement.reason);
    }
  }
  certificate.evidence_covered = ToProof(covered);
  if (!IsWhole(before, after, certificate.removed, patient)) {
    certificate.unknown.emplace_back(
        "whether the list of what is no longer allowed is whole is "
        "not decided");
  }
  return certificate;
}

Proof Grants(const Policies& policies, const Requirement& requirement,
             const catalog::Catalog& catalog) {
  return GrantsAll(policies, {requirement}, catalog);
}

std::vector<Requirement> Missing(const Policies& policies,
                                 const std::vector<Requirement>& requirements,
                                 const catalog::Catalog& catalog) {
  std::vector<Requirement> missing;
  std::copy_if(requirements.begin(), requirements.end(), std::back_inserter(missing),
               [](const Requirement& requirement) { return requirement.missed; });
  // All at once; one by one only to say which is not granted.
  if (missing.empty() || GrantsAll(policies, missing, catalog) == Proof::kProved) return {};
  std::erase_if(missing, [&](const Requirement& requirement) {
    const bool may =
        std::any_of(policies.begin(), policies.end(),
                    [&](const policy::Policy* policy) { return MayGrant(*policy, requirement); });
    return may || Grants(policies, requirement, catalog) != Proof::kRefuted;
  });
  return missing;
}

}  // namespace whittle::advise
