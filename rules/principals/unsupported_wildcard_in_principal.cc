#include <fmt/format.h>

#include "policy/pattern.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

/// Wildcards of the text that stand outside holes and variables.
bool HasOwnWildcard(const policy::Text& text) {
  if (text.pieces.empty()) return policy::HasWildcard(text.value);
  for (const policy::Piece& piece : text.pieces) {
    if (piece.kind != policy::PieceKind::kLiteral) continue;
    if (policy::HasWildcard(text.value.substr(piece.begin, piece.end - piece.begin))) return true;
  }
  return false;
}

void Check(lint::PolicyContext& context) {
  // An RCP takes nobody but everyone, which is a finding of its own.
  if (context.policy().type.Surely({policy::Type::kRcp})) return;
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Principal& principal : statement.principal.entries) {
      if (principal.key == nullptr || principal.kind == policy::PrincipalKind::kInvalid) continue;
      if (!HasOwnWildcard(principal.text)) continue;
      const bool everyone = principal.text.value == "*";
      if (everyone && principal.kind == policy::PrincipalKind::kAws) continue;
      context
          .Report(principal.text.span(),
                  fmt::format("`{}` has a wildcard, and wildcards match no {} principal",
                              principal.text.value, principal.key->text()))
          .Help(principal.kind == policy::PrincipalKind::kAws
                    ? "name the principals; or allow the account, or `*`, and match the names by a "
                      "condition: `\"ArnLike\": {\"aws:PrincipalArn\": …}`"
                    : "name the principals");
    }
  }
}

}  // namespace

extern constinit const lint::Rule kUnsupportedWildcardInPrincipal{
    .info = {.name = "unsupported-wildcard-in-principal",
             .group = "principals",
             .level = lint::Level::kError,
             .summary = "a principal has a wildcard in it",
             .why =
                 "A principal is compared as it stands: only `*` as a whole, and only under AWS, "
                 "means everyone. The policy is refused or names nobody.",
             .fix = "Name the principals, or match them by a condition on `aws:PrincipalArn`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:role/app-*"}, "Action": "sts:AssumeRole"}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:role/app-main"}, "Action": "sts:AssumeRole"}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
                         .iam_policy_validator = "service_principal_wildcard"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_principal.html"},
    .needs = {.facts = {lint::Fact::kPrincipal}},
    .check_policy = Check,
};

}  // namespace whittle::rules
