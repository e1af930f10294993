#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "rules/arn/each_arn.h"
#include "rules/grammar/problems.h"
#include "rules/placeholders/stand_in.h"
#include "text/spelling.h"

namespace whittle::rules {

namespace {

using policy::ArnField;

/// `execute-api:/stage/GET/path`: API Gateway puts the API's own ARN before it when it stores the
/// policy. Source: API Gateway developer guide, apigateway-resource-policies-examples.
bool IsShortForApi(const lint::PolicyContext& context, const policy::Resource& resource) {
  return context.policy().type.Surely({policy::Type::kResource}) &&
         resource.text.value.starts_with("execute-api:/");
}

void CheckPrefix(lint::PolicyContext& context) {
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Resource& resource : statement.resource.entries) {
      const policy::Arn& arn = resource.arn;
      if (resource.all() || HasArnPrefix(resource) || arn.unknown(ArnField::kPrefix)) continue;
      if (IsShortForApi(context, resource)) continue;
      // What stands before the first colon is known, whatever a placeholder behind it holds.
      if (arn.opaque() && arn.field_count() < 2) continue;
      context.Report(resource.text.span(),
                     fmt::format("`{}` is no ARN: a resource is `*` or begins with `arn:`",
                                 resource.text.value));
    }
  }
}

void CheckFields(lint::PolicyContext& context) {
  ForEachArn(context, [&](const policy::Resource& resource) {
    if (!HasArnPrefix(resource) || resource.arn.complete()) return;
    context.Report(resource.text.span(),
                   fmt::format("`{}` has {} of an ARN's 6 fields", resource.text.value,
                               resource.arn.field_count()));
  });
}

void CheckPartition(lint::PolicyContext& context) {
  ForEachArn(context, [&](const policy::Resource& resource) {
    if (!IsPlain(resource, ArnField::kPartition)) return;
    const std::string_view partition = resource.arn.partition();
    if (IsPartition(partition)) return;
    text::Nearest nearest(partition);
    for (const std::string_view known : kPartitions) nearest.Consider(known);
    const auto near = nearest.Take();
    context
        .Report(resource.text.span(),
                fmt::format("`{}` has no AWS partition `{}`{}", resource.text.value, partition,
                            text::DidYouMean(near)))
        .Fix(RespellField(resource, ArnField::kPartition, near), false);
  });
}

bool HasUpper(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void CheckServiceCase(lint::PolicyContext& context) {
  ForEachArn(context, [&](const policy::Resource& resource) {
    if (!HasArnPrefix(resource) || !resource.arn.complete() ||
        resource.arn.unknown(ArnField::kService) || !HasUpper(resource.arn.service())) {
      return;
    }
    std::string lower(resource.arn.service());
    for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    context
        .Report(resource.text.span(), fmt::format("`{}` has capitals in its service field; "
                                                  "services are in lower case",
                                                  resource.text.value))
        .Fix(RespellField(resource, ArnField::kService, {lower}), true);
  });
}

void CheckService(lint::PolicyContext& context) {
  ForEachArn(context, [&](const policy::Resource& resource) {
    if (!IsPlain(resource, ArnField::kService) || HasUpper(resource.arn.service())) return;
    const std::string_view service = resource.arn.service();
    // Some ARNs carry another name than the service's prefix: `catalog` of AWS Service Catalog.
    if (context.catalog().FindService(service) || context.catalog().FindArnService(service)) return;
    const auto near = context.catalog().SuggestServices(service);
    context
        .Report(resource.text.span(),
                fmt::format("`{}` names no service: `{}`{}", resource.text.value, service,
                            text::DidYouMean(near)))
        .RestsOnCatalog()
        .Fix(RespellField(resource, ArnField::kService, near), false);
  });
}

void CheckWildcardService(lint::PolicyContext& context) {
  ForEachArn(context, [&](const policy::Resource& resource) {
    if (!HasArnPrefix(resource) || !resource.arn.complete()) return;
    if (!policy::HasWildcard(resource.arn.service())) return;
    context.Report(resource.text.span(),
                   fmt::format("`{}` leaves the service open", resource.text.value));
  });
  for (const policy::Statement& statement : context.statements()) {
    for (const policy::Action& action : statement.action.entries) {
      if (!action.text.has_wildcard || !policy::HasWildcard(action.service)) continue;
      // All services are all services.
      if (action.service == "*" && action.name == "*") continue;
      context.Report(action.text.span(),
                     fmt::format("`{}` leaves the service open: before the colon a wildcard is no "
                                 "wildcard, and no action matches",
                                 action.text.value));
    }
  }
}

void CheckAccount(lint::PolicyContext& context) {
  static constexpr std::string_view kNames[] = {
      "aws", "amazon", "cloudfront", "aws-marketplace", "self", "third-party", "aws-managed"};
  ForEachArn(context, [&](const policy::Resource& resource) {
    if (!IsPlain(resource, ArnField::kAccount)) return;
    const std::string_view account = resource.arn.account();
    const bool digits =
        std::all_of(account.begin(), account.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (account.empty() || (digits && account.size() == 12)) return;
    if (std::find(std::begin(kNames), std::end(kNames), account) != std::end(kNames)) return;
    const bool stand_in = IsStandIn(account);
    auto finding = context.Report(
        resource.text.span(),
        digits ? fmt::format("`{}` has an account of {} digits; there are 12", resource.text.value,
                             account.size())
               : fmt::format("`{}` has `{}` where the account's 12 digits belong{}",
                             resource.text.value, account,
                             stand_in ? ": a word that somebody was to replace" : ""));
    if (stand_in) {
      finding.Help(
          "put the 12 digits in its place, or `*`; what a template fills in is told by its form: "
          "`${ACCOUNT}`, `<ACCOUNT>`");
    }
  });
}

}  // namespace

extern constinit const lint::Rule kInvalidArnAccount{
    .info = {.name = "invalid-arn-account",
             .group = "arn",
             .level = lint::Level::kError,
             .summary = "an ARN's account is not 12 digits",
             .why = "The ARN matches no resource.",
             .fix = "Write the 12 digits, a wildcard, or nothing where the ARN has no account.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iam::1234567:role/app"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iam::123456789012:role/app"}
})"},
             .aliases = {.access_analyzer = "INVALID_ARN_ACCOUNT",
                         .parliament = "INVALID_ARN",
                         .iam_policy_validator = "invalid_resource"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html"},
    .needs = {.facts = {lint::Fact::kArn}},
    .check_policy = CheckAccount,
};

extern constinit const lint::Rule kInvalidArnPrefix{
    .info = {.name = "invalid-arn-prefix",
             .group = "arn",
             .level = lint::Level::kError,
             .summary = "a resource is neither * nor an ARN",
             .why = "AWS refuses the policy.",
             .fix = "Write the resource's ARN, which begins with `arn:`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "aws:iam::123456789012:role/app"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iam::123456789012:role/app"}
})"},
             .aliases = {.access_analyzer = "INVALID_ARN_PREFIX",
                         .parliament = "INVALID_ARN",
                         .iam_policy_validator = "invalid_resource"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html"},
    .needs = {.facts = {lint::Fact::kArn}},
    .check_policy = CheckPrefix,
};

