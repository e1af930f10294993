#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  ForEachProblem(
      context, policy::ProblemKind::kEmptyPrincipal, [&](const policy::Problem& problem) {
        context.Report(problem.span, fmt::format("{} is empty: it names nobody", problem.name));
      });
}

}  // namespace

extern constinit const lint::Rule kEmptyObjectPrincipal{
    .info = {.name = "empty-object-principal",
             .group = "grammar",
             .level = lint::Level::kSuggestion,
             .summary = "Principal is an empty object",
             .why = "It names nobody, so the statement applies to nobody.",
             .fix = "Name the principals, or remove the statement.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {}, "Action": "sts:AssumeRole"}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "EMPTY_OBJECT_PRINCIPAL"},
             .source = kChecksPage},
    .needs = {.problems = {policy::ProblemKind::kEmptyPrincipal}},
    .check_policy = Check,
};

}  // namespace whittle::rules
