#include <fmt/format.h>

#include <algorithm>

#include "rules/arn/each_arn.h"
#include "text/ascii.h"

namespace whittle::rules {

namespace {

using policy::ArnField;

/// Characters that Secrets Manager puts behind a secret's name: a dash and six letters or digits.
constexpr size_t kSuffix = 7;

/// Whether the ARN may be a secret's: it ends in such a suffix, or in what may hold one. A name
/// that happens to end so is given the benefit of the doubt.
bool MayBeWhole(const policy::Resource& resource) {
  const policy::Arn& arn = resource.arn;
  if (!arn.complete() || arn.service() != "secretsmanager") return true;
  if (arn.unknown(ArnField::kResource)) return true;
  const std::string_view secret = arn.resource();
  if (!secret.starts_with("secret:") || std::count(secret.begin(), secret.end(), ':') != 1) {
    return true;
  }
  if (secret.size() < kSuffix) return false;
  const std::string_view end = secret.substr(secret.size() - kSuffix);
  if (policy::HasWildcard(end)) return true;
  return end.front() == '-' && std::all_of(end.begin() + 1, end.end(), text::IsLetterOrDigit);
}

/// Whether the statement is about secrets that there are: who makes one does not know its ARN.
bool IsAboutExisting(const policy::Statement& statement) {
  if (statement.action.negated) return false;
  return std::any_of(statement.action.entries.begin(), statement.action.entries.end(),
                     [](const policy::Action& action) {
                       return action.text.known() &&
                              policy::EqualsIgnoreCase(action.service, "secretsmanager") &&
                              !policy::HasWildcard(action.name) &&
                              !policy::EqualsIgnoreCase(action.name, "CreateSecret");
                     });
}

void Check(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    if (!IsAboutExisting(statement)) continue;
    for (const policy::Resource& resource : statement.resource.entries) {
      if (resource.all() || resource.arn.opaque() || MayBeWhole(resource)) continue;
      context
          .Report(resource.text.span(),
                  fmt::format("`{}` is no secret's ARN: those end in a dash and six characters",
                              resource.text.value))
          .Help(fmt::format("write `{}-??????`", resource.text.value));
    }
  }
}

}  // namespace

extern constinit const lint::Rule kSecretArnWithoutSuffix{
    .info = {.name = "secret-arn-without-suffix",
             .group = "arn",
             .level = lint::Level::kWarning,
             .summary = "a secret's ARN lacks the six characters behind its name",
             .why = "Secrets Manager puts a dash and six random characters behind the name of each "
                    "secret, so that one of the same name that is made later is another one. An "
                    "ARN without them matches no secret.",
             .fix = "Write `-??????` behind the name, or the whole ARN that Secrets Manager shows.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-??????"}
})"},
             .source = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/"
                       "auth-and-access_iam-policies.html"},
    .needs = {.facts = {lint::Fact::kArn}, .services = {"secretsmanager"}},
    .check_policy = Check,
};

}  // namespace whittle::rules
