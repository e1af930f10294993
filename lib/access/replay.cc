#include "access/replay.h"

namespace whittle::access {

Replay ReplayEvidence(const Evaluator& evaluator, std::span<const Request> evidence) {
  Replay replay;
  for (size_t i = 0; i < evidence.size(); ++i) {
    const Outcome outcome = evaluator.Decide(evidence[i]);
    if (outcome == Outcome::kAllowed) continue;
    replay.misses.push_back({i, outcome});
    replay.covered =
        And(replay.covered, outcome == Outcome::kUnknown ? Truth::kUnknown : Truth::kNo);
  }
  return replay;
}

}  // namespace whittle::access
