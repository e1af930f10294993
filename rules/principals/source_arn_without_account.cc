#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "rules/conditions/conditions.h"

namespace whittle::rules {

namespace {

using policy::ArnField;

/// Keys beside which it does not matter that the ARN names no account.
constexpr std::string_view kOthers[] = {"aws:SourceAccount", "aws:SourceOrgID",
                                        "aws:SourceOrgPaths", "aws:SourceOwner"};

/// Services whose resources have names that people choose, the same in many accounts. An id that
/// AWS made is of one account whether or not the ARN says which.
constexpr std::string_view kNamed[] = {"cloudtrail", "cloudwatch", "codebuild", "codecommit",
                                       "events",     "lambda",     "logs",      "scheduler",
                                       "sns",        "sqs",        "states"};

bool IsOneOf(const policy::Condition& condition) {
  return std::any_of(std::begin(kOthers), std::end(kOthers),
                     [&](std::string_view key) { return IsKey(condition, key); });
}

/// Whether the statement may say for which account besides: also where not all of it is seen.
bool MaySayAccount(const policy::Statement& statement) {
  return statement.condition_open ||
         std::any_of(statement.conditions.begin(), statement.conditions.end(),
                     [](const policy::Condition& condition) {
                       return !condition.key.known() || condition.op.has_holes ||
                              IsOneOf(condition);
                     });
}

const policy::Principal* ServiceOf(const policy::Statement& statement) {
  for (const policy::Principal& principal : statement.principal.entries) {
    if (principal.kind == policy::PrincipalKind::kService) return &principal;
  }
  return nullptr;
}

/// Why the source may be somebody else's; empty where it may not, or is not known.
std::string_view Complaint(const policy::Text& value) {
  const policy::Arn arn(value);
  if (!arn.complete() || arn.opaque() || arn.unknown(ArnField::kService) ||
      arn.unknown(ArnField::kAccount)) {
    return {};
  }
  const std::string_view account = arn.account();
  if (arn.service() == "s3" && (account.empty() || account == "*")) {
    return "a bucket's ARN names no account, and when the bucket is gone anyone can take its name";
  }
  const bool named =
      std::find(std::begin(kNamed), std::end(kNamed), arn.service()) != std::end(kNamed);
  return named && account == "*" ? "any account can have a resource of such a name" : "";
}

void Check(lint::PolicyContext& context) {
  if (!context.policy().type.Surely({policy::Type::kResource})) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() || statement.principal.negated || statement.conditions.empty()) {
      continue;
    }
    const policy::Principal* service = ServiceOf(statement);
    if (service == nullptr || MaySayAccount(statement)) continue;
    for (const policy::Condition& condition : statement.conditions) {
      if (!IsKey(condition, "aws:SourceArn") || !condition.op.known() || !NeedsKey(condition.op)) {
        continue;
      }
      for (const policy::Text& value : condition.values) {
        const std::string_view complaint = Complaint(value);
        if (complaint.empty()) continue;
        context
            .Report(value.span(), fmt::format("`{}` does not tie `{}` to your account: {}",
                                              value.value, service->text.value, complaint))
            .Related(service->text.span());
        break;
      }
    }
  }
}

}  // namespace

extern constinit const lint::Rule kSourceArnWithoutAccount{
    .info = {.name = "source-arn-without-account",
             .group = "principals",
             .level = lint::Level::kWarning,
             .summary = "a service is let in for a resource that may be another account's",
             .why = "A service acts for whoever owns the resource that the condition names. Where "
                    "its ARN does not say which account that is, somebody else's resource of the "
                    "same name may have the service act here.",
             .fix = "Add `\"StringEquals\": {\"aws:SourceAccount\": \"<ACCOUNT>\"}` to the "
                    "condition.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:123456789012:jobs", "Condition": {
    "ArnEquals": {"aws:SourceArn": "arn:aws:s3:::uploads"}
  }}
})",
                     policy::Type::kResource},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:123456789012:jobs", "Condition": {
    "ArnEquals": {"aws:SourceArn": "arn:aws:s3:::uploads"}, "StringEquals": {"aws:SourceAccount": "123456789012"}
  }}
})",
                      policy::Type::kResource},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"},
    .needs = {.facts = {lint::Fact::kServicePrincipal, lint::Fact::kAllow, lint::Fact::kConditions},
              .types = {policy::Type::kResource}},
    .check_policy = Check,
};

}  // namespace whittle::rules
