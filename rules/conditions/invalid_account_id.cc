#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "policy/account.h"
#include "rules/conditions/conditions.h"
#include "rules/placeholders/stand_in.h"

namespace whittle::rules {

namespace {

/// Keys whose value is an account.
constexpr std::string_view kKeys[] = {"aws:PrincipalAccount", "aws:ResourceAccount",
                                      "aws:SourceAccount",    "aws:SourceOwner",
                                      "aws:VpceAccount",      "kms:CallerAccount",
                                      "s3:ResourceAccount",   "s3:DataAccessPointAccount"};

void Check(lint::PolicyContext& context) {
  ForEachLiteral(
      context, policy::OperatorFamily::kString,
      [&](const policy::Condition& condition, const policy::Text& value) {
        // What wildcards are for, or that they are none here, others say.
        if (policy::IsAccountId(value.value) || policy::HasWildcard(value.value)) return;
        if (std::none_of(std::begin(kKeys), std::end(kKeys),
                         [&](std::string_view key) { return IsKey(condition, key); })) {
          return;
        }
        context.Report(
            value.span(),
            fmt::format(
                "`{}` is no account, and `{}` is always one: 12 digits{}", value.value,
                condition.key.value,
                IsStandIn(value.value) ? "; it is a word that somebody was to replace" : ""));
      });
}

}  // namespace

extern constinit const lint::Rule kInvalidAccountId{
    .info = {.name = "invalid-account-id",
             .group = "conditions",
             .level = lint::Level::kWarning,
             .summary = "a value that should be an account is none",
             .why = "No request carries such an account: what the condition asks for is never so, "
                    "and what it excludes is nothing.",
             .fix = "Write the account's 12 digits, as a string: a number loses its zeros.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "s3:PutObject", "Resource": "*", "Condition": {"StringNotEquals": {"aws:ResourceAccount": "12345678901"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "s3:PutObject", "Resource": "*", "Condition": {"StringNotEquals": {"aws:ResourceAccount": "123456789012"}}}
})"},
             .source = kConditionKeysPage},
    .needs = {.facts = {lint::Fact::kStringOperator}},
    .check_policy = Check,
};

}  // namespace whittle::rules
