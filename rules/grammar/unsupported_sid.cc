#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "rules/grammar/problems.h"
#include "text/ascii.h"
#include "text/tree_edit.h"

namespace whittle::rules {

namespace {

/// Whether no statement has that Sid.
bool IsFree(const lint::PolicyContext& context, std::string_view sid) {
  return std::none_of(
      context.statements().begin(), context.statements().end(),
      [&](const policy::Statement& statement) { return statement.sid.value == sid; });
}

void Check(lint::PolicyContext& context) {
  // Other services take more characters in their resource policies.
  constexpr policy::TypeSet kIam = {policy::Type::kIdentity, policy::Type::kBoundary,
                                    policy::Type::kSession, policy::Type::kTrust};
  if (!context.policy().type.Surely(kIam) &&
      !context.policy().type.Surely({policy::Type::kIdentity, policy::Type::kBoundary,
                                     policy::Type::kSession, policy::Type::kScp})) {
    return;
  }
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.sid.present() || !statement.sid.known()) continue;
    const std::string_view sid = statement.sid.value;
    const auto* const bad = std::find_if_not(sid.begin(), sid.end(), text::IsLetterOrDigit);
    if (bad == sid.end()) continue;
    std::string plain;
    std::copy_if(sid.begin(), sid.end(), std::back_inserter(plain), text::IsLetterOrDigit);
    context
        .Report(statement.sid.span(),
                fmt::format("the Sid `{}` has a character other than letters and digits", sid))
        .Help(fmt::format("write `{}`", plain))
        .Fix(IsFree(context, plain) ? text::ReplaceText(*statement.sid.node, plain)
                                    : std::vector<text::Edit>(),
             true);
  }
}

}  // namespace

extern constinit const lint::Rule kUnsupportedSid{
    .info = {.name = "unsupported-sid",
             .group = "grammar",
             .level = lint::Level::kError,
             .summary = "a Sid has a character that IAM does not take",
             .why = "In IAM a Sid is letters and digits only; AWS refuses the policy.",
             .fix = "Keep the letters A to Z, a to z and the digits.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Sid": "No deletion"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Sid": "NoDeletion"}
})"},
             .aliases = {.access_analyzer = "UNSUPPORTED_SID",
                         .parliament = "INVALID_SID",
                         .iam_policy_validator = "invalid_sid_format"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_sid.html"},
    .needs = {.facts = {lint::Fact::kSid}},
    .check_policy = Check,
};

}  // namespace whittle::rules
