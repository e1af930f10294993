#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

constexpr std::string_view kSyntaxPage =
    "https://docs.aws.amazon.com/organizations/latest/userguide/"
    "orgs_manage_policies_scps_syntax.html";

void CheckPrincipal(lint::PolicyContext& context) {
  if (!context.policy().type.Surely({policy::Type::kScp})) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.principal.present()) continue;
    context.Report(
        statement.principal.key->span(),
        fmt::format("a service control policy takes no {}", statement.principal.key->text()));
  }
}

}  // namespace

extern constinit const lint::Rule kScpSyntaxErrorActionWildcard{
    .info = {.name = "scp-syntax-error-action-wildcard",
             .group = "guardrails",
             .level = lint::Level::kError,
             .summary = "an action of an SCP has a wildcard before its end",
             .why = "AWS Organizations refused it until 2025-09-19. Since then SCPs have IAM's "
                    "whole language, and wildcards may stand anywhere.",
             .fix = "Nothing.",
             .bad = {},
             .good = {},
             .aliases = {.access_analyzer = "SCP_SYNTAX_ERROR_ACTION_WILDCARD"},
             .source = kSyntaxPage,
             .retired = true},
};

extern constinit const lint::Rule kScpSyntaxErrorPrincipal{
    .info = {.name = "scp-syntax-error-principal",
             .group = "guardrails",
             .level = lint::Level::kError,
             .summary = "a service control policy names a principal",
             .why = "AWS Organizations refuses it: an SCP is about all principals of the accounts "
                    "that it is attached to.",
             .fix = "Remove the element; a condition on `aws:PrincipalArn` tells principals apart.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "iam:DeleteRole", "Resource": "*"}
})",
                     policy::Type::kScp},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})",
                      policy::Type::kScp},
             .aliases = {.access_analyzer = "SCP_SYNTAX_ERROR_PRINCIPAL",
                         .iam_policy_validator = "invalid_principal invalid_not_principal"},
             .source = kSyntaxPage},
    .needs = {.facts = {lint::Fact::kPrincipal}, .types = {policy::Type::kScp}},
    .check_policy = CheckPrincipal,
};

}  // namespace whittle::rules
