#include <fmt/format.h>

#include "rules/grammar/problems.h"
#include "rules/principals/principal_arn.h"

namespace whittle::rules {

namespace {

/// The entry that names the role of the session, or null.
const policy::Principal* RoleOf(const RoleName& session, const policy::Statement& statement) {
  for (const policy::Principal& principal : statement.principal.entries) {
    if (principal.kind != policy::PrincipalKind::kAws) continue;
    const RoleName role = RoleNameOf(principal.text);
    if (!role.session && !role.name.empty() && role.name == session.name &&
        role.account == session.account) {
      return &principal;
    }
  }
  return nullptr;
}

void Check(lint::PolicyContext& context) {
  if (!context.policy().type.Surely({policy::Type::kTrust})) return;
  for (const policy::Statement& statement : context.statements()) {
    if (statement.principal.entries.size() < 2 || statement.principal.negated) continue;
    for (const policy::Principal& principal : statement.principal.entries) {
      if (principal.kind != policy::PrincipalKind::kAws) continue;
      const RoleName session = RoleNameOf(principal.text);
      if (!session.session) continue;
      const policy::Principal* role = RoleOf(session, statement);
      if (role == nullptr) continue;
      context
          .Report(principal.text.span(),
                  fmt::format("the session `{}` is one of the role `{}`, which is named as well",
                              principal.text.value, role->text.value))
          .Related(role->text.span(), "the role");
    }
  }
}

}  // namespace

extern constinit const lint::Rule kRedundantPrincipalInRoleTrustPolicy{
    .info = {.name = "redundant-principal-in-role-trust-policy",
             .group = "principals",
             .level = lint::Level::kSuggestion,
             .summary = "a role's session is named beside the role",
             .why =
                 "The role stands for all its sessions: the entry changes nothing, and it reads as "
                 "if only that session were meant.",
             .fix = "Remove the session, or the role if only the session is meant.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::123456789012:role/app", "arn:aws:sts::123456789012:assumed-role/app/main"]}, "Action": "sts:AssumeRole"}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::123456789012:role/app", "arn:aws:sts::123456789012:assumed-role/ops/main"]}, "Action": "sts:AssumeRole"}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_principal.html#principal-role-session"},
    .needs = {.facts = {lint::Fact::kAwsPrincipal}, .types = {policy::Type::kTrust}},
    .check_policy = Check,
};

}  // namespace whittle::rules
