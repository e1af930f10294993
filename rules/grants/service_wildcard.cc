#include <fmt/format.h>

#include "rules/grants/grants.h"

namespace whittle::rules {

namespace {

/// Every action of a service, or of all.
bool IsWhole(const policy::Action& action) {
  return action.name == "*" && action.text.known() && !action.text.has_variables;
}

/// A key policy that hands the key to its account, which is how key policies begin.
bool IsKeyPolicy(const policy::Statement& statement, const policy::Action& action) {
  return statement.principal.present() && action.service == "kms";
}

void Check(lint::PolicyContext& context) {
  if (!kGranting.Has(context.policy().type.type)) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() || statement.action.negated) continue;
    const policy::Action* first = nullptr;
    size_t count = 0;
    for (const policy::Action& action : statement.action.entries) {
      if (!IsWhole(action) || IsKeyPolicy(statement, action)) continue;
      const bool all = action.all() || action.service == "*";
      // That is full-access's.
      if (all && (FindStar(statement) != nullptr || statement.resource.negated)) continue;
      if (first == nullptr) first = &action;
      ++count;
    }
    if (first == nullptr || IsDenied(context, statement)) continue;
    const auto service = context.catalog().FindService(first->service);
    const std::string more = count > 1 ? fmt::format(" (and {} more like it)", count - 1) : "";
    context.Report(
        first->text.span(),
        fmt::format("`{}` grants every action of {}, those that AWS will add included{}",
                    first->text.value, service ? service->name() : "every service", more));
  }
}

}  // namespace

extern constinit const lint::Rule kServiceWildcard{
    .info = {.name = "service-wildcard",
             .group = "grants",
             .level = lint::Level::kSuggestion,
             .summary = "a statement allows every action of a service",
             .why = "A whole service is hardly ever needed: among its actions are those "
                    "that delete, that change who has access, and those that AWS will add.",
             .fix = "List the actions that are needed.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:eu-west-1:123456789012:jobs"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "sqs:Send*", "Resource": "arn:aws:sqs:eu-west-1:123456789012:jobs"}
})"},
             .aliases = {.parliament = "RESOURCE_STAR",
                         .iam_policy_validator = "overly_permissive",
                         .cloudsplaining = "ServiceWildcard"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kActionWildcard}, .types = kGranting},
    .check_policy = Check,
};

}  // namespace whittle::rules
