#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

constexpr policy::TypeSet kNoPrincipal = {policy::Type::kIdentity, policy::Type::kBoundary,
                                          policy::Type::kSession};

void Check(lint::PolicyContext& context) {
  if (!context.policy().type.Surely(kNoPrincipal)) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.principal.present()) continue;
    context.Report(statement.principal.key->span(),
                   fmt::format("{} takes no {}", policy::Describe(context.policy().type.type),
                               statement.principal.key->text()));
  }
}

}  // namespace

extern constinit const lint::Rule kUnsupportedPrincipal{
    .info = {.name = "unsupported-principal",
             .group = "grammar",
             .level = lint::Level::kError,
             .summary = "an identity policy names a Principal",
             .why = "Who an identity policy is for follows from what it is attached to; AWS refuses"
                    " a Principal in it.",
             .fix = "Remove the Principal, or attach the policy to the resource.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "iam:DeleteRole", "Resource": "*"}
})",
                     policy::Type::kIdentity},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})",
                      policy::Type::kIdentity},
             .aliases = {.access_analyzer = "UNSUPPORTED_PRINCIPAL",
                         .iam_policy_validator = "unexpected_principal"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kPrincipal}, .types = kNoPrincipal},
    .check_policy = Check,
};

}  // namespace whittle::rules
