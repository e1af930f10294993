#include <fmt/format.h>

#include <algorithm>
#include "policy/pattern.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

/// How a statement reaches the one action that a family of rules is about.
enum class Reach : uint8_t { kNot, kExact, kWildcard, kNotAction };

struct Grant {
  Reach reach = Reach::kNot;
  const policy::Action* entry = nullptr;  ///< null for kNotAction
};

/// Whether the entry matches the action, which is one of iam's. Most entries name another service
/// in their first letters.
bool MatchesIam(const policy::Action& entry, std::string_view action) {
  const std::string_view text = entry.text.value;
  if (text.empty() || (text[0] != 'i' && text[0] != 'I' && text[0] != '*' && text[0] != '?')) {
    return false;
  }
  return policy::Matches(text, action, policy::Case::kInsensitive);
}

/// Whether the statement's actions reach `action`; not where a placeholder hides it.
Grant FindGrant(const policy::Statement& statement, std::string_view action) {
  Grant grant;
  if (statement.action.negated) {
    if (statement.action.open) return grant;
    for (const policy::Action& entry : statement.action.entries) {
      if (!entry.text.known() || MatchesIam(entry, action)) {
        return grant;
      }
    }
    grant.reach = Reach::kNotAction;
    return grant;
  }
  for (const policy::Action& entry : statement.action.entries) {
    if (!entry.text.known() || !MatchesIam(entry, action)) {
      continue;
    }
    const bool exact = !policy::HasWildcard(entry.text.value);
    if (exact || grant.reach == Reach::kNot) {
      grant = {exact ? Reach::kExact : Reach::kWildcard, &entry};
    }
    if (exact) break;
  }
  return grant;
}

const policy::Resource* FindStar(const policy::Statement& statement) {
  for (const policy::Resource& resource : statement.resource.entries) {
    if (resource.all()) return &resource;
  }
  return nullptr;
}

bool AnyWildcard(const policy::Text& text) { return policy::HasWildcard(text.value); }

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
        condition.op.base == policy::BaseOperator::kStringEquals) {
      continue;
    }
    return true;
  }
  return false;
}

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

constexpr policy::TypeSet kIdentityLike = {policy::Type::kIdentity, policy::Type::kBoundary,
                                           policy::Type::kSession, policy::Type::kScp};

/// The one family member that a rule stands for.
struct Member {
  std::string_view action;
  Reach reach;
  bool negated_resource;
  bool (*narrowed)(const policy::Statement&);
};

void CheckMember(lint::PolicyContext& context, const Member& member) {
  // A guardrail allows nothing by itself: an SCP with Allow * is how SCPs begin.
  if (!context.policy().type.Surely(kIdentityLike)) return;
  const policy::Type type = context.policy().type.type;
  if (type != policy::Type::kIdentity && type != policy::Type::kSession) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() || statement.resource.negated != member.negated_resource ||
        !statement.resource.present()) {
      continue;
    }
    const Grant grant = FindGrant(statement, member.action);
    if (grant.reach != member.reach || member.narrowed(statement)) continue;
    const policy::Resource* star = FindStar(statement);
    if (!member.negated_resource && star == nullptr) continue;
    const text::Span where =
        grant.entry != nullptr ? grant.entry->text.span() : statement.action.value->span();
    const std::string how =
        grant.entry == nullptr ? fmt::format("NotAction leaves {} allowed", member.action)
        : member.reach == Reach::kExact
            ? std::string(member.action)
            : fmt::format("`{}` includes {}, which", grant.entry->text.value, member.action);
    const std::string_view verb = grant.entry == nullptr ? "" : " is allowed";
    context
        .Report(where, fmt::format("{}{} {}", how, verb,
                                   member.negated_resource ? "on all resources but a few"
                                                           : "on every role"))
        .Related(member.negated_resource ? statement.resource.value->span() : star->text.span());
  }
}

void PassRoleWithStarInResource(lint::PolicyContext& context) {
  CheckMember(context, {"iam:PassRole", Reach::kExact, false, NarrowsPassRole});
}

