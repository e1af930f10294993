// Services that may assume a role: for whom, and what they need.
#include <fmt/format.h>

#include "rules/trust/sending_services.h"
#include "rules/trust/trust.h"

namespace whittle::rules {

namespace {

void CheckSource(lint::PolicyContext& context) {
  ForEachService(
      context, [&](const policy::Statement& statement, const policy::Principal& principal) {
        const SendingService* const service = FindSendingService(principal.text.value);
        if (service == nullptr) return;
        if (SaysSource(statement) || RequiresOneOf(statement, {"sts:ExternalId"})) return;
        context
            .Report(principal.text.span(),
                    fmt::format("{} may assume this role for any account: no condition says for "
                                "which one it acts",
                                service->principal))
            .Help(fmt::format("add \"Condition\": {{\"StringEquals\": {{\"aws:SourceAccount\": "
                              "\"<ACCOUNT>\"}}}}, and "
                              "aws:SourceArn where the service's resource is known; see {}",
                              service->page));
      });
}

void CheckPodIdentity(lint::PolicyContext& context) {
  ForEachService(context, [&](const policy::Statement&, const policy::Principal& principal) {
    if (principal.text.value != "pods.eks.amazonaws.com" || context.policy().open) return;
    // Another statement may allow it.
    for (const policy::Statement& other : context.statements()) {
      if (!other.denies() && MayCover(other, "sts:TagSession")) return;
    }
    context.Report(principal.text.span(),
                   "EKS Pod Identity tags the sessions it makes, and this role does not allow "
                   "sts:TagSession");
  });
}

void CheckTrustAnchor(lint::PolicyContext& context) {
  ForEachService(
      context, [&](const policy::Statement& statement, const policy::Principal& principal) {
        if (principal.text.value != "rolesanywhere.amazonaws.com") return;
        if (statement.condition_open || !statement.conditions.empty()) return;
        if (HasConditionalDeny(context.policy())) return;
        context.Report(principal.text.span(),
                       "a certificate of any trust anchor of the account may assume this role: no "
                       "condition says which");
      });
}

}  // namespace

extern constinit const lint::Rule kServiceTrustWithoutSourceCondition{
    .info = {.name = "service-trust-without-source-condition",
             .group = "trust",
             .level = lint::Level::kSuggestion,
             .summary = "a service may assume a role with no condition on whom it acts for",
             .why = "The service acts for many customers and says for whom. Without a condition on "
                    "that, another account's resource might have it use this role: the confused "
                    "deputy.",
             .fix = "Add a condition on aws:SourceAccount, and on aws:SourceArn.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Service": "vpc-flow-logs.amazonaws.com"},
    "Action": "sts:AssumeRole"
  }
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Service": "vpc-flow-logs.amazonaws.com"},
    "Action": "sts:AssumeRole",
    "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}
  }
})",
                      policy::Type::kTrust},
             .aliases = {.iam_policy_validator = "confused_deputy_risk"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kServicePrincipal},
              .types = {policy::Type::kTrust}},
    .check_policy = CheckSource,
};

extern constinit const lint::Rule kPodIdentityWithoutTagSession{
    .info = {.name = "pod-identity-without-tag-session",
             .group = "trust",
             .level = lint::Level::kWarning,
             .summary = "a role for EKS Pod Identity does not allow sts:TagSession",
             .why = "EKS tags the sessions of pods with cluster, namespace and service account; "
                    "without the permission the pods get no credentials, unless tags are turned "
                    "off for the association.",
             .fix = "Allow sts:TagSession beside sts:AssumeRole.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Service": "pods.eks.amazonaws.com"},
    "Action": "sts:AssumeRole"
  }
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Service": "pods.eks.amazonaws.com"},
    "Action": ["sts:AssumeRole", "sts:TagSession"]
  }
})",
                      policy::Type::kTrust},
             .source = "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kServicePrincipal},
              .types = {policy::Type::kTrust}},
    .check_policy = CheckPodIdentity,
};

extern constinit const lint::Rule kRolesAnywhereWithoutTrustAnchor{
    .info = {.name = "roles-anywhere-without-trust-anchor",
             .group = "trust",
             .level = lint::Level::kWarning,
             .summary = "IAM Roles Anywhere may assume a role with any certificate of the account",
             .why = "Every certificate that a trusted authority ever signed opens the role, a "
                    "printer's as well as a server's.",
             .fix =
                 "Add conditions on aws:SourceArn, the trust anchor, and on the certificate, such "
                 "as aws:PrincipalTag/x509Subject/CN.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Service": "rolesanywhere.amazonaws.com"},
    "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"]
  }
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"Service": "rolesanywhere.amazonaws.com"},
    "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
    "Condition": {"StringEquals": {"aws:PrincipalTag/x509Subject/OU": "web"}}
  }
})",
                      policy::Type::kTrust},
             .source =
                 "https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kServicePrincipal},
              .types = {policy::Type::kTrust}},
    .check_policy = CheckTrustAnchor,
};

}  // namespace whittle::rules
