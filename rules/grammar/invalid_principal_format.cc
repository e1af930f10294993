#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  ForEachProblem(
      context, policy::ProblemKind::kInvalidPrincipal, [&](const policy::Problem& problem) {
        context.Report(problem.span,
                       fmt::format("{} must be `\"*\"` or an object such as {{\"AWS\": \"…\"}}",
                                   problem.name));
      });
}

}  // namespace

extern constinit const lint::Rule kInvalidPrincipalFormat{
    .info = {.name = "invalid-principal-format",
             .group = "grammar",
             .level = lint::Level::kError,
             .summary = "Principal is neither \"*\" nor an object",
             .why = "AWS refuses the policy.",
             .fix =
                 "Write `{\"AWS\": \"ARN\"}`, `{\"Service\": \"NAME.amazonaws.com\"}` or `\"*\"`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": "ec2.amazonaws.com", "Action": "sts:AssumeRole"}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "INVALID_PRINCIPAL_FORMAT",
                         .parliament = "UNKNOWN_PRINCIPAL"},
             .source = kChecksPage},
    .needs = {.problems = {policy::ProblemKind::kInvalidPrincipal}},
    .check_policy = Check,
};

}  // namespace whittle::rules
