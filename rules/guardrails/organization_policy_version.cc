#include <fmt/format.h>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  const policy::Policy& policy = context.policy();
  // Without a Version at all missing-version speaks.
  if (policy.version != policy::Version::k2008) return;
  if (!policy.type.Surely({policy::Type::kScp, policy::Type::kRcp})) return;
  context.Report(policy.version_node->span(), fmt::format("{} must be of Version 2012-10-17",
                                                          policy::Describe(policy.type.type)));
}

}  // namespace

extern constinit const lint::Rule kOrganizationPolicyVersion{
    .info = {.name = "organization-policy-version",
             .group = "guardrails",
             .level = lint::Level::kError,
             .summary = "an SCP or RCP is written in the language of 2008",
             .why = "AWS Organizations takes no other Version than 2012-10-17.",
             .fix = "Write `\"Version\": \"2012-10-17\"`.",
             .bad = {R"({
  "Version": "2008-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})",
                     policy::Type::kScp},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})",
                      policy::Type::kScp},
             .source = "https://docs.aws.amazon.com/organizations/latest/userguide/"
                       "orgs_manage_policies_rcps_syntax.html"},
    .needs = {.facts = {lint::Fact::kOtherVersion},
              .types = {policy::Type::kScp, policy::Type::kRcp}},
    .check_policy = Check,
};

}  // namespace whittle::rules
