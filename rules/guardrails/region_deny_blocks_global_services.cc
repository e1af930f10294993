#include <fmt/format.h>

#include "policy/pattern.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

using policy::EqualsIgnoreCase;

/// Global services: whatever Region a request is meant for, aws:RequestedRegion is us-east-1.
constexpr std::string_view kGlobal[] = {"iam", "organizations", "cloudfront", "route53", "support"};
constexpr std::string_view kTheirRegion = "us-east-1";

/// Whether the condition is true of requests to us-east-1, for certain.
bool HoldsInTheirRegion(const policy::Condition& condition) {
  if (condition.op.qualifier != policy::SetQualifier::kNone || condition.open) return false;
  const bool equals = condition.op.base == policy::BaseOperator::kStringNotEquals;
  const bool like = condition.op.base == policy::BaseOperator::kStringNotLike;
  if (!equals && !like) return false;
  for (const policy::Text& value : condition.values) {
    if (!value.pieces.empty()) return false;
    if (equals ? value.value == kTheirRegion
               : policy::Matches(value.value, kTheirRegion, policy::Case::kSensitive)) {
      return false;
    }
  }
  return true;
}

/// Principals are exempted by such conditions; all others are still denied.
bool IsExemption(const policy::Condition& condition) {
  return condition.op.negated() &&
         (EqualsIgnoreCase(condition.key.value, "aws:PrincipalArn") ||
          EqualsIgnoreCase(condition.key.value, "aws:PrincipalAccount") ||
          policy::StartsWithIgnoreCase(condition.key.value, "aws:PrincipalTag/"));
}

/// The condition on the Region, if the statement denies us-east-1 for certain.
const policy::Condition* RegionOf(const policy::Statement& statement) {
  const policy::Condition* region = nullptr;
  if (statement.condition_open) return nullptr;
  for (const policy::Condition& condition : statement.conditions) {
    if (!condition.key.known()) return nullptr;
    if (EqualsIgnoreCase(condition.key.value, "aws:RequestedRegion")) {
      if (!HoldsInTheirRegion(condition)) return nullptr;
      region = &condition;
    } else if (!IsExemption(condition)) {
      return nullptr;
    }
  }
  return region;
}

/// Whether the statement is about all actions of the service.
bool IsAboutAll(const policy::Clause<policy::Action>& clause, std::string_view service) {
  if (!clause.present() || clause.open) return false;
  for (const policy::Action& action : clause.entries) {
    if (!action.text.pieces.empty()) return false;
    const bool all = action.all();
    const bool of_service =
        all || policy::Matches(action.service, service, policy::Case::kInsensitive);
    if (clause.negated && of_service) return false;
    if (!clause.negated && (all || (of_service && action.name == "*"))) return true;
  }
  return clause.negated;
}

bool IsOnEverything(const policy::Clause<policy::Resource>& clause) {
  if (clause.negated) return false;
  for (const policy::Resource& resource : clause.entries) {
    if (resource.all()) return true;
  }
  return false;
}

void Check(lint::PolicyContext& context) {
  if (context.policy().type.type != policy::Type::kScp) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.denies() || !IsOnEverything(statement.resource)) continue;
    const policy::Condition* region = RegionOf(statement);
    if (region == nullptr) continue;
    std::string blocked;
    for (const std::string_view service : kGlobal) {
      if (IsAboutAll(statement.action, service)) {
        blocked += fmt::format("{}`{}`", blocked.empty() ? "" : ", ", service);
      }
    }
    if (blocked.empty()) continue;
    context
        .Report(region->key.span(),
                fmt::format("the Deny also stops global services, whose requests count as {}: {}",
                            kTheirRegion, blocked))
        .Help(statement.action.negated
                  ? "list them under NotAction, as `SERVICE:*`"
                  : "deny by NotAction, and list there what must work everywhere, as `SERVICE:*`");
  }
}

}  // namespace

extern constinit const lint::Rule kRegionDenyBlocksGlobalServices{
    .info = {.name = "region-deny-blocks-global-services",
             .group = "guardrails",
             .level = lint::Level::kWarning,
             .summary = "an SCP denies Regions and with them global services",
             .why =
                 "IAM, Organizations, CloudFront, Route 53 and Support have one endpoint, and "
                 "aws:RequestedRegion is us-east-1 for them. A Deny of all other Regions than some "
                 "without it takes them away everywhere.",
             .fix = "Leave the global services out by NotAction, or allow us-east-1.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "NotAction": ["iam:*", "organizations:*", "cloudfront:*", "support:*"], "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1"]}}}
})",
                     policy::Type::kScp},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "NotAction": ["iam:*", "organizations:*", "cloudfront:*", "support:*", "route53:*"], "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1"]}}}
})",
                      policy::Type::kScp},
             .source = "https://docs.aws.amazon.com/organizations/latest/userguide/"
                       "orgs_manage_policies_scps_examples_general.html"},
    .needs = {.facts = {lint::Fact::kDeny, lint::Fact::kStringOperator}},
    .check_policy = Check,
};

}  // namespace whittle::rules
