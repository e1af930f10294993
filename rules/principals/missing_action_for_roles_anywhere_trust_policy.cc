#include <fmt/format.h>

#include "policy/pattern.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

constexpr std::string_view kNeeded[] = {"sts:AssumeRole", "sts:SetSourceIdentity",
                                        "sts:TagSession"};

bool NamesRolesAnywhere(const policy::Statement& statement) {
  if (!statement.allows() || statement.principal.negated) return false;
  for (const policy::Principal& principal : statement.principal.entries) {
    if (principal.kind == policy::PrincipalKind::kService &&
        principal.text.value == "rolesanywhere.amazonaws.com") {
      return true;
    }
  }
  return false;
}

/// Whether the statement may allow the action.
bool MayAllow(const policy::Statement& statement, std::string_view wanted) {
  if (statement.action.negated || statement.action.open) return true;
  for (const policy::Action& action : statement.action.entries) {
    if (!action.text.known()) return true;
    if (policy::Matches(action.text.value, wanted, policy::Case::kInsensitive)) return true;
  }
  return false;
}

void Check(lint::PolicyContext& context) {
  if (!context.policy().type.Surely({policy::Type::kTrust}) || context.policy().open) return;
  const policy::Statement* first = nullptr;
  bool allowed[std::size(kNeeded)] = {};
  for (const policy::Statement& statement : context.statements()) {
    if (!NamesRolesAnywhere(statement) || !statement.action.present()) continue;
    if (first == nullptr) first = &statement;
    for (size_t i = 0; i < std::size(kNeeded); ++i) {
      allowed[i] = allowed[i] || MayAllow(statement, kNeeded[i]);
    }
  }
  if (first == nullptr) return;
  std::string missing;
  for (size_t i = 0; i < std::size(kNeeded); ++i) {
    if (allowed[i]) continue;
    if (!missing.empty()) missing += ", ";
    missing += fmt::format("`{}`", kNeeded[i]);
  }
  if (missing.empty()) return;
  context
      .Report(first->action.value->span(),
              fmt::format("IAM Roles Anywhere cannot assume the role: it also needs {}", missing))
      .Help(fmt::format("add {}", missing));
}

}  // namespace

extern constinit const lint::Rule kMissingActionForRolesAnywhereTrustPolicy{
    .info = {.name = "missing-action-for-roles-anywhere-trust-policy",
             .group = "principals",
             .level = lint::Level::kError,
             .summary = "a role for IAM Roles Anywhere lacks an action that it needs",
             .why =
                 "Roles Anywhere sets the certificate's subject as tags and source identity of the "
                 "session; without all three actions no session is made.",
             .fix = "Allow sts:AssumeRole, sts:SetSourceIdentity and sts:TagSession.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "rolesanywhere.amazonaws.com"}, "Action": ["sts:AssumeRole", "sts:TagSession"], "Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/1a2b"}}}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "rolesanywhere.amazonaws.com"}, "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"], "Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/1a2b"}}}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY"},
             .source =
                 "https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html"},
    .needs = {.facts = {lint::Fact::kServicePrincipal}, .types = {policy::Type::kTrust}},
    .check_policy = Check,
};

}  // namespace whittle::rules
