#include <fmt/format.h>

#include "rules/edits.h"
#include "rules/grammar/problems.h"
#include "text/spelling.h"

namespace whittle::rules {

namespace {

std::vector<std::string> Near(std::string_view key) {
  text::Nearest nearest(key);
  for (const std::string_view kind : {"AWS", "Service", "Federated", "CanonicalUser"}) {
    nearest.Consider(kind);
  }
  return nearest.Take(1);
}

void Check(lint::PolicyContext& context) {
  ForEachProblem(
      context, policy::ProblemKind::kInvalidPrincipalKey, [&](const policy::Problem& problem) {
        const auto near = Near(problem.name);
        lint::FindingBuilder finding = context.Report(
            problem.span,
            fmt::format("`{}` is no kind of principal{}", problem.name, text::DidYouMean(near)));
        const text::Node* statement = ObjectOf(context, problem);
        if (statement == nullptr) return;
        for (const std::string_view element : {"Principal", "NotPrincipal"}) {
          const text::Node* kinds = statement->Get(element);
          if (kinds == nullptr || !kinds->span().Contains(problem.span)) continue;
          finding.Fix(RespellKey(*kinds, *problem.node, near), false);
        }
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
