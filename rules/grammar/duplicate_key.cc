#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  ForEachProblem(context, policy::ProblemKind::kDuplicateKey, [&](const policy::Problem& problem) {
    context.Report(problem.span, fmt::format("`{}` stands twice in one object", problem.name))
        .Related(problem.other, "the first one");
  });
}

}  // namespace

extern constinit const lint::Rule kDuplicateKey{
    .info = {.name = "duplicate-key",
             .group = "grammar",
             .level = lint::Level::kError,
             .summary = "a key stands twice in one object",
             .why = "Parsers keep one of the two values and drop the other, and not all keep the "
                    "same one: half of what was written does not count.",
             .fix = "Merge the two into one.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Action": "iam:DeleteUser", "Resource": "*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": ["iam:DeleteRole", "iam:DeleteUser"], "Resource": "*"}
})"},
             .aliases = {.parliament = "MALFORMED_JSON"},
             .source = "https://www.rfc-editor.org/rfc/rfc8259#section-4"},
    .needs = {.problems = {policy::ProblemKind::kDuplicateKey}},
    .check_policy = Check,
};

}  // namespace whittle::rules
