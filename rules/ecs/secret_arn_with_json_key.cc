#include <fmt/format.h>

#include <algorithm>

#include "lint/context.h"
#include "policy/pattern.h"

namespace whittle::rules {

namespace {

/// Where the secret's ARN ends and the parts begin that only a task definition knows:
/// `secret:NAME:json-key:stage:version`. npos where there are none.
size_t EndOfSecret(const policy::Resource& resource) {
  const policy::Arn& arn = resource.arn;
  if (!arn.complete() || arn.opaque() || arn.service() != "secretsmanager") {
    return std::string_view::npos;
  }
  constexpr std::string_view kWord = "secret:";
  const std::string_view secret = arn.resource();
  if (secret.substr(0, kWord.size()) != kWord) return std::string_view::npos;
  // Variables and holes have colons of their own.
  if (secret.find_first_of("${<") != std::string_view::npos) return std::string_view::npos;
  const std::string_view name = secret.substr(kWord.size());
  if (std::count(name.begin(), name.end(), ':') != 3) return std::string_view::npos;
  return arn.begin(policy::ArnField::kResource) + kWord.size() + name.find(':');
}

void Check(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Resource& resource : statement.resource.entries) {
      const size_t end = EndOfSecret(resource);
      if (end == std::string_view::npos) continue;
      const std::string_view value = resource.text.value;
      context
          .Report(resource.text.span(),
                  fmt::format("`{}` belongs to a task definition, not to the secret's ARN, so this "
                              "matches no secret",
                              value.substr(end)))
          .Help(fmt::format("write `{}`", value.substr(0, end)));
    }
  }
}

}  // namespace

extern constinit const lint::Rule kSecretArnWithJsonKey{
    .info = {.name = "secret-arn-with-json-key",
             .group = "ecs",
             .level = lint::Level::kWarning,
             .summary = "a secret's ARN still carries a task definition's "
                        "`:json-key:stage:version`",
             .why = "ECS lets a task definition append the key, stage and version of a "
                    "secret's value to its ARN. No secret has such an ARN: the policy "
                    "grants nothing, and the task does not start.",
             .fix = "Drop the three parts behind the secret's name.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-a1b2c3:password::"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-a1b2c3"}
})"},
             .source = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
                       "secrets-envvar-secrets-manager.html"},
    .needs = {.facts = {lint::Fact::kArn}, .services = {"secretsmanager"}},
    .check_policy = Check,
};

}  // namespace whittle::rules
