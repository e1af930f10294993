#include <fmt/format.h>

#include "rules/grammar/problems.h"
#include "text/tree_edit.h"

namespace whittle::rules {

namespace {

void Check(lint::PolicyContext& context) {
  const policy::Policy& policy = context.policy();
  // Without a statement, or with the wrong type altogether, there are graver things to say.
  if (policy.version != policy::Version::kAbsent || policy.statement_node == nullptr) return;
  context
      .Report(policy.node->span(),
              "the policy has no Version, so AWS reads it in the language of 2008")
      .Fix(text::InsertFirstMember(context.text(), *policy.node, "Version", "2012-10-17"), true);
}

}  // namespace

extern constinit const lint::Rule kMissingVersion{
    .info = {.name = "missing-version",
             .group = "grammar",
             .level = lint::Level::kWarning,
             .summary = "the policy has no Version",
             .why = "Without a Version AWS reads the policy in the language of 2008, in which "
                    "policy variables are plain text.",
             .fix = "Add `\"Version\": \"2012-10-17\"`.",
             .bad = {R"({
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*"}
})"},
             .aliases = {.access_analyzer = "MISSING_VERSION",
                         .parliament = "NO_VERSION",
                         .iam_policy_validator = "missing_version"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_version.html"},
    .needs = {.facts = {lint::Fact::kOtherVersion}},
    .check_policy = Check,
};

}  // namespace whittle::rules
