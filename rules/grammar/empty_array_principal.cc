#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  ForEachProblem(
      context, policy::ProblemKind::kEmptyPrincipalList, [&](const policy::Problem& problem) {
        context.Report(problem.span,
                       fmt::format("`{}` is an empty list: it names nobody", problem.name));
      });
}

}  // namespace

extern constinit const lint::Rule kEmptyArrayPrincipal{
    .info = {.name = "empty-array-principal",
             .group = "grammar",
             .level = lint::Level::kSuggestion,
             .summary = "a principal list is empty",
             .why = "An empty list names nobody, so the statement applies to nobody.",
             .fix = "Name the principals, or remove the statement.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": []}, "Action": "sts:AssumeRole"}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": ["ec2.amazonaws.com"]}, "Action": "sts:AssumeRole"}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "EMPTY_ARRAY_PRINCIPAL"},
             .source = kChecksPage},
    .needs = {.problems = {policy::ProblemKind::kEmptyPrincipalList}},
    .check_policy = Check,
};

}  // namespace whittle::rules
