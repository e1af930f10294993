// Whether an ARN has a Region and an account where its service's ARNs have them.
//
// AWS's published formats are the measure, all formats of the service together: where they differ
// among themselves nothing is said. (Of 5,804 ARNs of AWS managed policies Access Analyzer flags
// none here, and neither do these rules.)
#include <fmt/format.h>

#include "catalog/regions.h"
#include "rules/arn/each_arn.h"
#include "rules/grammar/problems.h"
#include "rules/placeholders/stand_in.h"
#include "text/spelling.h"

namespace whittle::rules {

namespace {

using catalog::Presence;
using policy::ArnField;

constexpr std::string_view kArnPage =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html";

/// Calls `visit` with each ARN whose service and the field are plain, and what is known of the
/// service's ARNs.
template <typename Wanted, typename Visit>
void ForEachKnown(lint::PolicyContext& context, ArnField field, Wanted wanted, Visit visit) {
  ForEachArn(context, [&](const policy::Resource& resource) {
    if (!IsPlain(resource, field) || !wanted(resource.arn.field(field))) return;
    if (!IsPlain(resource, ArnField::kService)) return;
    const auto service = context.catalog().FindArnService(resource.arn.service());
    if (service) visit(resource, *service);
  });
}

bool IsEmpty(std::string_view field) { return field.empty(); }
bool IsThere(std::string_view field) { return !field.empty(); }
bool IsNoRegion(std::string_view field) { return !field.empty() && !catalog::IsRegion(field); }

void CheckRegion(lint::PolicyContext& context) {
  ForEachKnown(
      context, ArnField::kRegion, IsNoRegion, [&](const auto& resource, const auto& service) {
        // Then arn-region-not-allowed says it, or invalid-partition.
        if (service.region() == Presence::kNever) return;
        if (IsPlain(resource, ArnField::kPartition) && !IsPartition(resource.arn.partition())) {
          return;
        }
        text::Nearest nearest(resource.arn.region());
        for (const std::string_view region : catalog::Regions()) nearest.Consider(region);
        const auto near = nearest.Take();
        const bool stand_in = near.empty() && IsStandIn(resource.arn.region());
        auto finding = context.Report(
            resource.text.span(),
            fmt::format(
                "`{}` is in no Region of AWS: `{}`{}", resource.text.value, resource.arn.region(),
                stand_in ? " is a word that somebody was to replace" : text::DidYouMean(near)));
        finding.RestsOnCatalog();
        finding.Fix(RespellField(resource, ArnField::kRegion, near), false);
        if (stand_in) {
          finding.Help(
              "put the Region's code in its place, such as `eu-west-1`, or `*`; what a template "
              "fills in is told by its form: `${REGION}`, `<REGION>`");
        }
      });
}

void CheckRegionAllowed(lint::PolicyContext& context) {
  ForEachKnown(context, ArnField::kRegion, IsThere, [&](const auto& resource, const auto& service) {
    if (service.region() != Presence::kNever) return;
    context
        .Report(resource.text.span(), fmt::format("ARNs of `{}` have no Region, and `{}` names one",
                                                  resource.arn.service(), resource.text.value))
        .RestsOnCatalog();
  });
}

void CheckRegionMissing(lint::PolicyContext& context) {
  ForEachKnown(context, ArnField::kRegion, IsEmpty, [&](const auto& resource, const auto& service) {
    if (service.region() != Presence::kAlways) return;
    context
        .Report(resource.text.span(),
                fmt::format("ARNs of `{}` have a Region, and that of `{}` is empty",
                            resource.arn.service(), resource.text.value))
        .RestsOnCatalog();
  });
}

void CheckAccountAllowed(lint::PolicyContext& context) {
  ForEachKnown(context, ArnField::kAccount, IsThere,
               [&](const auto& resource, const auto& service) {
                 if (service.account() != Presence::kNever) return;
                 context
                     .Report(resource.text.span(),
                             fmt::format("ARNs of `{}` have no account, and `{}` names one",
                                         resource.arn.service(), resource.text.value))
                     .RestsOnCatalog();
               });
}

/// Services all of whose resources belong to an account. Others have some of AWS's own, whose ARNs
/// have no account (`arn:aws:ssm:eu-west-1::document/AWS-RunShellScript`), and the formats do not
/// tell.
bool IsAlwaysOwned(std::string_view service) {
  for (const std::string_view name :
       {"iam", "sts", "sqs", "sns", "lambda", "kinesis", "firehose", "dynamodb", "secretsmanager",
        "kms", "states", "ecs", "ecr", "eks", "logs", "cloudformation"}) {
    if (service == name) return true;
  }
  return false;
}

void CheckAccountMissing(lint::PolicyContext& context) {
  ForEachKnown(context, ArnField::kAccount, IsEmpty,
               [&](const auto& resource, const auto& service) {
                 if (service.account() != Presence::kAlways) return;
                 if (!IsAlwaysOwned(resource.arn.service())) return;
                 // One finding an ARN: where the Region is wrong too, Access Analyzer speaks of
                 // that alone. And it leaves alone what it does not recognise.
                 const bool has_region = !resource.arn.region().empty();
                 if (service.region() != Presence::kSometimes &&
                     has_region != (service.region() == Presence::kAlways)) {
                   return;
                 }
                 if (!service.MayName(resource.arn.resource())) return;
                 context
                     .Report(resource.text.span(),
                             fmt::format("ARNs of `{}` have an account, and that of `{}` is empty",
                                         resource.arn.service(), resource.text.value))
                     .RestsOnCatalog();
               });
}

}  // namespace

extern constinit const lint::Rule kArnAccountNotAllowed{
    .info = {.name = "arn-account-not-allowed",
             .group = "arn",
             .level = lint::Level::kError,
             .summary = "an ARN names an account where there is none",
             .why = "ARNs of the service have no account: this one matches no resource.",
             .fix = "Leave the account empty.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "route53:DeleteHostedZone", "Resource": "arn:aws:route53::123456789012:hostedzone/Z123"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "route53:DeleteHostedZone", "Resource": "arn:aws:route53:::hostedzone/Z123"}
})"},
             .aliases = {.access_analyzer = "ARN_ACCOUNT_NOT_ALLOWED"},
             .source = kArnPage},
    .needs = {.facts = {lint::Fact::kArn}},
    .check_policy = CheckAccountAllowed,
};

