#include <fmt/format.h>

#include "rules/grants/grants.h"

namespace whittle::rules {

namespace {

void CheckNotAction(lint::PolicyContext& context) {
  if (!kGranting.Has(context.policy().type.type)) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() || !statement.action.negated) continue;
    if (IsDenied(context, statement)) continue;
    context.Report(statement.action.key->span(),
                   "Allow with NotAction grants every action but those listed, those that AWS will "
                   "add included");
  }
}

void CheckNotResource(lint::PolicyContext& context) {
  if (!kGranting.Has(context.policy().type.type)) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() || !statement.resource.present() || !statement.resource.negated) {
      continue;
    }
    if (IsDenied(context, statement)) continue;
    context.Report(statement.resource.key->span(),
                   "Allow with NotResource grants the actions on every resource but those listed");
  }
}

void CheckStar(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() && !statement.denies()) continue;
    const std::string_view verb = statement.allows() ? "grants" : "denies";
    if (statement.action.negated) {
      for (const policy::Action& action : statement.action.entries) {
        if (!action.all()) continue;
        context.Report(action.text.span(),
                       fmt::format("NotAction `*` leaves no action, so this {} nothing", verb));
      }
    }
    if (statement.resource.negated) {
      for (const policy::Resource& resource : statement.resource.entries) {
        if (!resource.all()) continue;
        context.Report(resource.text.span(),
                       fmt::format("NotResource `*` leaves no resource, so this {} nothing", verb));
      }
    }
  }
}

}  // namespace

extern constinit const lint::Rule kAllowWithNotAction{
    .info = {.name = "allow-with-not-action",
             .group = "grants",
             .level = lint::Level::kWarning,
             .summary = "Allow stands beside NotAction",
             .why = "All actions but those listed are granted: of every service, now and "
                    "later. What is meant is nearly always a list of what to grant.",
             .fix = "List what is needed under Action, or turn the statement into a Deny.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "NotAction": ["iam:*", "organizations:*"], "Resource": "arn:aws:s3:::reports/*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "NotAction": ["iam:*", "organizations:*"], "Resource": "arn:aws:s3:::reports/*"}
})"},
             .aliases = {.iam_policy_validator = "not_action_allow not_action_allow_no_condition "
                                                 "combined_not_action_not_resource"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_notaction.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kNotAction}, .types = kGranting},
    .check_policy = CheckNotAction,
};

extern constinit const lint::Rule kAllowWithNotResource{
    .info = {.name = "allow-with-not-resource",
             .group = "grants",
             .level = lint::Level::kWarning,
             .summary = "Allow stands beside NotResource",
             .why = "The actions are granted on all resources but those listed: also on "
                    "those that will be made, and on those of other services.",
             .fix = "List the resources that are meant under Resource, and put the "
                    "exceptions in a Deny.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::payroll/*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::payroll/*"}
})"},
             .aliases = {.parliament = "NOTRESOURCE_WITH_ALLOW",
                         .iam_policy_validator =
                             "not_resource_broad combined_not_action_not_resource"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_notresource.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kNotResource}, .types = kGranting},
    .check_policy = CheckNotResource,
};

extern constinit const lint::Rule kStarInNotElement{
    .info = {.name = "star-in-not-element",
             .group = "grants",
             .level = lint::Level::kWarning,
             .summary = "`*` under NotAction or NotResource leaves nothing",
             .why = "The element matches all that it does not list, and `*` lists "
                    "everything: the statement never applies, also where it was meant to "
                    "deny.",
             .fix = "Write `*` under Action or Resource, or list the exceptions that are "
                    "meant.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "s3:DeleteObject", "NotResource": ["*"]}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "s3:DeleteObject", "NotResource": ["arn:aws:s3:::scratch/*"]}
})"},
             .aliases = {.iam_policy_validator = "not_resource_deny_ineffective"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_notresource.html"},
    .check_policy = CheckStar,
};

}  // namespace whittle::rules
