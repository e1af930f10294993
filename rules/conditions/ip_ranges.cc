// Addresses in conditions on where a request comes from.
#include <fmt/format.h>

#include <array>
#include <vector>

#include "policy/value.h"
#include "rules/conditions/conditions.h"
#include "rules/edits.h"
#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

using policy::BaseOperator;
using policy::IpRange;
using policy::OperatorFamily;

/// Blocks from which no request reaches AWS over the Internet (RFC 1918, RFC 4193).
bool IsPrivate(const IpRange& range) {
  static const std::array<IpRange, 4> kPrivate = {
      *policy::ParseIpRange("10.0.0.0/8"), *policy::ParseIpRange("172.16.0.0/12"),
      *policy::ParseIpRange("192.168.0.0/16"), *policy::ParseIpRange("fc00::/7")};
  for (const IpRange& block : kPrivate) {
    if (block.Contains(range)) return true;
  }
  return false;
}

/// Reports conditions of aws:SourceIp under the operator that have private ranges: all of their
/// values, or some beside public ones.
void CheckPrivate(lint::PolicyContext& context, BaseOperator base, bool all,
                  std::string_view effect) {
  ForEachCondition(
      context, OperatorFamily::kIpAddress, [&](const auto&, const policy::Condition& condition) {
        if (condition.op.base != base || condition.open || !IsKey(condition, "aws:SourceIp"))
          return;
        std::vector<const policy::Text*> found;
        for (const policy::Text& value : condition.values) {
          if (!value.pieces.empty()) return;
          const auto range = policy::ParseIpRange(value.value);
          if (!range || !IsPrivate(*range)) continue;
          found.push_back(&value);
        }
        if (found.empty() || (found.size() == condition.values.size()) != all) return;
        context
            .Report(found[0]->span(), fmt::format("requests reach AWS from public addresses, not "
                                                  "from `{}`: {}",
                                                  found[0]->value, effect))
            .Fix(RemoveValues(context, condition, found), false);
      });
}

void CheckPrivateIs(lint::PolicyContext& context) {
  CheckPrivate(context, BaseOperator::kIpAddress, true, "the condition is never met");
}
void CheckPrivateIsNot(lint::PolicyContext& context) {
  CheckPrivate(context, BaseOperator::kNotIpAddress, true, "the condition is always met");
}
void CheckSomeIs(lint::PolicyContext& context) {
  CheckPrivate(context, BaseOperator::kIpAddress, false, "it never matches");
}
void CheckSomeIsNot(lint::PolicyContext& context) {
  CheckPrivate(context, BaseOperator::kNotIpAddress, false, "it excludes nothing");
}

void CheckHostBits(lint::PolicyContext& context) {
  ForEachLiteral(context, OperatorFamily::kIpAddress,
                 [&](const policy::Condition&, const policy::Text& value) {
                   const auto range = policy::ParseIpRange(value.value);
                   if (!range || !range->has_host_bits()) return;
                   const std::string network = range->network().ToText();
                   context
                       .Report(value.span(),
                               fmt::format("`{}` means `{}`: only the first {} bits count",
                                           value.value, network, range->prefix))
                       .Help(fmt::format("write `{}`", network))
                       .Fix(Respell(*value.node, {network}), true);
                 });
}

}  // namespace

extern constinit const lint::Rule kPrivateIpAddress{
    .info = {.name = "private-ip-address",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "aws:SourceIp is compared with private addresses only",
             .why = "aws:SourceIp is the public address of the caller, so the condition is never "
                    "met.",
             .fix = "Name public ranges, or use aws:VpcSourceIp for addresses inside a VPC.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "10.1.0.0/16"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}
})"},
             .aliases = {.access_analyzer = "PRIVATE_IP_ADDRESS"},
             .source = kConditionKeysPage},
    .needs = {.facts = {lint::Fact::kIpAddressOperator}},
    .check_policy = CheckPrivateIs,
};

extern constinit const lint::Rule kPrivateNotIpAddress{
    .info = {.name = "private-not-ip-address",
             .group = "conditions",
             .level = lint::Level::kError,
             .summary = "aws:SourceIp is excluded from private addresses only",
             .why = "aws:SourceIp is the public address of the caller, so the condition is always "
                    "met.",
             .fix = "Name public ranges, or use aws:VpcSourceIp for addresses inside a VPC.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NotIpAddress": {"aws:SourceIp": "10.1.0.0/16"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}
})"},
             .aliases = {.access_analyzer = "PRIVATE_NOT_IP_ADDRESS"},
             .source = kConditionKeysPage},
    .needs = {.facts = {lint::Fact::kIpAddressOperator}},
    .check_policy = CheckPrivateIsNot,
};

extern constinit const lint::Rule kPrivateIpAddressSubset{
    .info = {.name = "private-ip-address-subset",
             .group = "conditions",
             .level = lint::Level::kSuggestion,
             .summary = "some values of aws:SourceIp are private addresses",
             .why = "aws:SourceIp is the public address of the caller; a private range among the "
                    "values never matches.",
             .fix = "Remove the private ranges, or use aws:VpcSourceIp for them in a statement of "
                    "their own.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "10.1.0.0/16"]}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}}}
})"},
             .aliases = {.access_analyzer = "PRIVATE_IP_ADDRESS_SUBSET"},
             .source = kConditionKeysPage},
    .needs = {.facts = {lint::Fact::kIpAddressOperator}},
    .check_policy = CheckSomeIs,
};

extern constinit const lint::Rule kPrivateNotIpAddressSubset{
    .info = {.name = "private-not-ip-address-subset",
             .group = "conditions",
             .level = lint::Level::kSuggestion,
             .summary = "some values that aws:SourceIp must not have are private addresses",
             .why = "aws:SourceIp is the public address of the caller; a private range among the "
                    "values excludes nothing.",
             .fix = "Remove the private ranges, or use aws:VpcSourceIp for them in a statement of "
                    "their own.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24", "10.1.0.0/16"]}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}}}
})"},
             .aliases = {.access_analyzer = "PRIVATE_NOT_IP_ADDRESS_SUBSET"},
             .source = kConditionKeysPage},
    .needs = {.facts = {lint::Fact::kIpAddressOperator}},
    .check_policy = CheckSomeIsNot,
};

extern constinit const lint::Rule kImproveIpRange{
    .info = {.name = "improve-ip-range",
             .group = "conditions",
             .level = lint::Level::kSuggestion,
             .summary = "a CIDR block has bits set behind its prefix",
             .why = "They are ignored; whoever reads the policy may think that only the one "
                    "address counts.",
             .fix = "Write the block without them, or the address with all bits as its prefix.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.7/24"}}}
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}
})"},
             .aliases = {.access_analyzer = "IMPROVE_IP_RANGE"},
             .source = kOperatorsPage},
    .needs = {.facts = {lint::Fact::kIpAddressOperator}},
    .check_policy = CheckHostBits,
};

}  // namespace whittle::rules
