#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

constexpr std::string_view kTrustPage =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html";

bool IsTrust(const lint::PolicyContext& context) {
  return context.policy().type.Surely({policy::Type::kTrust});
}

void CheckNotPrincipal(lint::PolicyContext& context) {
  if (!IsTrust(context)) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.principal.present() || !statement.principal.negated) continue;
    context.Report(statement.principal.key->span(), "a role trust policy takes no NotPrincipal");
  }
}

void CheckResource(lint::PolicyContext& context) {
  if (!IsTrust(context)) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.resource.present()) continue;
    context.Report(statement.resource.key->span(),
                   fmt::format("a role trust policy takes no {}: it is about the role that it "
                               "stands in",
                               statement.resource.key->text()));
  }
}

void CheckWildcard(lint::PolicyContext& context) {
  if (!IsTrust(context)) return;
  for (const policy::Statement& statement : context.statements()) {
    if (statement.principal.negated) continue;
    for (const policy::Principal& principal : statement.principal.entries) {
      if (principal.key != nullptr || principal.text.value != "*") continue;
      context.Report(principal.text.span(),
                     "a role trust policy takes no bare `\"*\"` for its principal");
    }
  }
}

}  // namespace

extern constinit const lint::Rule kRoleTrustPolicySyntaxErrorNotprincipal{
    .info = {.name = "role-trust-policy-syntax-error-notprincipal",
             .group = "principals",
             .level = lint::Level::kError,
             .summary = "a role trust policy uses NotPrincipal",
             .why = "IAM refuses it.",
             .fix = "Name who may assume the role under Principal.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "NotPrincipal": {"AWS": "arn:aws:iam::123456789012:role/app"}, "Action": "sts:AssumeRole"}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::123456789012:role/app"}, "Action": "sts:AssumeRole"}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL"},
             .source = kTrustPage},
    .needs = {.facts = {lint::Fact::kNotPrincipal}, .types = {policy::Type::kTrust}},
    .check_policy = CheckNotPrincipal,
};

extern constinit const lint::Rule kRoleTrustPolicySyntaxErrorResource{
    .info = {.name = "role-trust-policy-syntax-error-resource",
             .group = "principals",
             .level = lint::Level::kError,
             .summary = "a role trust policy names a resource",
             .why = "IAM refuses it: the role that the policy stands in is the resource.",
             .fix = "Remove the element.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole", "Resource": "*"}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE"},
             .source = kTrustPage},
    .needs = {.types = {policy::Type::kTrust}},
    .check_policy = CheckResource,
};

extern constinit const lint::Rule kRoleTrustPolicyUnsupportedWildcardInPrincipal{
    .info = {.name = "role-trust-policy-unsupported-wildcard-in-principal",
             .group = "principals",
             .level = lint::Level::kError,
             .summary = "a role trust policy has a bare * for its principal",
             .why = "AWS does not support a bare `\"*\"` in a trust policy; read as everyone, it "
                    "hands the role to the world.",
             .fix = "Name who may assume the role.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL"},
             .source = kTrustPage},
    .needs = {.facts = {lint::Fact::kStarPrincipal}, .types = {policy::Type::kTrust}},
    .check_policy = CheckWildcard,
};

}  // namespace whittle::rules
