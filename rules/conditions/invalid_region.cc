#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "catalog/regions.h"
#include "rules/conditions/conditions.h"
#include "rules/edits.h"
#include "rules/grammar/problems.h"
#include "rules/placeholders/stand_in.h"
#include "text/spelling.h"

namespace whittle::rules {

namespace {

/// Keys whose value is the code of a Region.
constexpr std::string_view kKeys[] = {"aws:RequestedRegion", "ec2:Region", "account:TargetRegion",
                                      "cloudformation:TargetRegion"};

/// Whether the value matches a Region, compared by the operator.
bool MatchesRegion(const policy::Operator& op, std::string_view value) {
  const auto regions = catalog::Regions();
  return std::any_of(regions.begin(), regions.end(), [&](std::string_view region) {
    if (op.takes_wildcards()) return policy::Matches(value, region, policy::Case::kSensitive);
    const bool any_case = op.base == policy::BaseOperator::kStringEqualsIgnoreCase ||
                          op.base == policy::BaseOperator::kStringNotEqualsIgnoreCase;
    return any_case ? policy::EqualsIgnoreCase(value, region) : value == region;
  });
}

void Check(lint::PolicyContext& context) {
  ForEachLiteral(context, policy::OperatorFamily::kString,
                 [&](const policy::Condition& condition, const policy::Text& value) {
                   const bool on_region =
                       std::any_of(std::begin(kKeys), std::end(kKeys),
                                   [&](std::string_view key) { return IsKey(condition, key); });
                   if (!on_region || MatchesRegion(condition.op, value.value)) return;
                   text::Nearest nearest(value.value);
                   for (const std::string_view region : catalog::Regions())
                     nearest.Consider(region);
                   const auto near = nearest.Take(2);
                   const bool stand_in = near.empty() && IsStandIn(value.value);
                   context
                       .Report(value.span(),
                               fmt::format("no Region `{}`{}", value.value,
                                           stand_in ? ": it is a word that somebody was to replace"
                                                    : text::DidYouMean(near)))
                       .RestsOnCatalog()
                       .Fix(Respell(*value.node, near), false);
                 });
}

}  // namespace

extern constinit const lint::Rule kInvalidRegion{
    .info = {.name = "invalid-region",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "a value that should be a Region is none",
             .why = "No request goes to such a Region, so the condition does not do what it says; "
                    "AWS refuses the policy.",
             .fix = "Write the code of a Region, such as `eu-west-1`.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-west1"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "ec2:RunInstances", "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}}
})"},
             .aliases = {.access_analyzer = "INVALID_REGION"},
             .source = kChecksPage},
    .needs = {.facts = {lint::Fact::kStringOperator}},
    .check_policy = Check,
};

}  // namespace whittle::rules
