// Other accounts that may assume a role: vendors that act for many customers, and strangers.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "policy/pattern.h"
#include "rules/trust/trust.h"

namespace whittle::rules {

namespace {

struct Vendor {
  std::string_view account;
  std::string_view name;
};

/// Accounts from which vendors assume roles of their customers, each as the vendor's own page on
/// setting the role up gives it, with an external ID. Sorted.
constexpr std::array<Vendor, 24> kVendors = {{
    {"012615275169", "Tenable"},
    {"057012691312", "CloudSploit"},
    {"061190967865", "CloudZero"},
    {"080595016317", "Qualys"},
    {"134183635603", "Splunk Observability"},
    {"147995105371", "Trend Micro"},
    {"165736516723", "Cloudability"},
    {"188619942792", "Prisma Cloud"},
    {"197857026523", "Microsoft Sentinel"},
    {"202279780353", "nOps"},
    {"282028653949", "LogicMonitor"},
    {"336818582268", "Rapid7"},
    {"352813966189", "CloudCheckr"},
    {"406095609952", "Logz.io"},
    {"414351767826", "Databricks"},
    {"432263259397", "Microsoft Cost Management"},
    {"434813966438", "Lacework"},
    {"454464851268", "CloudHealth"},
    {"464622532012", "Datadog"},
    {"509560245411", "Dynatrace"},
    {"717210094962", "Cloud One Conformity"},
    {"754728514883", "New Relic"},
    {"922761411349", "Spot"},
    {"926226587429", "Sumo Logic"},
}};

/// The account of an AWS principal: `111122223333` or that of an ARN; empty where it is not known.
std::string_view AccountOf(const policy::Principal& principal) {
  if (principal.kind != policy::PrincipalKind::kAws || principal.text.choice != 0) return {};
  std::string_view account = principal.text.value;
  if (account.find(':') != std::string_view::npos) {
    const policy::Arn arn(principal.text);
    if (!arn.complete() || arn.opaque() || arn.unknown(policy::ArnField::kAccount)) return {};
    account = arn.account();
  }
  const bool digits =
      account.size() == 12 &&
      std::all_of(account.begin(), account.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits ? account : std::string_view();
}

void Check(lint::PolicyContext& context) {
  ForEachTrust(context, [&](const policy::Statement& statement) {
    for (const policy::Principal& principal : statement.principal.entries) {
      const std::string_view account = AccountOf(principal);
      if (account.empty()) continue;
      const auto* const vendor = std::lower_bound(
          kVendors.begin(), kVendors.end(), account,
          [](const Vendor& a, std::string_view wanted) { return a.account < wanted; });
      if (vendor == kVendors.end() || vendor->account != account) continue;
      if (!Covers(statement, "sts:AssumeRole")) return;
      if (RequiresOneOf(statement, {"sts:ExternalId"}) || HasConditionalDeny(context.policy()))
        return;
      context.Report(principal.text.span(),
                     fmt::format("{} may assume this role for any of its customers: no condition "
                                 "on sts:ExternalId",
                                 vendor->name));
    }
  });
}

}  // namespace

extern constinit const lint::Rule kThirdPartyTrustWithoutExternalId{
    .info = {.name = "third-party-trust-without-external-id",
             .group = "trust",
             .level = lint::Level::kWarning,
             .summary = "a vendor may assume a role without an external ID",
             .why = "The vendor acts for many customers from one account. Another customer who "
                    "gives it the ARN of this role has it act on your resources: the confused "
                    "deputy. The external ID, which the vendor gives to each customer, prevents "
                    "that.",
             .fix =
                 "Add \"Condition\": {\"StringEquals\": {\"sts:ExternalId\": \"<ID>\"}} with the "
                 "ID that the vendor shows you.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::464622532012:root"},
    "Action": "sts:AssumeRole"
  }
})",
                     policy::Type::kTrust},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::464622532012:root"},
    "Action": "sts:AssumeRole",
    "Condition": {"StringEquals": {"sts:ExternalId": "a1b2c3d4"}}
  }
})",
                      policy::Type::kTrust},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "id_roles_common-scenarios_third-party.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kAwsPrincipal},
              .types = {policy::Type::kTrust}},
    .check_policy = Check,
};

}  // namespace whittle::rules