void PassRoleWithStarInActionAndResource(lint::PolicyContext& context) {
  CheckMember(context, {"iam:PassRole", Reach::kWildcard, false, NarrowsPassRole});
}

void PassRoleWithStarInResourceAndNotAction(lint::PolicyContext& context) {
  CheckMember(context, {"iam:PassRole", Reach::kNotAction, false, NarrowsPassRole});
}

void PassRoleWithNotResource(lint::PolicyContext& context) {
  CheckMember(context, {"iam:PassRole", Reach::kExact, true, NarrowsPassRole});
}

void PassRoleWithStarInActionAndNotResource(lint::PolicyContext& context) {
  CheckMember(context, {"iam:PassRole", Reach::kWildcard, true, NarrowsPassRole});
}

void PassRoleWithNotActionAndNotResource(lint::PolicyContext& context) {
  CheckMember(context, {"iam:PassRole", Reach::kNotAction, true, NarrowsPassRole});
}

void CreateSlrWithStarInResource(lint::PolicyContext& context) {
  CheckMember(context, {"iam:CreateServiceLinkedRole", Reach::kExact, false, PinsService});
}

void CreateSlrWithStarInActionAndResource(lint::PolicyContext& context) {
  CheckMember(context, {"iam:CreateServiceLinkedRole", Reach::kWildcard, false, PinsService});
}

void CreateSlrWithStarInResourceAndNotAction(lint::PolicyContext& context) {
  CheckMember(context, {"iam:CreateServiceLinkedRole", Reach::kNotAction, false, PinsService});
}

void CreateSlrWithNotResource(lint::PolicyContext& context) {
  CheckMember(context, {"iam:CreateServiceLinkedRole", Reach::kExact, true, PinsService});
}

void CreateSlrWithStarInActionAndNotResource(lint::PolicyContext& context) {
  CheckMember(context, {"iam:CreateServiceLinkedRole", Reach::kWildcard, true, PinsService});
}

void CreateSlrWithNotActionAndNotResource(lint::PolicyContext& context) {
  CheckMember(context, {"iam:CreateServiceLinkedRole", Reach::kNotAction, true, PinsService});
}

}  // namespace

extern constinit const lint::Rule kCreateSlrWithNotActionAndNotResource{
    .info =
        {.name = "create-slr-with-not-action-and-not-resource",
         .group = "security",
         .level = lint::Level::kWarning,
         .summary = "NotAction leaves iam:CreateServiceLinkedRole allowed on all but a few roles",
         .why = "A service-linked role gives a service permissions in the account, which nobody"
                " may have asked for.",
         .fix = "Name the roles, or pin the services with iam:AWSServiceName.",
         .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "NotAction": "iam:PassRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                 policy::Type::kSession},
         .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "NotAction": "iam:PassRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                  policy::Type::kSession},
         .aliases = {.access_analyzer = "CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE"},
         .source =
             "https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kNotResource, lint::Fact::kNotAction},
              .types = {policy::Type::kIdentity, policy::Type::kSession}},
    .check_policy = CreateSlrWithNotActionAndNotResource,
};

extern constinit const lint::Rule kCreateSlrWithNotResource{
    .info =
        {.name = "create-slr-with-not-resource",
         .group = "security",
         .level = lint::Level::kWarning,
         .summary = "iam:CreateServiceLinkedRole is allowed on all but a few roles",
         .why = "A service-linked role gives a service permissions in the account, which nobody"
                " may have asked for.",
         .fix = "Name the roles, or pin the services with iam:AWSServiceName.",
         .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                 policy::Type::kSession},
         .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:CreateServiceLinkedRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                  policy::Type::kSession},
         .aliases = {.access_analyzer = "CREATE_SLR_WITH_NOT_RESOURCE"},
         .source =
             "https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kNotResource},
              .types = {policy::Type::kIdentity, policy::Type::kSession},
              .services = {"iam"}},
    .check_policy = CreateSlrWithNotResource,
};

