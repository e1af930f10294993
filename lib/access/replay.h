// Whether policies still allow what was seen or is needed.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "access/evaluate.h"
#include "access/request.h"
#include "access/truth.h"

namespace whittle::access {

/// A request that is not surely allowed.
struct ReplayMiss {
  size_t index = 0;  ///< in the evidence
  Outcome outcome = Outcome::kImplicitlyDenied;
};

/// How evidence fares.
struct Replay {
  /// kYes: every request is allowed, whatever stands in the holes. kNo: one is denied for certain.
  Truth covered = Truth::kYes;
  std::vector<ReplayMiss> misses;  ///< in the order of the evidence
};

/// Decides every request of the evidence. Linear; allocates for misses only.
[[nodiscard]] Replay ReplayEvidence(const Evaluator& evaluator, std::span<const Request> evidence);

}  // namespace whittle::access
