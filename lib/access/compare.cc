#include "access/compare.h"

#include <algorithm>

#include "access/direction.h"
#include "access/reasons.h"
#include "access/witness.h"

namespace whittle::access {

namespace {

/// The answer for one direction.
struct Answer {
  Truth within = Truth::kUnknown;
  Truth within_known = Truth::kUnknown;
  std::vector<Witness> witnesses;
};

/// Two sides under comparison.
class Comparer {
 public:
  Comparer(const Grants& old_side, const Grants& new_side, const CompareOptions& options)
      : options_(options),
        space_(*options.catalog),
        budget_(options.budget),
        old_grants_(old_side),
        new_grants_(new_side),
        old_(Side::Make(space_, old_side)),
        new_(Side::Make(space_, new_side)) {}

  Answer NewWithinOld(bool list_all) { return Ask(new_, new_grants_, old_, old_grants_, list_all); }
  Answer OldWithinNew(bool list_all) { return Ask(old_, old_grants_, new_, new_grants_, list_all); }
  [[nodiscard]] const Reasons& reasons() const { return reasons_; }

 private:
  Answer Ask(const Side& narrow, const Grants& narrow_grants, const Side& wide,
             const Grants& wide_grants, bool list_all) {
    Answer answer;
    if (narrow.open || wide.open) {
      reasons_.Add("a policy may hold statements that are not seen");
      return answer;
    }
    bool gaps = false;
    bool capped = false;
    bool known_gaps = false;
    std::vector<Gap> found;
    FindGaps(space_, narrow, wide, Reading::kProve, budget_, [&](Gap gap) {
      gaps = true;
      capped = capped || gap.result.capped;
      known_gaps = known_gaps || gap.result.capped || !gap.result.unknown_actions_only;
      found.push_back(std::move(gap));
      return !budget_.exhausted() && (list_all || found.size() < kTries);
    });
    if (!gaps) {
      answer.within = answer.within_known = Truth::kYes;
      return answer;
    }
    if (!known_gaps) answer.within_known = Truth::kYes;
    if (capped) reasons_.Add("the question takes more work than the budget allows");
    const SideEvaluator allowing(narrow_grants);
    const SideEvaluator refusing(wide_grants);
    const bool settled = Settled(narrow, wide);
    if (settled) {
      for (Gap& gap : found) File(gap, allowing, refusing, answer);
    }
    if (answer.witnesses.empty() && !capped) {
      // What was left may hang on what is not known. What is left when that is read the other way
      // is left for certain.
      FindGaps(space_, narrow, wide, Reading::kRefute, budget_, [&](Gap gap) {
        if (!gap.result.capped) File(gap, allowing, refusing, answer);
        return !budget_.exhausted() && (list_all || answer.witnesses.empty());
      });
    }
    if (answer.witnesses.empty()) {
      for (const Gap& gap : found) reasons_.Explain(space_, gap, wide);
      return answer;
    }
    answer.within = Truth::kNo;
    if (std::any_of(answer.witnesses.begin(), answer.witnesses.end(),
                    [](const Witness& witness) { return witness.known_action; })) {
      answer.within_known = Truth::kNo;
    }
    return answer;
  }

  /// Every statement is understood, so that the evaluator's word on a request is the last.
  bool Settled(const Side& narrow, const Side& wide) {
    if (!narrow.all_certain || !wide.all_certain) return false;
    for (const Side* side : {&narrow, &wide}) {
      for (const Box& box : side->boxes) {
        for (const AtomId id : box.atoms) {
          if (!space_.atom(id).opaque.empty()) return false;
        }
      }
    }
    return true;
  }

  /// Turns a gap into a witness, if the evaluator confirms it.
  void File(const Gap& gap, const SideEvaluator& allowing, const SideEvaluator& refusing,
            Answer& answer) {
    if (gap.result.capped || answer.witnesses.size() >= options_.most_witnesses) return;
    std::optional<Request> request =
        Confirm(Requests(space_, gap.result.example), allowing, refusing);
    if (!request) return;
    Witness witness;
    witness.has_principal =
        std::any_of(gap.result.example.begin(), gap.result.example.end(),
                    [](const Example& e) { return e.dimension == kPrincipalDimension; });
    witness.request = std::move(*request);
    witness.document = gap.allows.front()->document;
    witness.statement = gap.allows.front()->statement;
    witness.denied_by = gap.deny == nullptr ? nullptr : gap.deny->statement;
    witness.known_action = !gap.result.unknown_actions_only;
    answer.witnesses.push_back(std::move(witness));
  }

  /// Gaps that are tried for a witness when one is enough.
  static constexpr size_t kTries = 8;

  const CompareOptions& options_;
  Space space_;
  Budget budget_;
  const Grants& old_grants_;
  const Grants& new_grants_;
  Side old_;
  Side new_;
  Reasons reasons_;
};

Relation Join(Truth within, Truth contains) {
  if (within == Truth::kUnknown || contains == Truth::kUnknown) return Relation::kUnknown;
  if (within == Truth::kYes) {
    return contains == Truth::kYes ? Relation::kEqual : Relation::kNarrower;
  }
  return contains == Truth::kYes ? Relation::kWider : Relation::kIncomparable;
}

}  // namespace

std::string_view ToString(Relation relation) {
  switch (relation) {
    case Relation::kEqual:
      return "equal";
    case Relation::kNarrower:
      return "narrower";
    case Relation::kWider:
      return "wider";
    case Relation::kIncomparable:
      return "incomparable";
    case Relation::kUnknown:
      return "unknown";
  }
  return "unknown";
}

Comparison Compare(const Grants& old_side, const Grants& new_side, const CompareOptions& options) {
  Comparer comparer(old_side, new_side, options);
  Answer within = comparer.NewWithinOld(options.list_all);
  Answer contains = comparer.OldWithinNew(options.list_all);
  Comparison comparison;
  comparison.within = within.within;
  comparison.contains = contains.within;
  comparison.relation = Join(within.within, contains.within);
  comparison.known_actions = Join(within.within_known, contains.within_known);
  comparison.new_access = std::move(within.witnesses);
  comparison.removed_access = std::move(contains.witnesses);
  comparison.unknown = comparer.reasons().all();
  return comparison;
}

Truth Contains(const Grants& wide, const Grants& narrow, const CompareOptions& options,
               Witness* witness) {
  Comparer comparer(wide, narrow, options);
  Answer answer = comparer.NewWithinOld(false);
  if (witness != nullptr && !answer.witnesses.empty()) {
    *witness = std::move(answer.witnesses.front());
  }
  return answer.within;
}

}  // namespace whittle::access
