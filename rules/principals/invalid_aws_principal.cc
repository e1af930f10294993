#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "policy/account.h"
#include "rules/grammar/problems.h"
#include "rules/placeholders/stand_in.h"
#include "text/ascii.h"

namespace whittle::rules {

namespace {

using policy::ArnField;

using text::IsDigit;

/// Ids that AWS writes itself: `AROA…` of a role that was deleted, the 64 digits of a canonical
/// user.
bool IsId(std::string_view text) {
  return text.size() >= 16 && std::all_of(text.begin(), text.end(), [](char c) {
           return IsDigit(c) || text::IsUpper(c) || (c >= 'a' && c <= 'f');
         });
}

/// Whether the resource of an ARN of IAM or STS is one that can call AWS.
bool IsCaller(std::string_view service, std::string_view resource) {
  if (service == "sts") {
    return resource.starts_with("assumed-role/") || resource.starts_with("federated-user/");
  }
  return resource == "root" || resource.starts_with("user/") || resource.starts_with("role/");
}

/// What is wrong with an AWS principal; empty for nothing.
std::string FaultOf(const policy::Text& text) {
  const std::string_view value = text.value;
  if (std::all_of(value.begin(), value.end(), IsDigit)) {
    return policy::IsAccountId(value) || value.size() > 16
               ? ""
               : fmt::format("has {} digits; an account has 12", value.size());
  }
  const policy::Arn arn(text);
  if (arn.field(ArnField::kPrefix) != "arn") {
    // `1111-2222-3333`, as the console shows an account.
    const bool dashed = value.find_first_not_of("0123456789-") == std::string_view::npos;
    return dashed || IsId(value) ? "" : "is neither the 12 digits of an account nor an ARN";
  }
  if (!arn.complete()) return fmt::format("has {} of an ARN's 6 fields", arn.field_count());
  const std::string_view account = arn.account();
  // CloudFront's origin access identities are users of an account of that name.
  if (account == "cloudfront") return {};
  if (arn.service() != "iam" && arn.service() != "sts") {
    return fmt::format("is an ARN of `{}`: only users, roles and their sessions call AWS",
                       arn.service());
  }
  if (!arn.region().empty()) {
    return fmt::format("has `{}` where the Region stands, and ARNs of `{}` have none", arn.region(),
                       arn.service());
  }
  if (!policy::IsAccountId(account)) {
    return fmt::format("has `{}` where the account's 12 digits belong{}", account,
                       IsStandIn(account) ? ": a word that somebody was to replace" : "");
  }
  return IsCaller(arn.service(), arn.resource())
             ? ""
             : fmt::format("ends in `{}`, which is no user, role or session", arn.resource());
}

void Check(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Principal& principal : statement.principal.entries) {
      const policy::Text& text = principal.text;
      if (principal.kind != policy::PrincipalKind::kAws || !text.pieces.empty()) continue;
      // Wildcards are unsupported-wildcard-in-principal's; a dollar is some template's.
      if (text.value.find_first_of("*?$") != std::string_view::npos) continue;
      const std::string fault = FaultOf(text);
      if (fault.empty()) continue;
      context.Report(text.span(), fmt::format("`{}` {}", text.value, fault));
    }
  }
}

}  // namespace

extern constinit const lint::Rule kInvalidAwsPrincipal{
    .info = {.name = "invalid-aws-principal",
             .group = "principals",
             .level = lint::Level::kError,
             .summary = "an AWS principal is no account, user, role or session",
             .why = "AWS looks the principal up when the policy is stored, finds nobody, and "
                    "refuses the policy.",
             .fix = "Write the account's 12 digits, or an ARN such as "
                    "`arn:aws:iam::123456789012:role/app`. Groups are no principals.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:group/ops"}, "Action": "sts:AssumeRole"}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:role/ops"}, "Action": "sts:AssumeRole"}
})",
                      policy::Type::kTrust},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_principal.html"},
    .needs = {.facts = {lint::Fact::kAwsPrincipal}},
    .check_policy = Check,
};

}  // namespace whittle::rules
