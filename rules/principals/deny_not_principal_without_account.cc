#include <fmt/format.h>

#include <algorithm>

#include "rules/conditions/conditions.h"

namespace whittle::rules {

namespace {

/// The account itself among the principals, as an ARN or as its digits.
bool ListsAccount(const policy::Statement& statement, std::string_view account) {
  return std::any_of(statement.principal.entries.begin(), statement.principal.entries.end(),
                     [&](const policy::Principal& principal) {
                       if (!principal.text.known() || principal.text.value == account) return true;
                       const policy::Arn arn(principal.text);
                       return arn.account() == account && arn.resource() == "root";
                     });
}

void Check(lint::PolicyContext& context) {
  // In a trust policy the element itself is refused.
  if (context.policy().type.type == policy::Type::kTrust) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.denies() || !statement.principal.negated || statement.principal.open) continue;
    for (const policy::Principal& principal : statement.principal.entries) {
      const policy::Text& text = principal.text;
      if (principal.kind != policy::PrincipalKind::kAws || !NamesAccount(text)) continue;
      const policy::Arn arn(text);
      if (arn.unknown(policy::ArnField::kAccount) || arn.resource() == "root" ||
          ListsAccount(statement, arn.account())) {
        continue;
      }
      context.Report(text.span(),
                     fmt::format("the Deny may hit `{}` as well: AWS may look at its account "
                                 "first, which NotPrincipal does not list",
                                 text.value));
      break;
    }
  }
}

}  // namespace

extern constinit const lint::Rule kDenyNotPrincipalWithoutAccount{
    .info = {.name = "deny-not-principal-without-account",
             .group = "principals",
             .level = lint::Level::kWarning,
             .summary = "a Deny of all but a user or role does not spare its account",
             .why = "With NotPrincipal AWS may compare the account first, then the role, then the "
                    "session, and each of them must be listed: otherwise the Deny shuts out those "
                    "whom it means to spare. The names of sessions are seldom known.",
             .fix = "Deny `\"Principal\": \"*\"` with the condition `\"ArnNotEquals\": "
                    "{\"aws:PrincipalArn\": …}` instead.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "NotPrincipal": {"AWS": "arn:aws:iam::123456789012:user/ann"}, "Action": "s3:*", "Resource": "arn:aws:s3:::site/*"}
})",
                     policy::Type::kResource},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "NotPrincipal": {"AWS": ["arn:aws:iam::123456789012:user/ann", "arn:aws:iam::123456789012:root"]}, "Action": "s3:*", "Resource": "arn:aws:s3:::site/*"}
})",
                      policy::Type::kResource},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_notprincipal.html"},
    .needs = {.facts = {lint::Fact::kDeny, lint::Fact::kNotPrincipal, lint::Fact::kAwsPrincipal}},
    .check_policy = Check,
};

}  // namespace whittle::rules
