// Why an answer is unknown, in words.
#pragma once

#include <string>
#include <vector>

#include "access/direction.h"

namespace whittle::access {

/// Collects reasons, each once.
class Reasons {
 public:
  void Add(std::string reason);
  /// What about a gap was not known: the holes, variables, operators and patterns of its statements
  /// and of those that might have covered it.
  void Explain(Space& space, const Gap& gap, const Side& wide);
  [[nodiscard]] const std::vector<std::string>& all() const { return all_; }

 private:
  void ExplainBox(Space& space, const Box& box);

  std::vector<std::string> all_;
};

}  // namespace whittle::access
