#include <fmt/format.h>

#include "rules/arn/each_arn.h"
#include "rules/grammar/problems.h"
#include "text/spelling.h"

namespace whittle::rules {

namespace {

using policy::ArnField;

/// Access Analyzer lets pass what begins with a word of the service's formats, whatever follows,
/// and every wildcard (of 5,804 ARNs of AWS managed policies it flags none, and 54 of them match no
/// published format). Those that begin with a slash are paths of APIs, of which the formats have
/// but a part (`arn:aws:apigateway:*::/v2/apis` of AWSConfigServiceRolePolicy).
void Check(lint::PolicyContext& context) {
  ForEachArn(context, [&](const policy::Resource& resource) {
    if (!IsPlain(resource, ArnField::kResource) || !IsPlain(resource, ArnField::kService)) return;
    const std::string_view name = resource.arn.resource();
    if (name.empty() || name.front() == '/') return;
    const auto service = context.catalog().FindArnService(resource.arn.service());
    if (!service || service->MayName(name)) return;
    const std::string_view word = catalog::ArnService::TypeWord(name);
    text::Nearest nearest(word);
    service->ForEachTypeWord([&](std::string_view known) { nearest.Consider(known); });
    const auto near = nearest.Take();
    const size_t begin = resource.arn.begin(ArnField::kResource);
    context
        .Report(resource.text.span(),
                fmt::format("`{}` is of no type of resource that `{}` has{}", resource.text.value,
                            resource.arn.service(), text::DidYouMean(near)))
        .RestsOnCatalog()
        .Fix(near.size() != 1
                 ? std::vector<text::Edit>()
                 : text::ReplacePart(*resource.text.node, begin, begin + word.size(), near[0]),
             false);
  });
}

}  // namespace

extern constinit const lint::Rule kInvalidArnResource{
    .info = {.name = "invalid-arn-resource",
             .group = "arn",
             .level = lint::Level::kError,
             .summary = "an ARN names a type of resource that its service lacks",
             .why = "The ARN matches no resource.",
             .fix = "Write the last part as AWS documents it for the type of resource.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "*", "Resource": "arn:aws:iam::123456789012:roles/app"}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "*", "Resource": "arn:aws:iam::123456789012:role/app"}
})"},
             .aliases = {.access_analyzer = "INVALID_ARN_RESOURCE",
                         .parliament = "INVALID_ARN",
                         .iam_policy_validator = "invalid_resource"},
             .source = "https://docs.aws.amazon.com/service-authorization/latest/reference/"
                       "reference_policies_actions-resources-contextkeys.html"},
    .needs = {.facts = {lint::Fact::kArn}},
    .check_policy = Check,
};

}  // namespace whittle::rules
