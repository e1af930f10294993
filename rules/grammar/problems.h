// Rules that turn what the parser found into findings.
#pragma once

#include <string>

#include "lint/context.h"
#include "policy/problem.h"

namespace whittle::rules {

/// Calls `visit` with each problem of the kind.
template <typename Visit>
void ForEachProblem(const lint::PolicyContext& context, policy::ProblemKind kind, Visit visit) {
  for (const policy::Problem& problem : context.policy().problems) {
    if (problem.kind == kind) visit(problem);
  }
}

/// The grammar of policies, as AWS's user guide gives it.
inline constexpr std::string_view kGrammarPage =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html";
/// The checks of Access Analyzer's ValidatePolicy.
inline constexpr std::string_view kChecksPage =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
    "access-analyzer-reference-policy-checks.html";

}  // namespace whittle::rules
