// Services that may assume a role: for whom, and what they need.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "policy/pattern.h"
#include "rules/trust/trust.h"

namespace whittle::rules {

namespace {

/// Services whose documentation shows a role trust policy with aws:SourceAccount or aws:SourceArn:
/// they act for many customers and send these keys. Others may not send them, and a condition on a
/// key that never comes would lock the service out; so no service is here without such a page.
/// ssm.amazonaws.com has a rule of its own. Sorted.
constexpr std::array<std::string_view, 37> kSendSource = {
    "application.qbusiness.amazonaws.com",
    "appsync.amazonaws.com",
    "backup.amazonaws.com",
    "batch.amazonaws.com",
    "bedrock-agentcore.amazonaws.com",
    "bedrock.amazonaws.com",
    "codebuild.amazonaws.com",
    "cognito-idp.amazonaws.com",
    "comprehend.amazonaws.com",
    "config.amazonaws.com",
    "datasync.amazonaws.com",
    "dlm.amazonaws.com",
    "ecs-tasks.amazonaws.com",
    "eks-fargate-pods.amazonaws.com",
    "elasticmapreduce.amazonaws.com",
    "emr-serverless.amazonaws.com",
    "events.amazonaws.com",
    "firehose.amazonaws.com",
    "fis.amazonaws.com",
    "glue.amazonaws.com",
    "grafana.amazonaws.com",
    "iot.amazonaws.com",
    "kinesisanalytics.amazonaws.com",
    "logs.amazonaws.com",
    "mediaconvert.amazonaws.com",
    "monitoring.rds.amazonaws.com",
    "osis-pipelines.amazonaws.com",
    "personalize.amazonaws.com",
    "pipes.amazonaws.com",
    "qbusiness.amazonaws.com",
    "rds.amazonaws.com",
    "sagemaker.amazonaws.com",
    "scheduler.amazonaws.com",
    "states.amazonaws.com",
    "transcribe.amazonaws.com",
    "transfer.amazonaws.com",
    "vpc-flow-logs.amazonaws.com",
};

bool Is(const policy::Principal& principal, std::string_view service) {
  return principal.kind == policy::PrincipalKind::kService && principal.text.value == service;
}

void CheckSource(lint::PolicyContext& context) {
  ForEachTrust(context, [&](const policy::Statement& statement) {
    for (const policy::Principal& principal : statement.principal.entries) {
      if (principal.kind != policy::PrincipalKind::kService ||
          !std::binary_search(kSendSource.begin(), kSendSource.end(), principal.text.value)) {
        continue;
      }
      if (SaysSource(statement) || RequiresOneOf(statement, {"sts:ExternalId"})) return;
      context
          .Report(principal.text.span(),
                  fmt::format("{} may assume this role for any account: no condition says for "
                              "which one it acts",
                              principal.text.value))
          .Help(
              "add \"Condition\": {\"StringEquals\": {\"aws:SourceAccount\": \"<ACCOUNT>\"}}, and "
              "aws:SourceArn where the service's resource is known");
    }
  });
}

void CheckPodIdentity(lint::PolicyContext& context) {
  ForEachTrust(context, [&](const policy::Statement& statement) {
    for (const policy::Principal& principal : statement.principal.entries) {
      if (!Is(principal, "pods.eks.amazonaws.com")) continue;
      if (statement.action.open || !Covers(statement, "sts:AssumeRole")) return;
      // Another statement may allow it.
      for (const policy::Statement& other : context.statements()) {
        if (other.allows() && (other.action.open || Covers(other, "sts:TagSession"))) return;
      }
      context.Report(principal.text.span(),
                     "EKS Pod Identity tags the sessions it makes, and this role does not allow "
                     "sts:TagSession");
    }
  });
}

void CheckTrustAnchor(lint::PolicyContext& context) {
  ForEachTrust(context, [&](const policy::Statement& statement) {
    if (statement.condition_open || !statement.conditions.empty()) return;
    for (const policy::Principal& principal : statement.principal.entries) {
      if (!Is(principal, "rolesanywhere.amazonaws.com")) continue;
      if (HasConditionalDeny(context.policy())) return;
      context.Report(principal.text.span(),
                     "a certificate of any trust anchor of the account may assume this role: no "
                     "condition says which");
    }
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
