#include <algorithm>
#include <array>

#include "policy/pattern.h"
#include "rules/trust/trust.h"

namespace whittle::rules {

namespace {

/// Keys that every caller can satisfy from an account of his own, or that say nothing of him. Lower
/// case; those that end in `/` stand for all keys that begin so.
/// Source: IAM user guide, reference_policies_condition-keys.
constexpr std::array<std::string_view, 19> kSaysNothingOfTheCaller = {
    "aws:currenttime",
    "aws:epochtime",
    "aws:multifactorauthage",
    "aws:multifactorauthpresent",
    "aws:principalisawsservice",
    "aws:principaltag/",
    "aws:principaltype",
    "aws:referer",
    "aws:requestedregion",
    "aws:requesttag/",
    "aws:resourceaccount",
    "aws:resourceorgid",
    "aws:resourcetag/",
    "aws:securetransport",
    "aws:tagkeys",
    "aws:tokenissuetime",
    "aws:useragent",
    "sts:rolesessionname",
    "sts:sourceidentity",
};

/// Keys that are absent for callers outside of any organization, so that IfExists lets them
/// through.
constexpr std::array<std::string_view, 2> kAbsentOutside = {"aws:PrincipalOrgID",
                                                            "aws:PrincipalOrgPaths"};

bool MayLimitCallers(const policy::Condition& condition) {
  const policy::Text& key = condition.key;
  if (!key.known() || condition.op.has_holes || !condition.op.known()) return true;
  for (const std::string_view known : kSaysNothingOfTheCaller) {
    if (known.back() == '/' ? policy::StartsWithIgnoreCase(key.value, known)
                            : policy::EqualsIgnoreCase(key.value, known)) {
      return false;
    }
  }
  // What is not one of a few names is nearly everybody, and Null only asks whether a key is there.
  if (condition.op.negated() || condition.op.base == policy::BaseOperator::kNull) return false;
  if (condition.op.if_exists &&
      std::any_of(kAbsentOutside.begin(), kAbsentOutside.end(), [&](std::string_view absent) {
        return policy::EqualsIgnoreCase(key.value, absent);
      })) {
    return false;
  }
  // `"aws:PrincipalArn": "*"` limits nobody.
  return !std::any_of(condition.values.begin(), condition.values.end(),
                      [&](const policy::Text& value) {
                        return value.present() && value.choice == 0 && value.value == "*" &&
                               condition.op.takes_wildcards();
                      });
}

bool AllowsSomeAssuming(const policy::Statement& statement) {
  return Covers(statement, "sts:AssumeRole") ||
         Covers(statement, "sts:AssumeRoleWithWebIdentity") ||
         Covers(statement, "sts:AssumeRoleWithSAML");
}

void Check(lint::PolicyContext& context) {
  ForEachTrust(context, [&](const policy::Statement& statement) {
    const auto& principals = statement.principal.entries;
    const auto anyone =
        std::find_if(principals.begin(), principals.end(), [](const policy::Principal& principal) {
          return principal.kind == policy::PrincipalKind::kAws && principal.text.value == "*" &&
                 principal.text.choice == 0;
        });
    if (anyone == principals.end() || statement.choice != 0 || statement.condition_open) return;
    if (std::any_of(statement.conditions.begin(), statement.conditions.end(), MayLimitCallers)) {
      return;
    }
    // IAM refuses the bare `*`, so with NotAction it is an endpoint's policy rather than a role's.
    if (anyone->key == nullptr && statement.action.negated) return;
    if (!AllowsSomeAssuming(statement) || HasConditionalDeny(context.policy())) return;
    auto finding = context.Report(anyone->text.span(),
                                  statement.conditions.empty()
                                      ? "anybody with an AWS account may assume this role"
                                      : "anybody with an AWS account may assume this role: no "
                                        "condition limits who");
    for (const policy::Condition& condition : statement.conditions) {
      finding.Related(condition.key.span(), "does not limit who");
    }
  });
}

}  // namespace

extern constinit const lint::Rule kTrustPolicyAllowsAnyone{
    .info = {.name = "trust-policy-allows-anyone",
             .group = "trust",
             .level = lint::Level::kSecurityWarning,
             .summary = "anybody with an AWS account may assume a role",
             .why = "`*` stands for every principal of every account. Conditions on what callers "
                    "choose themselves, such as session names, tags or user agents, keep nobody "
                    "out.",
             .fix = "Name the principals, or add a condition on aws:PrincipalOrgID, "
                    "aws:PrincipalAccount or aws:PrincipalArn.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": "sts:AssumeRole"
  }
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": "sts:AssumeRole",
    "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}
  }
})",
                      policy::Type::kTrust},
             .aliases = {.checkov = "CKV_AWS_60"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_principal.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kStarPrincipal},
              .types = {policy::Type::kTrust}},
    .check_policy = Check,
};

}  // namespace whittle::rules
