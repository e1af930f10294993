// What keeps a service that a resource policy lets in from acting for somebody else.
#include <fmt/format.h>

#include <algorithm>

#include "rules/conditions/conditions.h"
#include "rules/grammar/problems.h"
#include "rules/principals/service_principal.h"

namespace whittle::rules {

namespace {

using policy::EqualsIgnoreCase;

constexpr std::string_view kDeputyPage =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html";

bool IsSourceKey(std::string_view key) {
  for (const std::string_view name : {"aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID",
                                      "aws:SourceOrgPaths", "aws:SourceOwner"}) {
    if (EqualsIgnoreCase(key, name)) return true;
  }
  return false;
}

/// Whether the condition names what the service encrypts for, by an ARN with its account, as
/// `kms:EncryptionContext:aws:logs:arn` does: the service puts that in, not who asks it.
bool NamesEncrypted(const policy::Condition& condition) {
  return policy::StartsWithIgnoreCase(condition.key.value, "kms:EncryptionContext:aws:") &&
         condition.op.known() && NeedsKey(condition.op) && !condition.values.empty() &&
         std::all_of(condition.values.begin(), condition.values.end(), NamesAccount);
}

/// Keys that others can forge, by which access used to be narrowed.
bool IsWeakKey(std::string_view key) { return EqualsIgnoreCase(key, "aws:Referer"); }

/// What the statement's conditions say of the caller's source.
struct Sources {
  bool restricted = false;
  bool hidden = false;
  const policy::Condition* weak = nullptr;
};

Sources SourcesOf(const policy::Statement& statement) {
  Sources sources;
  sources.hidden = statement.condition_open;
  for (const policy::Condition& condition : statement.conditions) {
    if (!condition.key.known() || condition.op.has_holes) sources.hidden = true;
    if (IsSourceKey(condition.key.value) || NamesEncrypted(condition)) sources.restricted = true;
    if (IsWeakKey(condition.key.value)) sources.weak = &condition;
  }
  return sources;
}

/// Calls `visit` with each Allow that names a service, the first service, and its sources.
template <typename Visit>
void ForEachUnrestricted(lint::PolicyContext& context, Visit visit) {
  if (!context.policy().type.Surely({policy::Type::kResource, policy::Type::kEndpoint})) return;
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.allows() || statement.principal.negated) continue;
    for (const policy::Principal& principal : statement.principal.entries) {
      if (principal.kind != policy::PrincipalKind::kService) continue;
      const Sources sources = SourcesOf(statement);
      if (!sources.restricted && !sources.hidden) visit(principal, sources);
      break;
    }
  }
}

void CheckRestricted(lint::PolicyContext& context) {
  ForEachUnrestricted(context, [&](const policy::Principal& principal, const Sources& sources) {
    if (sources.weak != nullptr) return;
    context.Report(principal.text.span(),
                   fmt::format("`{}` may act here for any account's resource: the statement does "
                               "not say for whose",
                               principal.text.value));
  });
}

void CheckRecommended(lint::PolicyContext& context) {
  ForEachUnrestricted(context, [&](const policy::Principal& principal, const Sources& sources) {
    if (sources.weak == nullptr) return;
    context
        .Report(sources.weak->key.span(),
                fmt::format("`{}` is a weak sign of whom `{}` acts for", sources.weak->key.value,
                            ServiceLabels(principal.text.value)))
        .Related(principal.text.span());
  });
}

}  // namespace

extern constinit const lint::Rule kRecommendedConditionKeyForServicePrincipal{
    .info = {.name = "recommended-condition-key-for-service-principal",
             .group = "principals",
             .level = lint::Level::kSuggestion,
             .summary = "access of a service is narrowed by a key that can be forged",
             .why =
                 "Whoever calls chooses `aws:Referer`. AWS itself sets the source of a service's "
                 "call.",
             .fix = "Use aws:SourceArn, aws:SourceAccount, aws:SourceOrgID or aws:SourceOrgPaths.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "ses.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::mails/*", "Condition": {"StringEquals": {"aws:Referer": "123456789012"}}}
})",
                     policy::Type::kResource},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "ses.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::mails/*", "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}}}
})",
                      policy::Type::kResource},
             .aliases = {.access_analyzer = "RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL"},
             .source = kDeputyPage},
    .needs = {.facts = {lint::Fact::kServicePrincipal, lint::Fact::kConditions}},
    .check_policy = CheckRecommended,
};

extern constinit const lint::Rule kRestrictAccessToServicePrincipal{
    .info = {.name = "restrict-access-to-service-principal",
             .group = "principals",
             .level = lint::Level::kSecurityWarning,
             .summary = "a resource policy lets a service in without saying for whom it acts",
             .why =
                 "Other AWS customers use the same service. Without a condition on the source, one "
                 "of them may have it act on this resource: the confused deputy.",
             .fix = "Add a condition on aws:SourceArn, aws:SourceAccount, aws:SourceOrgID or "
                    "aws:SourceOrgPaths.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:123456789012:jobs"}
})",
                     policy::Type::kResource},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:123456789012:jobs", "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}}}
})",
                      policy::Type::kResource},
             .aliases = {.access_analyzer = "RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL",
                         .iam_policy_validator = "confused_deputy_risk"},
             .source = kDeputyPage},
    .needs = {.facts = {lint::Fact::kServicePrincipal, lint::Fact::kAllow}},
    .check_policy = CheckRestricted,
};

}  // namespace whittle::rules
