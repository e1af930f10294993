#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "rules/conditions/conditions.h"
#include "rules/edits.h"
#include "rules/principals/service_principal.h"
#include "text/spelling.h"

namespace whittle::rules {

namespace {

/// Services that roles and resources are often shared with, as they are named before
/// `.amazonaws.com`. Source: the pages of the services on their roles.
constexpr std::array<std::string_view, 66> kCommon = {"apigateway",
                                                      "application-autoscaling",
                                                      "appsync",
                                                      "athena",
                                                      "autoscaling",
                                                      "backup",
                                                      "batch",
                                                      "bedrock",
                                                      "budgets",
                                                      "cloudformation",
                                                      "cloudfront",
                                                      "cloudtrail",
                                                      "cloudwatch",
                                                      "codebuild",
                                                      "codecommit",
                                                      "codedeploy",
                                                      "codepipeline",
                                                      "cognito-idp",
                                                      "config",
                                                      "datasync",
                                                      "delivery.logs",
                                                      "dynamodb",
                                                      "ecs-tasks",
                                                      "edgelambda",
                                                      "eks-fargate-pods",
                                                      "elasticache",
                                                      "elasticbeanstalk",
                                                      "elasticfilesystem",
                                                      "elasticloadbalancing",
                                                      "elasticmapreduce",
                                                      "events",
                                                      "export.rds",
                                                      "firehose",
                                                      "guardduty",
                                                      "inspector",
                                                      "inspector2",
                                                      "kinesis",
                                                      "kinesisanalytics",
                                                      "lambda",
                                                      "logdelivery.elasticloadbalancing",
                                                      "logs",
                                                      "macie",
                                                      "mediaconvert",
                                                      "monitoring",
                                                      "monitoring.rds",
                                                      "opensearchservice",
                                                      "organizations",
                                                      "pods.eks",
                                                      "quicksight",
                                                      "redshift",
                                                      "rolesanywhere",
                                                      "sagemaker",
                                                      "scheduler",
                                                      "secretsmanager",
                                                      "securityhub",
                                                      "servicecatalog",
                                                      "spotfleet",
                                                      "ssm-incidents",
                                                      "states",
                                                      "storagegateway",
                                                      "synthetics",
                                                      "transcribe",
                                                      "transfer",
                                                      "vmie",
                                                      "vpc-flow-logs",
                                                      "workspaces"};

/// Names that people take from the console or from the API for a principal of another name.
struct Confused {
  std::string_view written;
  std::string_view meant;
};
constexpr Confused kConfused[] = {{"cloudwatch-events", "events"}, {"cloudwatch-logs", "logs"},
                                  {"ecs-task", "ecs-tasks"},       {"elb", "elasticloadbalancing"},
                                  {"eventbridge", "events"},       {"flow-logs", "vpc-flow-logs"},
                                  {"step-functions", "states"},    {"stepfunctions", "states"}};

/// The name that was meant, with its domain; empty where nothing is known of the name.
std::string Meant(const catalog::Catalog& catalog, std::string_view value) {
  const std::string_view labels = ServiceLabels(value);
  constexpr size_t kShortest = 5;  // short names are a letter apart
  const auto with_domain = [&](std::string_view name) {
    // `.amazon.com` is a domain of a few others.
    const std::string_view domain = value.substr(labels.size());
    return std::string(name) + std::string(domain == ".amazon.com" ? ".amazonaws.com" : domain);
  };
  for (const Confused& confused : kConfused) {
    if (labels == confused.written) return with_domain(confused.meant);
  }
  const bool common = std::find(kCommon.begin(), kCommon.end(), labels) != kCommon.end();
  const bool known = common || catalog.FindService(labels).has_value();
  if (value.substr(labels.size()) == ".amazon.com") return known ? with_domain(labels) : "";
  if (known || labels.size() < kShortest) return {};
  std::string near;
  for (const std::string_view name : kCommon) {
    if (text::EditDistance(labels, name, 1) > 1) continue;
    if (!near.empty()) return {};
    near = with_domain(name);
  }
  return near;
}

void CheckName(lint::PolicyContext& context, const policy::Text& text) {
  if (!text.pieces.empty() || !LooksLikeServicePrincipal(text.value)) return;
  const std::string meant = Meant(context.catalog(), text.value);
  if (meant.empty()) return;
  context
      .Report(text.span(),
              fmt::format("no service is known as `{}`; is `{}` meant?", text.value, meant))
      .RestsOnCatalog()
      .Fix(Respell(*text.node, {meant}), false);
}

void CheckPrincipals(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Principal& principal : statement.principal.entries) {
      if (principal.kind == policy::PrincipalKind::kService) CheckName(context, principal.text);
    }
  }
}

void CheckConditions(lint::PolicyContext& context) {
  ForEachLiteral(
      context, policy::OperatorFamily::kString,
      [&](const policy::Condition& condition, const policy::Text& value) {
        if (IsKey(condition, "iam:PassedToService") || IsKey(condition, "iam:AWSServiceName")) {
          CheckName(context, value);
        }
      });
}

}  // namespace

extern constinit const lint::Rule kMisspelledServicePrincipal{
    .info = {.name = "misspelled-service-principal",
             .group = "principals",
             .level = lint::Level::kWarning,
             .summary = "a service principal is spelled nearly like one that there is",
             .why = "IAM refuses a trust policy with a principal that it does not know; elsewhere "
                    "the entry lets nobody in.",
             .fix = "Mend the name. A service's page on its roles says what its principal is: "
                    "it need not be the service's prefix.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "lamda.amazonaws.com"}, "Action": "sts:AssumeRole"}
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
})",
                      policy::Type::kTrust},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_principal.html"},
    .needs = {.facts = {lint::Fact::kServicePrincipal}},
    .check_policy = CheckPrincipals,
};

extern constinit const lint::Rule kMisspelledServiceInCondition{
    .info = {.name = "misspelled-service-in-condition",
             .group = "principals",
             .level = lint::Level::kWarning,
             .summary = "a condition asks for a service that is spelled nearly like one that there "
                        "is",
             .why = "No role is ever passed to a service of that name: the condition is never met.",
             .fix = "Mend the name. A service's page on its roles says what its principal is: "
                    "it need not be the service's prefix.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/app", "Condition": {"StringEquals": {"iam:PassedToService": "ecs-task.amazonaws.com"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/app", "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}}
})"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_iam-condition-keys.html"},
    .needs = {.facts = {lint::Fact::kStringOperator}, .services = {"iam"}},
    .check_policy = CheckConditions,
};

}  // namespace whittle::rules
