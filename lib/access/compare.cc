#include "access/compare.h"

#include "access/answer.h"

namespace whittle::access {

namespace {

/// Two sides under comparison.
class Comparer {
 public:
  Comparer(const Grants& old_side, const Grants& new_side, const CompareOptions& options)
      : options_(options),
        space_(*options.catalog),
        budget_(options.budget),
        old_(Side::Make(space_, old_side)),
        new_(Side::Make(space_, new_side)),
        old_evaluator_(old_side),
        new_evaluator_(new_side) {}

  Answer NewWithinOld(bool list_all) {
    return AskWithin(space_, {new_, new_evaluator_}, {old_, old_evaluator_}, options_, list_all,
                     budget_, reasons_);
  }
  Answer OldWithinNew(bool list_all) {
    return AskWithin(space_, {old_, old_evaluator_}, {new_, new_evaluator_}, options_, list_all,
                     budget_, reasons_);
  }
  [[nodiscard]] const Reasons& reasons() const { return reasons_; }

 private:
  const CompareOptions& options_;
  Space space_;
  Budget budget_;
  Side old_;
  Side new_;
  SideEvaluator old_evaluator_;
  SideEvaluator new_evaluator_;
  Reasons reasons_;
};

}  // namespace

Relation Join(Truth within, Truth contains) {
  if (within == Truth::kUnknown || contains == Truth::kUnknown) return Relation::kUnknown;
  if (within == Truth::kYes) {
    return contains == Truth::kYes ? Relation::kEqual : Relation::kNarrower;
  }
  return contains == Truth::kYes ? Relation::kWider : Relation::kIncomparable;
}

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
  comparison.within_known = within.within_known;
  comparison.contains_known = contains.within_known;
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
