#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "rules/conditions/conditions.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

/// Keys that only some services fill.
constexpr std::string_view kKeys[] = {"aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths"};

/// The services that fill one of them, sorted. Source: IAM user guide,
/// reference_policies_condition-keys, edition of 2026.
constexpr std::string_view kServices[] = {"acm-pca",
                                          "applicationinsights",
                                          "apprunner",
                                          "athena",
                                          "b2bi",
                                          "cassandra",
                                          "cloudformation",
                                          "cognito-identity",
                                          "comprehendmedical",
                                          "compute-optimizer",
                                          "datasync",
                                          "discovery",
                                          "dms",
                                          "ds-data",
                                          "dynamodb",
                                          "ebs",
                                          "ecr",
                                          "ecs",
                                          "firehose",
                                          "gamelift",
                                          "healthlake",
                                          "iam",
                                          "identitystore",
                                          "iotfleetwise",
                                          "iottwinmaker",
                                          "iotwireless",
                                          "kinesisanalytics",
                                          "kms",
                                          "lambda",
                                          "medical-imaging",
                                          "network-firewall",
                                          "omics",
                                          "payment-cryptography",
                                          "polly",
                                          "pricing",
                                          "rbin",
                                          "rekognition",
                                          "route53",
                                          "s3",
                                          "scheduler",
                                          "servicediscovery",
                                          "servicequotas",
                                          "ses",
                                          "shield",
                                          "sms-voice",
                                          "sqs",
                                          "ssm-contacts",
                                          "storagegateway",
                                          "textract",
                                          "transcribe",
                                          "transfer",
                                          "workmail"};
static_assert(std::is_sorted(std::begin(kServices), std::end(kServices)));

/// Whether calls that the entry matches may lack the key although they come through an endpoint.
bool MayLackKey(const lint::ResolvedAction& action, const catalog::Catalog& catalog) {
  if (action.unknown || action.match.kind != catalog::ActionMatch::Kind::kMatched) return false;
  if (!action.match.service) return true;  // `*`
  if (policy::EqualsIgnoreCase(action.entry->text.value, "iam:PassRole")) return true;
  return !std::binary_search(std::begin(kServices), std::end(kServices),
                             catalog.service(*action.match.service).prefix());
}

void CheckStatement(lint::PolicyContext& context, const policy::Statement& statement,
                    const policy::Condition& condition) {
  const auto report = [&](std::string_view actions) {
    return context.Report(condition.key.span(),
                          fmt::format("only some services fill `{}`, and not all that {} matches",
                                      condition.key.value, actions));
  };
  if (statement.action.negated) {
    report("NotAction").RestsOnCatalog().Related(statement.action.value->span());
    return;
  }
  for (const lint::ResolvedAction& action : context.Actions(statement)) {
    if (!MayLackKey(action, context.catalog())) continue;
    report(fmt::format("`{}`", action.entry->text.value))
        .RestsOnCatalog()
        .Related(action.entry->text.span());
    return;
  }
}

void Check(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Condition& condition : statement.conditions) {
      if (condition.op.has_holes || condition.op.base == policy::BaseOperator::kNull) continue;
      const bool partial = std::any_of(std::begin(kKeys), std::end(kKeys),
                                       [&](std::string_view key) { return IsKey(condition, key); });
      if (partial) CheckStatement(context, statement, condition);
    }
  }
}

}  // namespace

extern constinit const lint::Rule kUseConditionKeyOnlyWithSupportedServices{
    .info = {.name = "use-condition-key-only-with-supported-services",
             .group = "conditions",
             .level = lint::Level::kWarning,
             .summary = "a condition key that only some services fill is used for others",
             .why = "Calls to other services do not carry the key, even through a VPC endpoint: a "
                    "Deny that asks for another value blocks them all, an Allow lets none through.",
             .fix = "Name the actions of services that fill the key; use aws:SourceVpc or "
                    "aws:SourceVpce for the others.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": ["s3:GetObject", "sns:Publish"], "Resource": "*", "Condition": {"StringNotEquals": {"aws:VpceOrgID": "o-a1b2c3d4e5"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": ["s3:GetObject"], "Resource": "*", "Condition": {"StringNotEquals": {"aws:VpceOrgID": "o-a1b2c3d4e5"}}}
})"},
             .aliases = {.access_analyzer = "USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES"},
             .source = kConditionKeysPage},
    .needs = {.facts = {lint::Fact::kConditions}},
    .check_policy = Check,
};

}  // namespace whittle::rules
