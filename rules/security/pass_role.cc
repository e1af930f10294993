#include "rules/security/role_grants.h"

#include <algorithm>

#include "policy/pattern.h"

namespace whittle::rules {

namespace {

constexpr std::string_view kAction = "iam:PassRole";
constexpr std::string_view kWhy =
    "Whoever may pass a role to a service can do there what the role can do: "
    "passing every role is a way to every permission in the account.";
constexpr std::string_view kFix =
    "Name the roles that may be passed, or the services that they may be passed to "
    "with iam:PassedToService.";
constexpr std::string_view kSource =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html";

/// Services that AWS counts as named even under IfExists: calls that pass them a role carry the
/// key. Source: answers of ValidatePolicy on AWS managed policies; for others it reports.
bool AlwaysTold(const policy::Text& service) {
  return service.value == "lambda.amazonaws.com" || service.value == "cloudformation.amazonaws.com";
}

/// Whether a condition restricts the services that a role can be passed to. `IfExists` under
/// StringEquals leaves calls without the key open.
bool NarrowsPassRole(const policy::Statement& statement) {
  if (statement.condition_open) return true;
  for (const policy::Condition& condition : statement.conditions) {
    if (!condition.key.known()) return true;
    const bool resource =
        policy::EqualsIgnoreCase(condition.key.value, "iam:AssociatedResourceArn");
    const bool service = policy::EqualsIgnoreCase(condition.key.value, "iam:PassedToService");
    if (!resource && !service) continue;
    if (condition.op.negated() || condition.op.base == policy::BaseOperator::kNull) continue;
    if (service && condition.op.if_exists &&
        condition.op.base == policy::BaseOperator::kStringEquals &&
        !std::all_of(condition.values.begin(), condition.values.end(), AlwaysTold)) {
      continue;
    }
    return true;
  }
  return false;
}

/// One rule of the family.
template <Reach kReach, bool kNotResource>
void Check(lint::PolicyContext& context) {
  CheckGrants(context, {kAction, kReach, kNotResource, NarrowsPassRole});
}

}  // namespace

extern constinit const lint::Rule kPassRoleWithNotActionAndNotResource{
    .info = {.name = "pass-role-with-not-action-and-not-resource",
             .group = "security",
             .level = lint::Level::kSecurityWarning,
             .summary = "NotAction leaves iam:PassRole allowed on all but a few roles",
             .why = kWhy,
             .fix = kFix,
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "NotAction": "iam:CreateServiceLinkedRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "NotAction": "iam:CreateServiceLinkedRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                      policy::Type::kIdentity},
             .aliases = {.access_analyzer = "PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE"},
             .source = kSource},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kNotResource, lint::Fact::kNotAction},
              .types = {policy::Type::kIdentity, policy::Type::kSession}},
    .check_policy = Check<Reach::kNotAction, true>,
};

extern constinit const lint::Rule kPassRoleWithNotResource{
    .info = {.name = "pass-role-with-not-resource",
             .group = "security",
             .level = lint::Level::kSecurityWarning,
             .summary = "iam:PassRole is allowed on all but a few roles",
             .why = kWhy,
             .fix = kFix,
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                      policy::Type::kIdentity},
             .aliases = {.access_analyzer = "PASS_ROLE_WITH_NOT_RESOURCE"},
             .source = kSource},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kNotResource},
              .types = {policy::Type::kIdentity, policy::Type::kSession},
              .services = {"iam"}},
    .check_policy = Check<Reach::kExact, true>,
};

extern constinit const lint::Rule kPassRoleWithStarInActionAndNotResource{
    .info = {.name = "pass-role-with-star-in-action-and-not-resource",
             .group = "security",
             .level = lint::Level::kSecurityWarning,
             .summary = "a wildcard allows iam:PassRole on all but a few roles",
             .why = kWhy,
             .fix = kFix,
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:Pass*", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:Pass*", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                      policy::Type::kIdentity},
             .aliases = {.access_analyzer = "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE"},
             .source = kSource},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kNotResource, lint::Fact::kActionWildcard},
              .types = {policy::Type::kIdentity, policy::Type::kSession},
              .services = {"iam"}},
    .check_policy = Check<Reach::kWildcard, true>,
};

extern constinit const lint::Rule kPassRoleWithStarInActionAndResource{
    .info = {.name = "pass-role-with-star-in-action-and-resource",
             .group = "security",
             .level = lint::Level::kSecurityWarning,
             .summary = "a wildcard allows iam:PassRole on every role",
             .why = kWhy,
             .fix = kFix,
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:Pass*", "Resource": "*"}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:Pass*", "Resource": "arn:aws:iam::123456789012:role/app"}
})",
                      policy::Type::kSession},
             .aliases = {.access_analyzer = "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE"},
             .source = kSource},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kStarResource, lint::Fact::kActionWildcard},
              .types = {policy::Type::kIdentity, policy::Type::kSession},
              .services = {"iam"}},
    .check_policy = Check<Reach::kWildcard, false>,
};

extern constinit const lint::Rule kPassRoleWithStarInResourceAndNotAction{
    .info = {.name = "pass-role-with-star-in-resource-and-not-action",
             .group = "security",
             .level = lint::Level::kSecurityWarning,
             .summary = "NotAction leaves iam:PassRole allowed on every role",
             .why = kWhy,
             .fix = kFix,
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "NotAction": "iam:CreateServiceLinkedRole", "Resource": "*"}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "NotAction": ["iam:PassRole", "iam:CreateServiceLinkedRole"], "Resource": "*"}
})",
                      policy::Type::kSession},
             .aliases = {.access_analyzer = "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION"},
             .source = kSource},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kStarResource, lint::Fact::kNotAction},
              .types = {policy::Type::kIdentity, policy::Type::kSession}},
    .check_policy = Check<Reach::kNotAction, false>,
};

extern constinit const lint::Rule kPassRoleWithStarInResource{
    .info = {.name = "pass-role-with-star-in-resource",
             .group = "security",
             .level = lint::Level::kSecurityWarning,
             .summary = "iam:PassRole is allowed on every role",
             .why = kWhy,
             .fix = kFix,
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/app"}
})",
                      policy::Type::kSession},
             .aliases = {.access_analyzer = "PASS_ROLE_WITH_STAR_IN_RESOURCE"},
             .source = kSource},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kStarResource},
              .types = {policy::Type::kIdentity, policy::Type::kSession},
              .services = {"iam"}},
    .check_policy = Check<Reach::kExact, false>,
};

}  // namespace whittle::rules
