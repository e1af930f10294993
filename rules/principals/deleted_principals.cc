#include <fmt/format.h>

#include <algorithm>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

/// `AROA…` of a role, `AIDA…` of a user: letters and digits, at least 16 in all.
bool IsUniqueId(std::string_view text, std::string_view prefix) {
  return text.size() >= 16 && text.substr(0, prefix.size()) == prefix &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

void Check(lint::PolicyContext& context, std::string_view prefix, std::string_view what) {
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Principal& principal : statement.principal.entries) {
      if (principal.kind != policy::PrincipalKind::kAws || !principal.text.pieces.empty()) continue;
      if (!IsUniqueId(principal.text.value, prefix)) continue;
      context.Report(principal.text.span(),
                     fmt::format("`{}` is the id of a {}: where AWS shows it, the {} was deleted",
                                 principal.text.value, what, what));
    }
  }
}

void CheckRole(lint::PolicyContext& context) { Check(context, "AROA", "role"); }
void CheckUser(lint::PolicyContext& context) { Check(context, "AIDA", "user"); }

constexpr std::string_view kIdsPage =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html";

}  // namespace

extern constinit const lint::Rule kInvalidRoleReference{
    .info = {.name = "invalid-role-reference",
             .group = "principals",
             .level = lint::Level::kWarning,
             .summary = "a principal is the id of a role that was deleted",
             .why = "AWS keeps the id in place of the ARN when a role is deleted. A new role of "
                    "the same name has another id, so the entry lets nobody in.",
             .fix = "Write the ARN of the role that is meant, or remove the entry.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": "AROAEXAMPLEEXAMPLE123"}, "Action": "sts:AssumeRole"}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:role/app"}, "Action": "sts:AssumeRole"}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "INVALID_ROLE_REFERENCE"},
             .source = kIdsPage},
    .needs = {.facts = {lint::Fact::kAwsPrincipal}},
    .check_policy = CheckRole,
};

extern constinit const lint::Rule kInvalidUserReference{
    .info = {.name = "invalid-user-reference",
             .group = "principals",
             .level = lint::Level::kWarning,
             .summary = "a principal is the id of a user that was deleted",
             .why = "AWS keeps the id in place of the ARN when a user is deleted. A new user of "
                    "the same name has another id, so the entry lets nobody in.",
             .fix = "Write the ARN of the user that is meant, or remove the entry.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": "AIDAEXAMPLEEXAMPLE123"}, "Action": "sts:AssumeRole"}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:user/ann"}, "Action": "sts:AssumeRole"}
})",
                      policy::Type::kTrust},
             .aliases = {.access_analyzer = "INVALID_USER_REFERENCE"},
             .source = kIdsPage},
    .needs = {.facts = {lint::Fact::kAwsPrincipal}},
    .check_policy = CheckUser,
};

}  // namespace whittle::rules
