#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

constexpr policy::TypeSet kNeedPrincipal = {policy::Type::kResource, policy::Type::kTrust,
                                            policy::Type::kRcp, policy::Type::kEndpoint};

void Check(lint::PolicyContext& context) {
  if (!context.policy().type.Surely(kNeedPrincipal)) return;
  ForEachProblem(
      context, policy::ProblemKind::kMissingPrincipal, [&](const policy::Problem& problem) {
        context.Report(problem.span, fmt::format("the statement names no Principal, which {} needs",
                                                 policy::Describe(context.policy().type.type)));
      });
}

}  // namespace

extern constinit const lint::Rule kMissingPrincipal{
    .info = {.name = "missing-principal",
             .group = "grammar",
             .level = lint::Level::kError,
             .summary = "a statement of a resource policy has no Principal",
             .why = "A resource policy says who may do something; a statement without a principal "
                    "is refused, or applies to nobody.",
             .fix = "Add a Principal.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole"}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "MISSING_PRINCIPAL",
                         .iam_policy_validator = "missing_principal missing_rcp_principal"},
             .source = kChecksPage},
    .needs = {.problems = {policy::ProblemKind::kMissingPrincipal}, .types = kNeedPrincipal},
    .check_policy = Check,
};

}  // namespace whittle::rules
