// A request that tells two sets of policies apart.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/direction.h"
#include "access/evaluate.h"
#include "access/request.h"

namespace whittle::access {

/// Decides requests against one side of a comparison, statement by statement and without the rules
/// of services: what the policies say, nothing else.
class SideEvaluator {
 public:
  explicit SideEvaluator(const Grants& grants);

  /// kYes: each layer allows and nothing denies; kUnknown: a hole decides.
  [[nodiscard]] Truth Allows(const Request& request) const;

 private:
  struct Layer {
    std::vector<PolicyEvaluator> policies;
  };
  std::vector<Layer> layers_;
};

/// Requests that the example stands for, likeliest first: its words as they are, with values made
/// up for policy variables. None where a hole would have to be filled in.
[[nodiscard]] std::vector<Request> Requests(const Space& space,
                                            const std::vector<Example>& example);

/// The first of them that one side allows and the other does not, both for certain.
[[nodiscard]] std::optional<Request> Confirm(const std::vector<Request>& requests,
                                             const SideEvaluator& allowing,
                                             const SideEvaluator& refusing);

/// The requester that a principal's typed string names.
[[nodiscard]] std::optional<Requester> RequesterOf(const std::string& typed);

}  // namespace whittle::access
