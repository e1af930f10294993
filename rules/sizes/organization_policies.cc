#include <fmt/format.h>

#include "rules/grammar/problems.h"
#include "rules/sizes/measure.h"
#include "rules/sizes/padded.h"

namespace whittle::rules {

namespace {

constexpr std::string_view kQuotasPage =
    "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html";

/// Since 2026-05-15; 5,120 before.
constexpr size_t kScp = 10240;
constexpr size_t kRcp = 5120;

void Check(lint::PolicyContext& context, policy::Type type, size_t quota) {
  if (context.policy().type.type != type || UpperBound(context) <= quota) return;
  const size_t size = CountAsSaved(context);
  if (size <= quota) return;
  const size_t compact = CountWithoutWhitespace(context);
  auto finding =
      context.Report(context.policy().node->span(),
                     fmt::format("the policy has {} characters, white space included; {} may have "
                                 "no more than {}",
                                 size, policy::Describe(type), quota));
  if (compact <= quota) {
    finding.Help(fmt::format("save it without white space: then it has {}", compact));
  }
}

void CheckScp(lint::PolicyContext& context) { Check(context, policy::Type::kScp, kScp); }
void CheckRcp(lint::PolicyContext& context) { Check(context, policy::Type::kRcp, kRcp); }

/// Characters of the texts below without their Sids.
constexpr size_t kAroundScp = 120;
constexpr size_t kAroundRcp = 139;

template <size_t kSize>
constexpr auto ScpOf() {
  return Padded<kSize - kAroundScp>(R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Sid": ")",
                                    R"("}
})");
}
template <size_t kSize>
constexpr auto RcpOf() {
  return Padded<kSize - kAroundRcp>(R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "*", "Sid": ")",
                                    R"("}
})");
}
constexpr auto kLongScp = ScpOf<kScp + 1>();
constexpr auto kFittingScp = ScpOf<kScp>();
constexpr auto kLongRcp = RcpOf<kRcp + 1>();
constexpr auto kFittingRcp = RcpOf<kRcp>();

}  // namespace

extern constinit const lint::Rule kPolicySizeExceedsRcpQuota{
    .info = {.name = "policy-size-exceeds-rcp-quota",
             .group = "sizes",
             .level = lint::Level::kError,
             .summary = "a resource control policy is longer than the quota",
             .why = "AWS Organizations refuses an RCP of more than 5,120 characters. White space "
                    "counts, unless the console saves it, which strips it.",
             .fix = "Save it without white space, or split it into several RCPs.",
             .bad = {View(kLongRcp), policy::Type::kRcp},
             .good = {View(kFittingRcp), policy::Type::kRcp},
             .aliases = {.access_analyzer = "POLICY_SIZE_EXCEEDS_RCP_QUOTA",
                         .iam_policy_validator = "policy_size_exceeded"},
             .source = kQuotasPage},
    .needs = {.types = {policy::Type::kRcp}},
    .check_policy = CheckRcp,
};

extern constinit const lint::Rule kPolicySizeExceedsScpQuota{
    .info = {.name = "policy-size-exceeds-scp-quota",
             .group = "sizes",
             .level = lint::Level::kError,
             .summary = "a service control policy is longer than the quota",
             .why = "AWS Organizations refuses an SCP of more than 10,240 characters (5,120 until "
                    "May 2026). White space counts, unless the console saves it, which strips it.",
             .fix = "Save it without white space, or split it into several SCPs.",
             .bad = {View(kLongScp), policy::Type::kScp},
             .good = {View(kFittingScp), policy::Type::kScp},
             .aliases = {.access_analyzer = "POLICY_SIZE_EXCEEDS_SCP_QUOTA",
                         .iam_policy_validator = "policy_size_exceeded"},
             .source = kQuotasPage},
    .needs = {.types = {policy::Type::kScp}},
    .check_policy = CheckScp,
};

}  // namespace whittle::rules