extern constinit const lint::Rule kInvalidArnServiceCase{
    .info = {.name = "invalid-arn-service-case",
             .group = "arn",
             .level = lint::Level::kError,
             .summary = "an ARN's service has capitals",
             .why = "The service field of an ARN is in lower case; AWS refuses the policy.",
             .fix = "Write the service in lower case.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:IAM::123456789012:role/app"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iam::123456789012:role/app"}
})"},
             .aliases = {.access_analyzer = "INVALID_ARN_SERVICE_CASE"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html"},
    .needs = {.facts = {lint::Fact::kArn}},
    .check_policy = CheckServiceCase,
};

extern constinit const lint::Rule kInvalidPartition{
    .info = {.name = "invalid-partition",
             .group = "arn",
             .level = lint::Level::kError,
             .summary = "an ARN's partition does not exist",
             .why = "The ARN matches no resource.",
             .fix = "Write the partition, such as `aws`, `aws-cn` or `aws-us-gov`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:amazon:iam::123456789012:role/app"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iam::123456789012:role/app"}
})"},
             .aliases = {.access_analyzer = "INVALID_PARTITION",
                         .parliament = "INVALID_ARN",
                         .iam_policy_validator = "invalid_resource"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html"},
    .needs = {.facts = {lint::Fact::kArn}},
    .check_policy = CheckPartition,
};

extern constinit const lint::Rule kInvalidService{
    .info = {.name = "invalid-service",
             .group = "arn",
             .level = lint::Level::kError,
             .summary = "an ARN names a service that does not exist",
             .why = "The ARN matches no resource.",
             .fix = "Mend the service field.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iamm::123456789012:role/app"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iam::123456789012:role/app"}
})"},
             .aliases = {.access_analyzer = "INVALID_SERVICE"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html"},
    .needs = {.facts = {lint::Fact::kArn}},
    .check_policy = CheckService,
};

extern constinit const lint::Rule kMissingArnField{
    .info = {.name = "missing-arn-field",
             .group = "arn",
             .level = lint::Level::kError,
             .summary = "an ARN has too few fields",
             .why = "AWS refuses the policy. An ARN is "
                    "`arn:partition:service:region:account:resource`; fields that do not apply stay"
                    " empty.",
             .fix = "Write all six fields.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iam:role/app"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iam::123456789012:role/app"}
})"},
             .aliases = {.access_analyzer = "MISSING_ARN_FIELD",
                         .parliament = "INVALID_ARN",
                         .iam_policy_validator = "invalid_resource"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html"},
    .needs = {.facts = {lint::Fact::kArn}},
    .check_policy = CheckFields,
};

extern constinit const lint::Rule kWildcardInServiceName{
    .info = {.name = "wildcard-in-service-name",
             .group = "arn",
             .level = lint::Level::kSuggestion,
             .summary = "an ARN or an action leaves the service open",
             .why =
                 "In an ARN, a wildcard in the service field reaches resources that nobody thought "
                 "of. In an action, a wildcard before the colon makes the entry match nothing.",
             .fix = "Name the service.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:*::123456789012:role/app"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iam::123456789012:role/app"}
})"},
             .aliases = {.access_analyzer = "WILDCARD_IN_SERVICE_NAME"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html"},
    .check_policy = CheckWildcardService,
};

}  // namespace whittle::rules