extern constinit const lint::Rule kArnRegionNotAllowed{
    .info = {.name = "arn-region-not-allowed",
             .group = "arn",
             .level = lint::Level::kError,
             .summary = "an ARN names a Region where there is none",
             .why = "The service is global, and its ARNs have no Region: this one matches no "
                    "resource.",
             .fix = "Leave the Region empty.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iam:eu-west-1:123456789012:role/app"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iam::123456789012:role/app"}
})"},
             .aliases = {.access_analyzer = "ARN_REGION_NOT_ALLOWED"},
             .source = kArnPage},
    .needs = {.facts = {lint::Fact::kArn}},
    .check_policy = CheckRegionAllowed,
};

extern constinit const lint::Rule kInvalidArnRegion{
    .info = {.name = "invalid-arn-region",
             .group = "arn",
             .level = lint::Level::kError,
             .summary = "an ARN's Region does not exist",
             .why = "The ARN matches no resource.",
             .fix = "Write a Region's code, such as `eu-west-1`, or `*`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west1:123456789012:jobs"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:123456789012:jobs"}
})"},
             .aliases = {.access_analyzer = "INVALID_ARN_REGION"},
             .source = "https://docs.aws.amazon.com/general/latest/gr/rande.html"},
    .needs = {.facts = {lint::Fact::kArn}},
    .check_policy = CheckRegion,
};

extern constinit const lint::Rule kMissingArnAccount{
    .info = {.name = "missing-arn-account",
             .group = "arn",
             .level = lint::Level::kError,
             .summary = "an ARN lacks its account",
             .why = "ARNs of the service have an account: this one matches no resource.",
             .fix = "Write the account's 12 digits, or `*`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iam:::role/app"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "arn:aws:iam::123456789012:role/app"}
})"},
             .aliases = {.access_analyzer = "MISSING_ARN_ACCOUNT"},
             .source = kArnPage},
    .needs = {.facts = {lint::Fact::kArn}},
    .check_policy = CheckAccountMissing,
};

extern constinit const lint::Rule kMissingArnRegion{
    .info = {.name = "missing-arn-region",
             .group = "arn",
             .level = lint::Level::kError,
             .summary = "an ARN lacks its Region",
             .why = "ARNs of the service have a Region: this one matches no resource.",
             .fix = "Write the Region's code, or `*`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs::123456789012:jobs"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:123456789012:jobs"}
})"},
             .aliases = {.access_analyzer = "MISSING_ARN_REGION"},
             .source = kArnPage},
    .needs = {.facts = {lint::Fact::kArn}},
    .check_policy = CheckRegionMissing,
};

}  // namespace whittle::rules
