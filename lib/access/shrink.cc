#include "access/shrink.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "access/compare.h"
#include "access/draft.h"
#include "access/draft_writer.h"
#include "access/same.h"
#include "access/shrink_steps.h"
#include "text/json_writer.h"

namespace whittle::access {

namespace {

size_t CompactSize(const text::Node& node) {
  return text::WriteJson(node, text::JsonStyle::kCompact).size();
}

/// Why the policy can only be spelled anew; empty: all of it can be looked at.
std::string_view WhyNot(const policy::Policy& policy) {
  if (!IsWhole(policy)) return "the policy has faults; `whittle lint` names them";
  if (policy.open) return "the policy may hold statements that are not seen";
  if (std::any_of(policy.statements.begin(), policy.statements.end(),
                  [](const policy::Statement& statement) { return statement.choice != 0; })) {
    return "a statement stands under a condition of its template";
  }
  if (policy.statements.empty()) return "the policy has no statements";
  return {};
}

/// Halves a statement by its longest list; false when it has none that can be halved.
bool Halve(DraftStatement& statement, DraftStatement& rest) {
  if (!IsPlain(statement.View())) return false;
  rest = statement;
  const auto halve = [](auto& front, auto& back) {
    const auto middle = static_cast<ptrdiff_t>(front.size() / 2);
    back.erase(back.begin(), back.begin() + middle);
    front.erase(front.begin() + middle, front.end());
  };
  const bool by_action = !statement.head.action.negated && statement.actions.size() > 1;
  const bool by_resource = !statement.head.resource.negated && statement.resources.size() > 1;
  if (!by_action && !by_resource) return false;
  if (by_action && (!by_resource || statement.actions.size() >= statement.resources.size())) {
    halve(statement.actions, rest.actions);
  } else {
    halve(statement.resources, rest.resources);
  }
  return true;
}

class Splitter {
 public:
  Splitter(const policy::Policy& policy, const ShrinkOptions& options, text::Arena& arena)
      : policy_(policy), options_(options), arena_(arena) {}

  /// Policies of the statements in order, each as full as it gets: first fit.
  std::vector<text::Node> Split(Draft& draft) {
    struct Bin {
      std::vector<text::Node> statements;
      size_t size;
    };
    std::vector<Bin> bins;
    const size_t frame = CompactSize(WritePolicy(policy_, {}, false, arena_));
    std::vector<DraftStatement> pending(draft.statements.rbegin(), draft.statements.rend());
    while (!pending.empty()) {
      DraftStatement statement = std::move(pending.back());
      pending.pop_back();
      const text::Node node = WriteStatement(statement, options_.keep_sids, arena_);
      const size_t size = CompactSize(node) + 1;  // and a comma
      DraftStatement rest;
      if (frame + size > options_.quota && Halve(statement, rest)) {
        pending.push_back(std::move(rest));
        pending.push_back(std::move(statement));
        continue;
      }
      auto bin = std::find_if(bins.begin(), bins.end(), [&](const Bin& other) {
        return other.size + size <= options_.quota;
      });
      if (bin == bins.end()) bin = bins.insert(bins.end(), {{}, frame});
      bin->statements.push_back(node);
      bin->size += size;
    }
    std::vector<text::Node> policies;
    for (const Bin& bin : bins) {
      policies.push_back(WritePolicy(policy_, bin.statements, options_.keep_sids, arena_));
    }
    return policies;
  }

 private:
  const policy::Policy& policy_;
  const ShrinkOptions& options_;
  text::Arena& arena_;
};

text::Node Write(const policy::Policy& policy, Draft& draft, bool keep_sids, text::Arena& arena) {
  std::vector<text::Node> statements;
  for (DraftStatement& statement : draft.statements) {
    statements.push_back(WriteStatement(statement, keep_sids, arena));
  }
  return WritePolicy(policy, statements, keep_sids, arena);
}

/// Takes rounds of all steps until nothing gets smaller: longer lists, in which more may be
/// covered, come of joins, and shorter ones of wildcards.
void Reduce(const policy::Policy& policy, const ShrinkOptions& options, bool wildcards,
            Draft& draft, text::Arena& arena) {
  constexpr int kMostRounds = 8;
  size_t size = SIZE_MAX;
  for (int round = 0; round < kMostRounds; ++round) {
    for (DraftStatement& statement : draft.statements) DropCoveredEntries(statement, arena);
    DropCoveredStatements(draft, *options.catalog);
    JoinStatements(draft);
    JoinOverlapping(draft);
    if (wildcards) {
      UseActionWildcards(draft, *options.catalog, arena);
      // The patterns may cover names that the catalogue does not know.
      for (DraftStatement& statement : draft.statements) DropCoveredEntries(statement, arena);
    }
    const size_t now = CompactSize(Write(policy, draft, options.keep_sids, arena));
    if (now >= size) return;
    size = now;
  }
}

/// Whether the engine finds a request that the two decide differently. It has been proved that
/// there is none, step by step; this guards against an error in a step.
bool Differ(const policy::Policy& a, const policy::Policy& b, bool known_actions_only,
            const catalog::Catalog& catalog) {
  CompareOptions options;
  options.catalog = &catalog;
  options.budget = 500'000;
  options.list_all = false;
  const Comparison comparison = Compare({{&a}, {}}, {{&b}, {}}, options);
  if (known_actions_only) {
    return comparison.known_actions != Relation::kEqual &&
           comparison.known_actions != Relation::kUnknown;
  }
  return comparison.within == Truth::kNo || comparison.contains == Truth::kNo;
}

}  // namespace

Shrunk Shrink(const policy::Policy& policy, const ShrinkOptions& options, text::Arena& arena) {
  Shrunk shrunk;
  shrunk.before = CompactSize(*policy.node);
  shrunk.untouched = WhyNot(policy);
  Draft draft(policy);
  if (shrunk.untouched.empty()) {
    Reduce(policy, options, false, draft, arena);
    if (Differ(policy, draft.View(), false, *options.catalog)) {
      shrunk.untouched = "the result could not be confirmed";
    } else if (options.action_wildcards) {
      Draft wild = draft;
      Reduce(policy, options, true, wild, arena);
      if (!Differ(policy, wild.View(), true, *options.catalog)) draft = std::move(wild);
    }
  }
  text::Node whole =
      shrunk.untouched.empty() ? Write(policy, draft, options.keep_sids, arena) : *policy.node;
  const bool too_long = options.quota != 0 && CompactSize(whole) > options.quota;
  if (too_long && shrunk.untouched.empty() && policy.type.type == policy::Type::kIdentity) {
    shrunk.policies = Splitter(policy, options, arena).Split(draft);
  } else {
    shrunk.policies = {whole};
  }
  for (const text::Node& node : shrunk.policies) {
    const size_t size = CompactSize(node);
    shrunk.after += size;
    shrunk.longest = std::max(shrunk.longest, size);
  }
  return shrunk;
}

}  // namespace whittle::access
