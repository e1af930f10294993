#include <fmt/format.h>

#include "rules/grammar/problems.h"
#include "text/spelling.h"

namespace whittle::rules {

namespace {

std::string Near(std::string_view key) {
  text::Nearest nearest(key);
  for (const std::string_view kind : {"AWS", "Service", "Federated", "CanonicalUser"}) {
    nearest.Consider(kind);
  }
  return text::DidYouMean(nearest.Take(1));
}

void Check(lint::PolicyContext& context) {
  ForEachProblem(context, policy::ProblemKind::kInvalidPrincipalKey,
                 [&](const policy::Problem& problem) {
                   context.Report(problem.span, fmt::format("`{}` is no kind of principal{}",
                                                            problem.name, Near(problem.name)));
                 });
}

}  // namespace

extern constinit const lint::Rule kInvalidPrincipalKey{
    .info = {.name = "invalid-principal-key",
             .group = "grammar",
             .level = lint::Level::kError,
             .summary = "a key of Principal is no kind of principal",
             .why = "AWS refuses the policy. The kinds are AWS, Service, Federated and "
                    "CanonicalUser, in this spelling.",
             .fix = "Use one of the four kinds.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "INVALID_PRINCIPAL_KEY",
                         .parliament = "UNKNOWN_PRINCIPAL"},
             .source = kChecksPage},
    .needs = {.problems = {policy::ProblemKind::kInvalidPrincipalKey}},
    .check_policy = Check,
};

}  // namespace whittle::rules
