#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() || !statement.principal.present() || !statement.principal.negated) {
      continue;
    }
    context.Report(statement.principal.key->span(),
                   "Allow with NotPrincipal opens the resource to everyone who is not listed");
  }
}

}  // namespace

extern constinit const lint::Rule kAllowWithNotPrincipal{
    .info = {.name = "allow-with-not-principal",
             .group = "security",
             .level = lint::Level::kSecurityWarning,
             .summary = "Allow stands beside NotPrincipal",
             .why = "All principals but those listed are allowed, anonymous ones included.",
             .fix = "List the principals that are meant under Principal, or turn the statement into"
                    " a Deny.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "NotPrincipal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*"}
})",
                     policy::Type::kResource},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "NotPrincipal": {"AWS": "arn:aws:iam::123456789012:root"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*"}
})",
                      policy::Type::kResource},
             .aliases = {.access_analyzer = "ALLOW_WITH_NOT_PRINCIPAL",
                         .parliament = "NOTPRINCIPAL_WITH_ALLOW",
                         .iam_policy_validator = "not_principal_with_allow"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_notprincipal.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kNotPrincipal}},
    .check_policy = Check,
};

}  // namespace whittle::rules
