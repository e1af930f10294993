// One direction of a comparison, answered: proof, confirmed witnesses, or why it is not known.
#pragma once

#include <vector>

#include "access/budget.h"
#include "access/confirm.h"
#include "access/reasons.h"
#include "access/side.h"
#include "access/space.h"
#include "access/truth.h"
#include "access/witness.h"

namespace whittle::access {

/// Whether what one side allows is within what the other allows.
struct Answer {
  Truth within = Truth::kUnknown;
  Truth within_known = Truth::kUnknown;  ///< for the catalogue's actions alone
  std::vector<Witness> witnesses;        ///< not empty where `within` is kNo
};

/// A side with what decides requests against it.
struct Party {
  const Side& side;
  SideEvaluator& evaluator;
};

/// Looks first for a proof. Where there is a gap, a request of it settles the matter if the
/// evaluator confirms it and every statement is understood; else the policies are read the other
/// way, and what is left then is left for certain.
[[nodiscard]] Answer AskWithin(Space& space, Party narrow, Party wide,
                               const CompareOptions& options, bool list_all, Budget& budget,
                               Reasons& reasons);

}  // namespace whittle::access
