#include <fmt/format.h>

#include <string>
#include <vector>

#include "policy/pattern.h"
#include "rules/edits.h"
#include "rules/grammar/problems.h"
#include "text/spelling.h"
#include "text/tree_edit.h"

namespace whittle::rules {

namespace {

using Kind = catalog::ActionMatch::Kind;

/// Calls `visit` with each Action and NotAction entry that is known whole.
template <typename Visit>
void ForEachAction(lint::PolicyContext& context, Visit visit) {
  for (const policy::Statement& statement : context.statements()) {
    for (const lint::ResolvedAction& action : context.Actions(statement)) {
      if (!action.unknown) visit(action);
    }
  }
}

void CheckAction(lint::PolicyContext& context) {
  ForEachAction(context, [&](const lint::ResolvedAction& action) {
    const std::string_view text = action.entry->text.value;
    if (action.match.kind == Kind::kMalformed) {
      context.Report(action.entry->text.span(),
                     fmt::format("`{}` is no action: actions are `service:Name`, or `*`", text));
      return;
    }
    if (action.match.kind != Kind::kUnknownAction) return;
    if (policy::HasWildcard(text)) {
      context.Report(action.entry->text.span(), fmt::format("no action matches `{}`", text))
          .RestsOnCatalog();
      return;
    }
    const std::vector<std::string> near = context.catalog().SuggestActions(text);
    context
        .Report(action.entry->text.span(),
                fmt::format("no action `{}`{}", text, text::DidYouMean(near)))
        .RestsOnCatalog()
        .Fix(Respell(*action.entry->text.node, near), false);
  });
}

void CheckService(lint::PolicyContext& context) {
  // Actions of one service stand together, and to look for near names is dear.
  std::string_view last;
  std::vector<std::string> near;
  ForEachAction(context, [&](const lint::ResolvedAction& action) {
    if (action.match.kind != Kind::kUnknownService) return;
    const std::string_view text = action.entry->text.value;
    const std::string_view prefix = text.substr(0, text.find(':'));
    if (prefix != last) near = context.catalog().SuggestServices(prefix);
    last = prefix;
    context
        .Report(action.entry->text.span(),
                fmt::format("no service has the prefix `{}`{}", prefix, text::DidYouMean(near)))
        .RestsOnCatalog()
        .Fix(near.size() != 1
                 ? std::vector<text::Edit>()
                 : text::ReplacePart(*action.entry->text.node, 0, prefix.size(), near[0]),
             false);
  });
}

}  // namespace

extern constinit const lint::Rule kInvalidAction{
    .info = {.name = "invalid-action",
             .group = "catalog",
             .level = lint::Level::kError,
             .summary = "an action does not exist",
             .why = "AWS refuses the policy where it validates, and the entry grants or denies "
                    "nothing.",
             .fix = "Mend the name; API calls and permissions sometimes differ in name.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRoles", "Resource": "*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})"},
             .aliases = {.access_analyzer = "INVALID_ACTION",
                         .parliament = "UNKNOWN_ACTION",
                         .iam_policy_validator = "invalid_action"},
             .source = "https://docs.aws.amazon.com/service-authorization/latest/reference/"
                       "reference_policies_actions-resources-contextkeys.html"},
    .check_policy = CheckAction,
};

extern constinit const lint::Rule kInvalidServiceInAction{
    .info = {.name = "invalid-service-in-action",
             .group = "catalog",
             .level = lint::Level::kError,
             .summary = "an action's service prefix does not exist",
             .why = "The entry grants or denies nothing, and AWS refuses it where it validates.",
             .fix = "Mend the prefix before the colon.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iamm:DeleteRole", "Resource": "*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})"},
             .aliases = {.access_analyzer = "INVALID_SERVICE_IN_ACTION",
                         .parliament = "UNKNOWN_PREFIX",
                         .iam_policy_validator = "invalid_action"},
             .source = "https://docs.aws.amazon.com/service-authorization/latest/reference/"
                       "reference_policies_actions-resources-contextkeys.html"},
    .check_policy = CheckService,
};

}  // namespace whittle::rules
