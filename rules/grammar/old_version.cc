#include <fmt/format.h>

#include "rules/grammar/problems.h"
#include "text/tree_edit.h"

namespace whittle::rules {

namespace {

/// That a variable is plain text here is the graver news, and variable-unsupported-in-version's.
bool HasVariables(const policy::Policy& policy) {
  for (const policy::Statement& statement : policy.statements) {
    for (const policy::Resource& resource : statement.resource.entries) {
      if (resource.text.has_variables) return true;
    }
    for (const policy::Condition& condition : statement.conditions) {
      for (const policy::Text& value : condition.values) {
        if (value.has_variables) return true;
      }
    }
  }
  return false;
}

void Check(lint::PolicyContext& context) {
  if (context.policy().version != policy::Version::k2008 || HasVariables(context.policy())) return;
  // There it is an error, and organization-policy-version's.
  if (context.policy().type.Surely({policy::Type::kScp, policy::Type::kRcp})) return;
  context
      .Report(context.policy().version_node->span(),
              "Version 2008-10-17 is the old policy language, without policy variables")
      .Fix(text::ReplaceText(*context.policy().version_node, "2012-10-17"), true);
}

}  // namespace

extern constinit const lint::Rule kOldVersion{
    .info =
        {.name = "old-version",
         .group = "grammar",
         .level = lint::Level::kSuggestion,
         .summary = "the policy is written in the language of 2008",
         .why = "Version 2008-10-17 knows no policy variables: `${aws:username}` is plain text "
                "there. All newer features need 2012-10-17.",
         .fix =
             "Write `\"Version\": \"2012-10-17\"`, and check that no `${…}` was meant literally.",
         .bad = {R"({
  "Version": "2008-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})"},
         .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})"},
         .aliases = {.parliament = "OLD_VERSION", .iam_policy_validator = "outdated_version"},
         .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                   "reference_policies_elements_version.html"},
    .needs = {.facts = {lint::Fact::kOtherVersion}},
    .check_policy = Check,
};

}  // namespace whittle::rules
