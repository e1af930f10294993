#include "access/answer.h"

#include <algorithm>
#include <optional>

#include "access/direction.h"
#include "access/likely.h"

namespace whittle::access {

namespace {

/// Gaps that are tried for a witness when one is enough.
constexpr size_t kTries = 8;

class Asker {
 public:
  Asker(Space& space, Party narrow, Party wide, const CompareOptions& options, bool list_all,
        Budget& budget, Reasons& reasons)
      : space_(space),
        narrow_(narrow),
        wide_(wide),
        options_(options),
        list_all_(list_all),
        budget_(budget),
        reasons_(reasons),
        maker_(space) {}

  Answer Run() {
    if (narrow_.side.open || wide_.side.open) {
      reasons_.Add("a policy may hold statements that are not seen");
      return std::move(answer_);
    }
    std::vector<Gap> gaps;
    bool capped = false;
    bool known_gap = false;
    bool stopped = false;
    FindGaps(space_, narrow_.side, wide_.side, Reading::kProve, nullptr, budget_, [&](Gap gap) {
      capped = capped || gap.result.capped;
      known_gap = known_gap || gap.result.capped || !gap.result.unknown_actions_only;
      gaps.push_back(std::move(gap));
      stopped = budget_.exhausted() || (!list_all_ && gaps.size() >= kTries);
      return !stopped;
    });
    if (gaps.empty()) {
      answer_.within = answer_.within_known = Truth::kYes;
      return std::move(answer_);
    }
    if (!known_gap && !stopped) answer_.within_known = Truth::kYes;
    // Actions that exist make the better witness.
    std::stable_partition(gaps.begin(), gaps.end(),
                          [](const Gap& gap) { return !gap.result.unknown_actions_only; });
    const bool settled = Settled(narrow_.side) && Settled(wide_.side);
    for (size_t i = 0; settled && i < gaps.size() && answer_.witnesses.empty(); ++i) {
      File(gaps[i], Reading::kProve);
    }
    Reading shown = Reading::kProve;
    if (answer_.witnesses.empty() && !capped) {
      shown = Reading::kRefute;
      FindGaps(space_, narrow_.side, wide_.side, shown, nullptr, budget_, [&](Gap gap) {
        File(gap, shown);
        return !budget_.exhausted() && answer_.witnesses.empty();
      });
    }
    if (list_all_ && !answer_.witnesses.empty()) List(shown);
    if (answer_.witnesses.empty()) {
      if (capped) {
        reasons_.Add("the question takes more work than the budget allows");
        return std::move(answer_);
      }
      if (gaps.size() > kTries) gaps.resize(kTries);
      for (const Gap& gap : gaps) reasons_.Explain(space_, gap, wide_.side);
      return std::move(answer_);
    }
    answer_.within = Truth::kNo;
    if (std::any_of(answer_.witnesses.begin(), answer_.witnesses.end(),
                    [](const Witness& witness) { return witness.known_action; })) {
      answer_.within_known = Truth::kNo;
    }
    return std::move(answer_);
  }

 private:
  /// All differences, by entry, in place of the one that settles the question. Has a budget of its
  /// own, so that a long list cannot make the answer unknown.
  void List(Reading reading) {
    std::vector<Witness> first = std::move(answer_.witnesses);
    answer_.witnesses.clear();
    Budget budget(options_.budget);
    FindGaps(space_, narrow_.side, wide_.side, reading, &maker_, budget, [&](Gap gap) {
      File(gap, reading);
      return !budget.exhausted() && answer_.witnesses.size() < options_.most_witnesses;
    });
    if (answer_.witnesses.empty()) answer_.witnesses = std::move(first);
  }

  /// Every statement is understood, so that the evaluator's word on a request is the last.
  bool Settled(const Side& side) {
    return side.all_certain && std::all_of(side.boxes.begin(), side.boxes.end(), [&](const Box& b) {
             return std::all_of(b.atoms.begin(), b.atoms.end(),
                                [&](AtomId id) { return space_.atom(id).opaque.empty(); });
           });
  }

  /// Turns a gap into a witness, if the evaluator confirms it.
  void File(const Gap& gap, Reading reading) {
    if (gap.result.capped || answer_.witnesses.size() >= options_.most_witnesses) return;
    std::optional<Confirmed> confirmed =
        Confirm(space_, gap.result.example, reading, narrow_.evaluator, wide_.evaluator);
    if (!confirmed) return;
    Witness witness;
    witness.has_principal =
        std::any_of(gap.result.example.begin(), gap.result.example.end(),
                    [](const Example& e) { return e.dimension == kPrincipalDimension; });
    witness.request = std::move(confirmed->request);
    witness.assumes = std::move(confirmed->assumes);
    if (list_all_) {
      for (std::string& assumption : Assumptions(*options_.catalog, witness.request)) {
        witness.assumes.push_back(std::move(assumption));
      }
    }
    witness.document = gap.allows.front()->document;
    witness.statement = gap.allows.front()->statement;
    witness.denied_by = gap.deny == nullptr ? nullptr : gap.deny->statement;
    witness.known_action = !gap.result.unknown_actions_only;
    answer_.witnesses.push_back(std::move(witness));
  }

  Space& space_;
  Party narrow_;
  Party wide_;
  const CompareOptions& options_;
  bool list_all_;
  Budget& budget_;
  Reasons& reasons_;
  BoxMaker maker_;
  Answer answer_;
};

}  // namespace

Answer AskWithin(Space& space, Party narrow, Party wide, const CompareOptions& options,
                 bool list_all, Budget& budget, Reasons& reasons) {
  return Asker(space, narrow, wide, options, list_all, budget, reasons).Run();
}

}  // namespace whittle::access