extern constinit const lint::Rule kCreateSlrWithStarInActionAndNotResource{
    .info =
        {.name = "create-slr-with-star-in-action-and-not-resource",
         .group = "security",
         .level = lint::Level::kWarning,
         .summary = "a wildcard allows iam:CreateServiceLinkedRole on all but a few roles",
         .why = "A service-linked role gives a service permissions in the account, which nobody"
                " may have asked for.",
         .fix = "Name the roles, or pin the services with iam:AWSServiceName.",
         .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:Crea*", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                 policy::Type::kSession},
         .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:Crea*", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                  policy::Type::kSession},
         .aliases = {.access_analyzer = "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE"},
         .source =
             "https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kNotResource, lint::Fact::kActionWildcard},
              .types = {policy::Type::kIdentity, policy::Type::kSession},
              .services = {"iam"}},
    .check_policy = CreateSlrWithStarInActionAndNotResource,
};

extern constinit const lint::Rule kCreateSlrWithStarInActionAndResource{
    .info =
        {.name = "create-slr-with-star-in-action-and-resource",
         .group = "security",
         .level = lint::Level::kWarning,
         .summary = "a wildcard allows iam:CreateServiceLinkedRole on every role",
         .why = "A service-linked role gives a service permissions in the account, which nobody"
                " may have asked for.",
         .fix = "Name the roles, or pin the services with iam:AWSServiceName.",
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
         .source =
             "https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kStarResource, lint::Fact::kActionWildcard},
              .types = {policy::Type::kIdentity, policy::Type::kSession},
              .services = {"iam"}},
    .check_policy = CreateSlrWithStarInActionAndResource,
};

extern constinit const lint::Rule kCreateSlrWithStarInResourceAndNotAction{
    .info =
        {.name = "create-slr-with-star-in-resource-and-not-action",
         .group = "security",
         .level = lint::Level::kWarning,
         .summary = "NotAction leaves iam:CreateServiceLinkedRole allowed on every role",
         .why = "A service-linked role gives a service permissions in the account, which nobody"
                " may have asked for.",
         .fix = "Name the roles, or pin the services with iam:AWSServiceName.",
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
         .source =
             "https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kStarResource, lint::Fact::kNotAction},
              .types = {policy::Type::kIdentity, policy::Type::kSession}},
    .check_policy = CreateSlrWithStarInResourceAndNotAction,
};

extern constinit const lint::Rule kCreateSlrWithStarInResource{
    .info =
        {.name = "create-slr-with-star-in-resource",
         .group = "security",
         .level = lint::Level::kWarning,
         .summary = "iam:CreateServiceLinkedRole is allowed on every role",
         .why = "A service-linked role gives a service permissions in the account, which nobody"
                " may have asked for.",
         .fix = "Name the roles, or pin the services with iam:AWSServiceName.",
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
         .source =
             "https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kStarResource},
              .types = {policy::Type::kIdentity, policy::Type::kSession},
              .services = {"iam"}},
    .check_policy = CreateSlrWithStarInResource,
};

extern constinit const lint::Rule kPassRoleWithNotActionAndNotResource{
    .info = {.name = "pass-role-with-not-action-and-not-resource",
             .group = "security",
             .level = lint::Level::kSecurityWarning,
             .summary = "NotAction leaves iam:PassRole allowed on all but a few roles",
             .why = "Whoever may pass a role to a service can do there what the role can do: "
                    "passing every role is a way to every permission in the account.",
             .fix = "Name the roles that may be passed, or the services that they may be passed to "
                    "with iam:PassedToService.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "NotAction": "iam:CreateServiceLinkedRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "NotAction": "iam:CreateServiceLinkedRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                      policy::Type::kSession},
             .aliases = {.access_analyzer = "PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE", .iam_policy_validator = "missing_required_condition"},
             .source =
                 "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kNotResource, lint::Fact::kNotAction},
              .types = {policy::Type::kIdentity, policy::Type::kSession}},
    .check_policy = PassRoleWithNotActionAndNotResource,
};

