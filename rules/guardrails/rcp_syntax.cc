#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

constexpr std::string_view kSyntaxPage =
    "https://docs.aws.amazon.com/organizations/latest/userguide/"
    "orgs_manage_policies_rcps_syntax.html";

bool IsRcp(const lint::PolicyContext& context) {
  return context.policy().type.Surely({policy::Type::kRcp});
}

/// `"*"`, or `{"AWS": "*"}`, which means the same.
bool IsEveryone(const policy::Principal& principal) {
  return principal.kind == policy::PrincipalKind::kAws && principal.text.value == "*";
}

void CheckPrincipal(lint::PolicyContext& context) {
  if (!IsRcp(context)) return;
  for (const policy::Statement& statement : context.statements()) {
    const auto& clause = statement.principal;
    if (!clause.present()) continue;
    if (clause.negated) {
      context.Report(clause.key->span(), "a resource control policy takes no NotPrincipal");
      continue;
    }
    for (const policy::Principal& principal : clause.entries) {
      // What is no principal at all is a finding of its own.
      if (principal.kind == policy::PrincipalKind::kInvalid) continue;
      if (!principal.text.known() || IsEveryone(principal)) continue;
      context
          .Report(principal.text.span(),
                  fmt::format("a resource control policy takes no principal but `\"*\"`, and this "
                              "one names `{}`",
                              principal.text.value))
          .Help(
              "write `\"Principal\": \"*\"`, and tell principals apart by a condition on "
              "`aws:PrincipalArn`, `aws:PrincipalAccount` or `aws:PrincipalOrgID`");
    }
  }
}

/// The one Allow that there is: AWS's own RCPFullAWSAccess.
bool IsFullAccess(const policy::Statement& statement) {
  if (statement.condition_node != nullptr || statement.principal.negated ||
      statement.resource.negated) {
    return false;
  }
  for (const policy::Principal& principal : statement.principal.entries) {
    if (principal.text.known() && !IsEveryone(principal)) return false;
  }
  for (const policy::Resource& resource : statement.resource.entries) {
    if (resource.text.known() && !resource.all()) return false;
  }
  return true;
}

void CheckAllow(lint::PolicyContext& context) {
  if (!IsRcp(context)) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() || IsFullAccess(statement)) continue;
    context.Report(statement.effect_node->span(),
                   "an Allow of a resource control policy can only be about all principals and all "
                   "resources, without conditions");
  }
}

void CheckNotAction(lint::PolicyContext& context) {
  if (!IsRcp(context)) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.action.present() || !statement.action.negated) continue;
    context.Report(statement.action.key->span(), "a resource control policy takes no NotAction");
  }
}

void CheckAction(lint::PolicyContext& context) {
  if (!IsRcp(context)) return;
  for (const policy::Statement& statement : context.statements()) {
    if (statement.action.negated) continue;
    for (const lint::ResolvedAction& action : context.Actions(statement)) {
      if (action.unknown) continue;
      const policy::Text& text = action.entry->text;
      if (action.entry->all()) {
        if (statement.denies()) {
          context.Report(text.span(),
                         "a Deny of a resource control policy cannot be about `*`: it must name "
                         "the services");
        }
        continue;
      }
      // A prefix of no service is a finding of its own.
      if (!action.match.service ||
          context.catalog().service(*action.match.service).supports_rcp()) {
        continue;
      }
      context
          .Report(text.span(), fmt::format("resource control policies do not reach the service "
                                           "`{}`, so `{}` is refused",
                                           action.entry->service, text.value))
          .RestsOnCatalog();
    }
  }
}

}  // namespace

extern constinit const lint::Rule kRcpSyntaxErrorAction{
    .info = {.name = "rcp-syntax-error-action",
             .group = "guardrails",
             .level = lint::Level::kError,
             .summary = "an RCP names a service that RCPs do not reach",
             .why = "AWS Organizations refuses it: only some services honour resource control "
                    "policies, and a Deny must name them.",
             .fix = "Remove the action, or deny it in a service control policy.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "ec2:*", "Resource": "*"}
})",
                     policy::Type::kRcp},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*"}
})",
                      policy::Type::kRcp},
             .aliases = {.access_analyzer = "RCP_SYNTAX_ERROR_ACTION",
                         .iam_policy_validator =
                             "unsupported_rcp_service invalid_rcp_wildcard_action"},
             .source = "https://docs.aws.amazon.com/organizations/latest/userguide/"
                       "orgs_manage_policies_rcps.html"},
    .needs = {.types = {policy::Type::kRcp}},
    .check_policy = CheckAction,
};

extern constinit const lint::Rule kRcpSyntaxErrorAllow{
    .info = {.name = "rcp-syntax-error-allow",
             .group = "guardrails",
             .level = lint::Level::kError,
             .summary = "an RCP allows something in particular",
             .why = "AWS Organizations refuses it: AWS's own RCPFullAWSAccess allows all, and what "
                    "is written beside it can only deny.",
             .fix = "Turn it into a Deny of what must not happen.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::logs"}
})",
                     policy::Type::kRcp},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::logs"}
})",
                      policy::Type::kRcp},
             .aliases = {.access_analyzer = "RCP_SYNTAX_ERROR_ALLOW",
                         .iam_policy_validator = "invalid_rcp_effect"},
             .source = kSyntaxPage},
    .needs = {.types = {policy::Type::kRcp}},
    .check_policy = CheckAllow,
};

extern constinit const lint::Rule kRcpSyntaxErrorNotaction{
    .info = {.name = "rcp-syntax-error-notaction",
             .group = "guardrails",
             .level = lint::Level::kError,
             .summary = "an RCP uses NotAction",
             .why = "AWS Organizations refuses it: a resource control policy must name its "
                    "services.",
             .fix = "List the actions under Action.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "NotAction": "s3:GetObject", "Resource": "*"}
})",
                     policy::Type::kRcp},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}
})",
                      policy::Type::kRcp},
             .aliases = {.access_analyzer = "RCP_SYNTAX_ERROR_NOTACTION",
                         .iam_policy_validator = "invalid_rcp_not_action"},
             .source = kSyntaxPage},
    .needs = {.types = {policy::Type::kRcp}},
    .check_policy = CheckNotAction,
};

extern constinit const lint::Rule kRcpSyntaxErrorPrincipal{
    .info = {.name = "rcp-syntax-error-principal",
             .group = "guardrails",
             .level = lint::Level::kError,
             .summary = "an RCP names a principal other than everyone",
             .why = "AWS Organizations refuses it: a resource control policy is about all "
                    "principals, and conditions tell them apart.",
             .fix = "Write `\"Principal\": \"*\"` and a condition.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": {"AWS": "123456789012"}, "Action": "s3:*", "Resource": "*"}
})",
                     policy::Type::kRcp},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:*", "Resource": "*"}
})",
                      policy::Type::kRcp},
             .aliases = {.access_analyzer = "RCP_SYNTAX_ERROR_PRINCIPAL",
                         .iam_policy_validator = "invalid_rcp_principal invalid_rcp_not_principal"},
             .source = kSyntaxPage},
    .needs = {.types = {policy::Type::kRcp}},
    .check_policy = CheckPrincipal,
};

}  // namespace whittle::rules
