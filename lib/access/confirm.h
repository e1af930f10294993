// From an example of the engine to a request that the concrete evaluator confirms.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/evaluate.h"
#include "access/fill_holes.h"
#include "access/query.h"
#include "access/request.h"
#include "access/side.h"

namespace whittle::access {

/// Decides requests against one side of a comparison, statement by statement and without the rules
/// of services: what the policies say, nothing else.
class SideEvaluator {
 public:
  /// Compiles nothing before it is first asked.
  explicit SideEvaluator(const Grants& grants) : grants_(grants) {}

  /// kYes: each layer allows and nothing denies; kUnknown: a hole decides.
  [[nodiscard]] Truth Allows(const Request& request);
  /// The same with values for the holes.
  [[nodiscard]] Truth AllowsFilled(const Request& request, const HoleValues& values) const;

 private:
  const Grants& grants_;
  std::vector<std::vector<PolicyEvaluator>> layers_;
};

/// A request that was confirmed, and what had to be made up for it.
struct Confirmed {
  Request request;
  std::vector<std::string> assumes;
};

/// A request that the example stands for and that one side allows and the other does not, both for
/// certain. Makes values up for policy variables; for holes only where `reading` is kRefute, so
/// that the example holds whatever they are.
[[nodiscard]] std::optional<Confirmed> Confirm(const Space& space,
                                               const std::vector<Example>& example, Reading reading,
                                               SideEvaluator& allowing, SideEvaluator& refusing);

/// The requester that a principal's typed string names.
[[nodiscard]] std::optional<Requester> RequesterOf(const std::string& typed);

}  // namespace whittle::access
