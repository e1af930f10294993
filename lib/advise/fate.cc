#include "advise/fate.h"

#include <algorithm>
#include <utility>

#include "advise/fill_in.h"
#include "catalog/arn_format.h"
#include "policy/arn_pattern.h"

namespace whittle::advise {

namespace {

using Texts = std::vector<std::string>;

/// The texts without those that another covers; order kept.
Texts WithoutCovered(const Texts& texts) {
  Texts out;
  for (size_t i = 0; i < texts.size(); ++i) {
    bool covered = false;
    for (size_t j = 0; j < texts.size() && !covered; ++j) {
      covered = i != j && policy::ArnCovers(texts[j], texts[i]) &&
                (!policy::ArnCovers(texts[i], texts[j]) || j < i);
    }
    if (!covered) out.push_back(texts[i]);
  }
  return out;
}

/// The pattern with `*` for each policy variable and placeholder: all that it may match.
std::string WidenVariables(const std::string& pattern) {
  std::string wide;
  for (size_t at = 0; at < pattern.size();) {
    const size_t begin = pattern.find("${", at);
    const size_t end = begin == std::string::npos ? begin : pattern.find('}', begin);
    wide.append(pattern, at, end == std::string::npos ? end : begin - at);
    if (end == std::string::npos) break;
    wide += '*';
    at = end + 1;
  }
  return wide;
}

/// The resources that are both granted and wanted. Where two patterns only overlap the granted one
/// stays, since their common part cannot be spelled in general; so it does where a variable in it
/// may have what is wanted for its value, and where the wanted one has a placeholder, which may
/// stand for the very name that is granted.
Texts Meet(const Texts& granted, const Texts& wanted) {
  Texts out;
  for (const std::string& have : granted) {
    const std::string widest = WidenVariables(have);
    for (const std::string& want : wanted) {
      if (policy::ArnCovers(have, want)) {
        out.push_back(want);
      } else if (policy::ArnsIntersect(widest, WidenText(want))) {
        out.push_back(have);
      }
    }
  }
  return WithoutCovered(out);
}

/// One of the statement's resources is all that the action could want.
bool GrantsEverywhere(const catalog::Action& action, const policy::Statement& statement) {
  const auto& entries = statement.resource.entries;
  return statement.resource.negated ||
         std::any_of(entries.begin(), entries.end(), [&](const policy::Resource& resource) {
           return resource.all() || catalog::IsWholeType(resource, action);
         });
}

/// None of the statement's resources is one that the action takes. What is not known may be.
bool IsIdle(const catalog::Action& action, const policy::Statement& statement) {
  if (statement.resource.negated) return false;
  return std::none_of(statement.resource.entries.begin(), statement.resource.entries.end(),
                      [&](const policy::Resource& resource) {
                        return resource.all() || resource.arn.opaque() ||
                               !resource.arn.complete() || catalog::MayMatch(resource, action) ||
                               (action.takes_only_star() && catalog::IsWholeType(resource, action));
                      });
}

}  // namespace

FateBook::FateBook(const Needs& needs, Level level, const catalog::Catalog& catalog)
    : needs_(needs), level_(level), catalog_(catalog) {
  for (const Requirement& requirement : needs.requirements) {
    if (const auto action = catalog.FindAction(requirement.action)) {
      requirements_[action->id()].push_back(&requirement);
    }
  }
  for (const Unneeded& unneeded : needs.unneeded) {
    if (const auto action = catalog.FindAction(unneeded.action)) {
      unneeded_.emplace(action->id(), &unneeded);
    }
  }
}

Fate FateBook::Of(catalog::ActionId action, const policy::Statement& statement,
                  const Texts& granted, bool scopes) const {
  Fate fate;
  fate.resources = granted;
  const bool negated = statement.resource.negated;
  scopes = scopes && level_ != Level::kSafe && !negated;
  if (const auto wanted = requirements_.find(action); wanted != requirements_.end()) {
    const bool shown = needs_.observable && needs_.observable->Contains(action);
    Require(wanted->second, scopes, shown, negated, granted, fate);
    if (fate.why == Class::kRequired || fate.why == Class::kDeclared) return fate;
  }
  const auto known = unneeded_.find(action);
  const bool spoken_of =
      known != unneeded_.end() &&
      (!known->second->only_everywhere || GrantsEverywhere(catalog_.action(action), statement));
  if (spoken_of) {
    Consider(*known->second, scopes, granted, fate);
  } else {
    const bool observable = needs_.observable && needs_.observable->Contains(action);
    fate.why = observable ? Class::kUnobserved : Class::kUnobservable;
    fate.reason = observable          ? "the record of use would show this call, and does not"
                  : needs_.observable ? "the record of use cannot show this call"
                                      : "nothing given here shows whether it is used";
    const Level goes = observable ? Level::kEvidence : Level::kAggressive;
    if (level_ >= goes) fate.verdict = Verdict::kRemoved;
  }
  fate.idle = fate.verdict == Verdict::kKept && IsIdle(catalog_.action(action), statement);
  return fate;
}

/// Sets the fate of an action that requirements name, unless the statement grants nothing of
/// what they need.
void FateBook::Require(const std::vector<const Requirement*>& requirements, bool scopes, bool shown,
                       bool negated, const Texts& granted, Fate& fate) const {
  Texts wanted;
  const Requirement* reason = nullptr;
  bool declared = true;
  bool observed = true;
  bool partial = false;
  for (const Requirement* requirement : requirements) {
    if (!negated && Meet(granted, requirement->resources).empty()) continue;
    wanted.insert(wanted.end(), requirement->resources.begin(), requirement->resources.end());
    if (reason == nullptr) reason = requirement;
    declared = declared && requirement->kind == RequirementKind::kDeclared;
    observed = observed && requirement->kind == RequirementKind::kObserved;
    partial = partial || requirement->partial;
  }
  if (reason == nullptr) return;
  fate.why = declared ? Class::kDeclared : Class::kRequired;
  fate.reason = reason->reason;
  fate.source = reason->source;
  // That a log shows only some resources is a reason only where not being seen is.
  if (!scopes || (observed && level_ < Level::kEvidence)) return;
  if (partial && level_ < (shown ? Level::kEvidence : Level::kAggressive)) return;
  Texts met = Meet(granted, wanted);
  if (met == granted) return;
  fate.verdict = Verdict::kScoped;
  fate.resources = std::move(met);
}

/// Sets the fate of an action that a feature table knows and nothing needs.
void FateBook::Consider(const Unneeded& unneeded, bool scopes, const Texts& granted,
                        Fate& fate) const {
  fate.why = unneeded.why;
  fate.reason = unneeded.reason;
  fate.source = unneeded.source;
  const Level goes = unneeded.why == Class::kDead           ? Level::kSafe
                     : unneeded.why == Class::kUnobservable ? Level::kAggressive
                                                            : Level::kDefault;
  if (level_ >= goes) {
    fate.verdict = unneeded.moved ? Verdict::kMoved : Verdict::kRemoved;
    fate.fact = unneeded.fact;
    return;
  }
  if (!scopes || unneeded.resources.empty()) return;
  Texts met = Meet(granted, unneeded.resources);
  if (met.empty() || met == granted) return;
  fate.verdict = Verdict::kScoped;
  fate.resources = std::move(met);
}

}  // namespace whittle::advise
