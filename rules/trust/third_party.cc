// Other accounts that may assume a role: vendors that act for many customers, and strangers.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "policy/account.h"
#include "policy/pattern.h"
#include "rules/trust/trust.h"

namespace whittle::rules {

namespace {

struct Vendor {
  std::string_view account;
  std::string_view name;
};

/// Accounts from which vendors that give out external IDs assume roles of their customers, as their
/// pages on setting the role up say. Sorted. Source: github.com/fwdcloudsec/known_aws_accounts.
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

const Vendor* FindVendor(std::string_view account) {
  const auto* const found = std::lower_bound(
      kVendors.begin(), kVendors.end(), account,
      [](const Vendor& vendor, std::string_view wanted) { return vendor.account < wanted; });
  return found != kVendors.end() && found->account == account ? &*found : nullptr;
}

/// `111122223333` itself, or the account of an ARN; empty where it is not known.
std::string_view AccountOf(const policy::Text& text) {
  if (!text.present() || text.choice != 0) return {};
  std::string_view account = text.value;
  if (account.find(':') != std::string_view::npos) {
    const policy::Arn arn(text);
    if (!arn.complete() || arn.opaque() || arn.unknown(policy::ArnField::kAccount)) return {};
    account = arn.account();
  }
  return policy::IsAccountId(account) ? account : std::string_view();
}

/// The account of an AWS principal, where it is known.
std::string_view AccountOf(const policy::Principal& principal) {
  return principal.kind == policy::PrincipalKind::kAws ? AccountOf(principal.text)
                                                       : std::string_view();
}

void CheckVendor(lint::PolicyContext& context) {
  ForEachTrust(context, [&](const policy::Statement& statement) {
    for (const policy::Principal& principal : statement.principal.entries) {
      const std::string_view account = AccountOf(principal);
      const Vendor* const vendor = account.empty() ? nullptr : FindVendor(account);
      if (vendor == nullptr) continue;
      if (!Covers(statement, "sts:AssumeRole") || RequiresOneOf(statement, {"sts:ExternalId"}) ||
          HasConditionalDeny(context.policy())) {
        return;
      }
      context.Report(principal.text.span(),
                     fmt::format("{} may assume this role for any of its customers: no condition "
                                 "on sts:ExternalId",
                                 vendor->name));
    }
  });
}

/// Whether the account is one of ours: some role of the file is in it, or the user says so.
bool IsOurs(const lint::PrincipalContext& context, std::string_view account) {
  const auto& trusted = context.settings().trusted_accounts;
  if (std::find(trusted.begin(), trusted.end(), account) != trusted.end()) return true;
  const auto& documents = context.file().documents;
  return std::any_of(documents.begin(), documents.end(), [&](const documents::Document& document) {
    return document.role != nullptr && AccountOf(document.role->arn) == account;
  });
}

void CheckAccount(lint::PrincipalContext& context) {
  const policy::Policy* const trust = context.trust();
  if (trust == nullptr || AccountOf(context.role().arn).empty()) return;
  for (const policy::Statement& statement : trust->statements) {
    // Any condition may be what keeps the account's other customers out.
    if (!statement.allows() || statement.principal.negated || statement.condition_open ||
        !statement.conditions.empty() || !Covers(statement, "sts:AssumeRole")) {
      continue;
    }
    for (const policy::Principal& principal : statement.principal.entries) {
      const std::string_view account = AccountOf(principal);
      if (account.empty() || FindVendor(account) != nullptr || IsOurs(context, account)) continue;
      context.ReportIn(context.role().trust, principal.text.span(),
                       fmt::format("account {} is not this role's; if it is another company's, "
                                   "nothing says for which of its customers it comes",
                                   account));
    }
  }
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
    .check_policy = CheckVendor,
};

extern constinit const lint::Rule kCrossAccountTrustWithoutExternalId{
    .info = {.name = "cross-account-trust-without-external-id",
             .group = "trust",
             .level = lint::Level::kSuggestion,
             .summary = "another account may assume a role without any condition",
             .why = "A company that works for many customers from one account can be led by one of "
                    "them to another's role. An external ID prevents that. Within one organization "
                    "it is not needed.",
             .fix = "For another company add a condition on sts:ExternalId; for an account of your "
                    "organization one on aws:PrincipalOrgID.",
             .bad = {R"({
  "RoleName": "audit",
  "Arn": "arn:aws:iam::111122223333:role/audit",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
      "Action": "sts:AssumeRole"
    }
  }
})"},
             .good = {R"({
  "RoleName": "audit",
  "Arn": "arn:aws:iam::111122223333:role/audit",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {
      "Effect": "Allow",
      "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
      "Action": "sts:AssumeRole",
      "Condition": {"StringEquals": {"sts:ExternalId": "a1b2c3d4"}}
    }
  }
})"},
             .aliases = {.checkov = "CKV_AWS_61"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "id_roles_common-scenarios_third-party.html"},
    .check_principal = CheckAccount,
};

}  // namespace whittle::rules