extern constinit const lint::Rule kPassRoleWithNotResource{
    .info = {.name = "pass-role-with-not-resource",
             .group = "security",
             .level = lint::Level::kSecurityWarning,
             .summary = "iam:PassRole is allowed on all but a few roles",
             .why = "Whoever may pass a role to a service can do there what the role can do: "
                    "passing every role is a way to every permission in the account.",
             .fix = "Name the roles that may be passed, or the services that they may be passed to "
                    "with iam:PassedToService.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                      policy::Type::kSession},
             .aliases = {.access_analyzer = "PASS_ROLE_WITH_NOT_RESOURCE", .iam_policy_validator = "missing_required_condition"},
             .source =
                 "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kNotResource},
              .types = {policy::Type::kIdentity, policy::Type::kSession},
              .services = {"iam"}},
    .check_policy = PassRoleWithNotResource,
};

extern constinit const lint::Rule kPassRoleWithStarInActionAndNotResource{
    .info = {.name = "pass-role-with-star-in-action-and-not-resource",
             .group = "security",
             .level = lint::Level::kSecurityWarning,
             .summary = "a wildcard allows iam:PassRole on all but a few roles",
             .why = "Whoever may pass a role to a service can do there what the role can do: "
                    "passing every role is a way to every permission in the account.",
             .fix = "Name the roles that may be passed, or the services that they may be passed to "
                    "with iam:PassedToService.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:Pass*", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                     policy::Type::kSession},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:Pass*", "NotResource": "arn:aws:iam::123456789012:role/admin"}
})",
                      policy::Type::kSession},
             .aliases = {.access_analyzer = "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE", .iam_policy_validator = "missing_required_condition"},
             .source =
                 "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kNotResource, lint::Fact::kActionWildcard},
              .types = {policy::Type::kIdentity, policy::Type::kSession},
              .services = {"iam"}},
    .check_policy = PassRoleWithStarInActionAndNotResource,
};

extern constinit const lint::Rule kPassRoleWithStarInActionAndResource{
    .info = {.name = "pass-role-with-star-in-action-and-resource",
             .group = "security",
             .level = lint::Level::kSecurityWarning,
             .summary = "a wildcard allows iam:PassRole on every role",
             .why = "Whoever may pass a role to a service can do there what the role can do: "
                    "passing every role is a way to every permission in the account.",
             .fix = "Name the roles that may be passed, or the services that they may be passed to "
                    "with iam:PassedToService.",
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
             .aliases = {.access_analyzer = "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE", .iam_policy_validator = "missing_required_condition"},
             .source =
                 "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kStarResource, lint::Fact::kActionWildcard},
              .types = {policy::Type::kIdentity, policy::Type::kSession},
              .services = {"iam"}},
    .check_policy = PassRoleWithStarInActionAndResource,
};

extern constinit const lint::Rule kPassRoleWithStarInResourceAndNotAction{
    .info = {.name = "pass-role-with-star-in-resource-and-not-action",
             .group = "security",
             .level = lint::Level::kSecurityWarning,
             .summary = "NotAction leaves iam:PassRole allowed on every role",
             .why = "Whoever may pass a role to a service can do there what the role can do: "
                    "passing every role is a way to every permission in the account.",
             .fix = "Name the roles that may be passed, or the services that they may be passed to "
                    "with iam:PassedToService.",
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
             .aliases = {.access_analyzer = "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION", .iam_policy_validator = "missing_required_condition"},
             .source =
                 "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kStarResource, lint::Fact::kNotAction},
              .types = {policy::Type::kIdentity, policy::Type::kSession}},
    .check_policy = PassRoleWithStarInResourceAndNotAction,
};

extern constinit const lint::Rule kPassRoleWithStarInResource{
    .info = {.name = "pass-role-with-star-in-resource",
             .group = "security",
             .level = lint::Level::kSecurityWarning,
             .summary = "iam:PassRole is allowed on every role",
             .why = "Whoever may pass a role to a service can do there what the role can do: "
                    "passing every role is a way to every permission in the account.",
             .fix = "Name the roles that may be passed, or the services that they may be passed to "
                    "with iam:PassedToService.",
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
             .aliases = {.access_analyzer = "PASS_ROLE_WITH_STAR_IN_RESOURCE", .iam_policy_validator = "missing_required_condition"},
             .source =
                 "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kStarResource},
              .types = {policy::Type::kIdentity, policy::Type::kSession},
              .services = {"iam"}},
    .check_policy = PassRoleWithStarInResource,
};

}  // namespace whittle::rules
