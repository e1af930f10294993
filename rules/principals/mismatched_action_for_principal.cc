#include <fmt/format.h>

#include "policy/pattern.h"
#include "rules/grammar/problems.h"
#include "rules/principals/principal_arn.h"

namespace whittle::rules {

namespace {

/// The three ways into a role.
enum class Way : unsigned char { kNone, kPlain, kSaml, kWebIdentity };

Way WayOf(const policy::Action& action) {
  const std::string_view name = action.text.value;
  if (policy::EqualsIgnoreCase(name, "sts:AssumeRole")) return Way::kPlain;
  if (policy::EqualsIgnoreCase(name, "sts:AssumeRoleWithSAML")) return Way::kSaml;
  if (policy::EqualsIgnoreCase(name, "sts:AssumeRoleWithWebIdentity")) return Way::kWebIdentity;
  return Way::kNone;
}

/// Whether the principal may come that way; true where that is not known.
bool Fits(const policy::Principal& principal, Way way) {
  switch (principal.kind) {
    case policy::PrincipalKind::kFederated:
      break;
    case policy::PrincipalKind::kInvalid:
      return true;
    default:
      return way == Way::kPlain || principal.text.value == "*" || !principal.text.known();
  }
  if (policy::HasWildcard(principal.text.value)) return true;
  switch (ProviderOf(principal.text)) {
    case Provider::kSaml:
      return way == Way::kSaml;
    case Provider::kOidc:
      return way == Way::kWebIdentity;
    default:
      return true;
  }
}

std::string_view Describe(const policy::Principal& principal) {
  if (principal.kind == policy::PrincipalKind::kService) return "a service";
  if (principal.kind != policy::PrincipalKind::kFederated) return "a principal of AWS";
  return ProviderOf(principal.text) == Provider::kSaml ? "a SAML provider" : "an OIDC provider";
}

std::string_view RightAction(const policy::Principal& principal) {
  if (principal.kind != policy::PrincipalKind::kFederated) return "sts:AssumeRole";
  return ProviderOf(principal.text) == Provider::kSaml ? "sts:AssumeRoleWithSAML"
                                                       : "sts:AssumeRoleWithWebIdentity";
}

void Check(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    const auto& who = statement.principal;
    if (who.entries.empty() || who.negated || who.open || statement.action.negated) continue;
    for (const policy::Action& action : statement.action.entries) {
      const Way way = WayOf(action);
      if (way == Way::kNone) continue;
      bool fits = false;
      for (const policy::Principal& principal : who.entries) fits = fits || Fits(principal, way);
      if (fits) continue;
      const policy::Principal& first = who.entries.front();
      context
          .Report(action.text.span(),
                  fmt::format("`{}` is not the way in for `{}`, {}", action.text.value,
                              first.text.value, Describe(first)))
          .Help(fmt::format("write `{}`", RightAction(first)))
          .Related(first.text.span());
    }
  }
}

}  // namespace

extern constinit const lint::Rule kMismatchedActionForPrincipal{
    .info = {.name = "mismatched-action-for-principal",
             .group = "principals",
             .level = lint::Level::kError,
             .summary = "the action is not the principal's way into the role",
             .why =
                 "Users of a SAML provider come by sts:AssumeRoleWithSAML, those of an OIDC "
                 "provider by sts:AssumeRoleWithWebIdentity, everybody else by sts:AssumeRole. The "
                 "statement lets nobody in.",
             .fix = "Write the action that belongs to the principal.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": {"Federated": "arn:aws:iam::123456789012:saml-provider/okta"}, "Action": "sts:AssumeRole"}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": {"Federated": "arn:aws:iam::123456789012:saml-provider/okta"}, "Action": "sts:AssumeRoleWithSAML"}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "MISMATCHED_ACTION_FOR_PRINCIPAL",
                         .iam_policy_validator = "invalid_principal_type_for_assume_action"},
             .source = "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML."
                       "html"},
    .needs = {.facts = {lint::Fact::kPrincipal}, .services = {"sts"}},
    .check_policy = Check,
};

}  // namespace whittle::rules
