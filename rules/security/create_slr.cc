#include "rules/security/role_grants.h"

#include <algorithm>

#include "policy/pattern.h"

namespace whittle::rules {

namespace {

constexpr std::string_view kAction = "iam:CreateServiceLinkedRole";
constexpr std::string_view kWhy =
    "A service-linked role gives a service permissions in the account, which nobody"
    " may have asked for.";
constexpr std::string_view kFix = "Name the roles, or pin the services with iam:AWSServiceName.";
constexpr std::string_view kSource =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html";

bool AnyWildcard(const policy::Text& text) { return policy::HasWildcard(text.value); }

/// Whether a condition pins the services for which a service-linked role can be made.
bool PinsService(const policy::Statement& statement) {
  if (statement.condition_open) return true;
  for (const policy::Condition& condition : statement.conditions) {
    if (!condition.key.known()) return true;
    if (!policy::EqualsIgnoreCase(condition.key.value, "iam:AWSServiceName")) continue;
    if (condition.op.negated() || condition.op.base == policy::BaseOperator::kNull) continue;
    if (condition.op.takes_wildcards() &&
        std::any_of(condition.values.begin(), condition.values.end(), AnyWildcard)) {
      continue;
    }
    return true;
  }
  return false;
}

/// One rule of the family.
template <Reach kReach, bool kNotResource>
void Check(lint::PolicyContext& context) {
  CheckGrants(context, {kAction, kReach, kNotResource, PinsService});
}

}  // namespace

extern constinit const lint::Rule kCreateSlrWithNotActionAndNotResource{
    .info = {.name = "create-slr-with-not-action-and-not-resource",
             .group = "security",
             .level = lint::Level::kWarning,
             .summary =
                 "NotAction leaves iam:CreateServiceLinkedRole allowed on all but a few roles",
             .why = kWhy,
             .fix = kFix,
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "NotAction": "iam:PassRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "NotAction": "iam:PassRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                      policy::Type::kIdentity},
             .aliases = {.access_analyzer = "CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE"},
             .source = kSource},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kNotResource, lint::Fact::kNotAction},
              .types = {policy::Type::kIdentity, policy::Type::kSession}},
    .check_policy = Check<Reach::kNotAction, true>,
};

extern constinit const lint::Rule kCreateSlrWithNotResource{
    .info = {.name = "create-slr-with-not-resource",
             .group = "security",
             .level = lint::Level::kWarning,
             .summary = "iam:CreateServiceLinkedRole is allowed on all but a few roles",
             .why = kWhy,
             .fix = kFix,
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:CreateServiceLinkedRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                      policy::Type::kIdentity},
             .aliases = {.access_analyzer = "CREATE_SLR_WITH_NOT_RESOURCE"},
             .source = kSource},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kNotResource},
              .types = {policy::Type::kIdentity, policy::Type::kSession},
              .services = {"iam"}},
    .check_policy = Check<Reach::kExact, true>,
};

extern constinit const lint::Rule kCreateSlrWithStarInActionAndNotResource{
    .info = {.name = "create-slr-with-star-in-action-and-not-resource",
             .group = "security",
             .level = lint::Level::kWarning,
             .summary = "a wildcard allows iam:CreateServiceLinkedRole on all but a few roles",
             .why = kWhy,
             .fix = kFix,
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:Crea*", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:Crea*", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                      policy::Type::kIdentity},
             .aliases = {.access_analyzer = "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE"},
             .source = kSource},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kNotResource, lint::Fact::kActionWildcard},
              .types = {policy::Type::kIdentity, policy::Type::kSession},
              .services = {"iam"}},
    .check_policy = Check<Reach::kWildcard, true>,
};

extern constinit const lint::Rule kCreateSlrWithStarInActionAndResource{
    .info = {.name = "create-slr-with-star-in-action-and-resource",
             .group = "security",
             .level = lint::Level::kWarning,
             .summary = "a wildcard allows iam:CreateServiceLinkedRole on every role",
             .why = kWhy,
             .fix = kFix,
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:Crea*", "Resource": "*"}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:Crea*", "Resource": "arn:aws:iam::123456789012:role/app"}
})",
                      policy::Type::kSession},
             .aliases = {.access_analyzer = "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE"},
             .source = kSource},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kStarResource, lint::Fact::kActionWildcard},
              .types = {policy::Type::kIdentity, policy::Type::kSession},
              .services = {"iam"}},
    .check_policy = Check<Reach::kWildcard, false>,
};

extern constinit const lint::Rule kCreateSlrWithStarInResourceAndNotAction{
    .info = {.name = "create-slr-with-star-in-resource-and-not-action",
             .group = "security",
             .level = lint::Level::kWarning,
             .summary = "NotAction leaves iam:CreateServiceLinkedRole allowed on every role",
             .why = kWhy,
             .fix = kFix,
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "NotAction": "iam:PassRole", "Resource": "*"}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "NotAction": ["iam:PassRole", "iam:CreateServiceLinkedRole"], "Resource": "*"}
})",
                      policy::Type::kSession},
             .aliases = {.access_analyzer = "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION"},
             .source = kSource},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kStarResource, lint::Fact::kNotAction},
              .types = {policy::Type::kIdentity, policy::Type::kSession}},
    .check_policy = Check<Reach::kNotAction, false>,
};

extern constinit const lint::Rule kCreateSlrWithStarInResource{
    .info = {.name = "create-slr-with-star-in-resource",
             .group = "security",
             .level = lint::Level::kWarning,
             .summary = "iam:CreateServiceLinkedRole is allowed on every role",
             .why = kWhy,
             .fix = kFix,
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*"}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "arn:aws:iam::123456789012:role/app"}
})",
                      policy::Type::kSession},
             .aliases = {.access_analyzer = "CREATE_SLR_WITH_STAR_IN_RESOURCE"},
             .source = kSource},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kStarResource},
              .types = {policy::Type::kIdentity, policy::Type::kSession},
              .services = {"iam"}},
    .check_policy = Check<Reach::kExact, false>,
};

}  // namespace whittle::rules
