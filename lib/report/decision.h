// Decisions on single requests as people and programs read them.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "access/evaluate.h"
#include "access/request.h"
#include "report/report.h"
#include "text/source.h"

namespace whittle::report {

/// Where a policy stands.
struct PolicyOrigin {
  std::string name;                      ///< of the file, or the managed policy
  const text::Source* source = nullptr;  ///< null: nothing to show
};
using PolicyOrigins = std::map<const policy::Policy*, PolicyOrigin>;

/// The object of docs/json.md in one line; `id`, if not empty, is JSON that stands first.
[[nodiscard]] std::string DecisionJson(const access::Decision& decision,
                                       const PolicyOrigins& origins, std::string_view id = {});

/// `{"id": …, "error": …}` in one line: what stands in place of an answer. `id` is JSON.
[[nodiscard]] std::string BatchErrorJson(std::string_view id, std::string_view message);

/// For a terminal: the decision, why, the statements with their code, and what context is missing.
[[nodiscard]] std::string DecisionText(const access::Request& request,
                                       const access::Decision& decision,
                                       const PolicyOrigins& origins, const Style& style);

}  // namespace whittle::report
