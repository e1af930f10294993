#include <fmt/format.h>

#include "rules/grammar/problems.h"
#include "rules/sizes/measure.h"
#include "rules/sizes/padded.h"

namespace whittle::rules {

namespace {

constexpr std::string_view kQuotasPage =
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";

/// What Access Analyzer holds every identity policy to; it counts one character more than there are
/// (212 of 212 recorded answers).
constexpr size_t kIdentityCheck = 10240;
constexpr size_t kManaged = 6144;
constexpr size_t kSession = 2048;
constexpr size_t kTrust = 2048;
/// What the trust policy's quota can be raised to.
constexpr size_t kTrustMost = 8192;

bool ExceedsIdentityCheck(const lint::PolicyContext& context, size_t& size) {
  if (UpperBound(context) < kIdentityCheck) return false;
  size = CountWithoutWhitespace(context) + 1;
  return size > kIdentityCheck;
}

bool IsIdentity(const lint::PolicyContext& context) {
  const policy::Type type = context.policy().type.type;
  return type == policy::Type::kIdentity || type == policy::Type::kBoundary;
}

void CheckIdentity(lint::PolicyContext& context) {
  size_t size = 0;
  if (!IsIdentity(context) || !ExceedsIdentityCheck(context, size)) return;
  context.Report(
      context.policy().node->span(),
      fmt::format("the policy has {} characters without white space, as Access Analyzer counts; "
                  "no identity policy may have more than {}",
                  size, kIdentityCheck));
}

/// A place for an identity policy, and how much fits there.
struct Place {
  std::string_view phrase;
  size_t quota;
};

Place PlaceOf(const lint::PolicyContext& context) {
  if (context.policy().type.type == policy::Type::kSession) return {"a session policy", kSession};
  if (context.policy().type.type == policy::Type::kBoundary) {
    return {"a permissions boundary", kManaged};
  }
  const std::string_view owner = context.document().owner.type;
  if (owner == "user") return {"a user's inline policies together", 2048};
  if (owner == "group") return {"a group's inline policies together", 5120};
  if (owner == "role") return {"a role's inline policies together", 10240};
  return {"a managed policy", kManaged};
}

void CheckPlace(lint::PolicyContext& context) {
  const bool session = context.policy().type.type == policy::Type::kSession;
  if (!session && !IsIdentity(context)) return;
  if (UpperBound(context) <= kSession) return;
  const Place place = PlaceOf(context);
  if (UpperBound(context) <= place.quota) return;
  // AWS's own managed policies are not held to it.
  if (context.document().owner.address.find(":iam::aws:") != std::string_view::npos) return;
  const size_t size = CountWithoutWhitespace(context);
  if (size <= place.quota) return;
  // Then policy-size-exceeds-identity-policy-quota says it.
  if (!session && size + 1 > kIdentityCheck) return;
  context.Report(
      context.policy().node->span(),
      fmt::format("the policy has {} characters without white space; {} may have no more than {}",
                  size, place.phrase, place.quota));
}

void CheckTrust(lint::PolicyContext& context) {
  if (context.policy().type.type != policy::Type::kTrust || UpperBound(context) <= kTrust) return;
  const size_t size = CountWithoutWhitespace(context);
  if (size <= kTrust) return;
  context
      .Report(context.policy().node->span(),
              fmt::format("the trust policy has {} characters without white space; the quota is {} "
                          "unless it was raised",
                          size, kTrust))
      .Help(size <= kTrustMost
                ? "shorten it, or have the quota raised (Service Quotas grants up to 8192 by "
                  "itself)"
                : "shorten it: the quota cannot be raised beyond 8192");
}

/// The compact form of what stands below without its Sid: 104 characters, and 134 of a trust
/// policy.
constexpr size_t kAround = 104;
constexpr size_t kAroundTrust = 134;

template <size_t kSize>
constexpr auto InlineOfRole() {
  return Padded<kSize - kAround>(R"({"RoleName": "app", "PolicyName": "main", "PolicyDocument": {
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Sid": ")",
                                 R"("}
}})");
}
template <size_t kSize>
constexpr auto Identity() {
  return Padded<kSize - kAround>(R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Sid": ")",
                                 R"("}
})");
}
template <size_t kSize>
constexpr auto Trust() {
  return Padded<kSize - kAroundTrust>(R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole", "Sid": ")",
                                      R"("}
})");
}

constexpr auto kLongInline = InlineOfRole<kIdentityCheck>();
constexpr auto kFittingInline = InlineOfRole<kIdentityCheck - 1>();
constexpr auto kLongManaged = Identity<kManaged + 1>();
constexpr auto kFittingManaged = Identity<kManaged>();
constexpr auto kLongTrust = Trust<kTrust + 1>();
constexpr auto kFittingTrust = Trust<kTrust>();

}  // namespace

extern constinit const lint::Rule kPolicySizeExceedsIdentityPolicyQuota{
    .info = {.name = "policy-size-exceeds-identity-policy-quota",
             .group = "sizes",
             .level = lint::Level::kWarning,
             .summary = "an identity policy is longer than any may be",
             .why = "IAM refuses it: 10,240 characters, white space not counted, are the most that "
                    "an identity policy may have anywhere.",
             .fix = "Split it into several policies, or let wildcards stand for lists of actions.",
             .bad = {View(kLongInline), policy::Type::kIdentity},
             .good = {View(kFittingInline), policy::Type::kIdentity},
             .aliases = {.access_analyzer = "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
                         .iam_policy_validator = "policy_size_exceeded"},
             .source = kQuotasPage},
    .check_policy = CheckIdentity,
};

extern constinit const lint::Rule kPolicySizeExceedsQuota{
    .info = {.name = "policy-size-exceeds-quota",
             .group = "sizes",
             .level = lint::Level::kWarning,
             .summary = "a policy is longer than the place it stands in takes",
             .why = "IAM refuses it. White space not counted, a managed policy and a permissions "
                    "boundary may have 6,144 characters, the inline policies of a user together "
                    "2,048, of a group 5,120, of a role 10,240, a session policy 2,048.",
             .fix = "Split it into several managed policies, or let wildcards stand for lists of "
                    "actions.",
             .bad = {View(kLongManaged), policy::Type::kIdentity},
             .good = {View(kFittingManaged), policy::Type::kIdentity},
             .aliases = {.iam_policy_validator = "policy_size_exceeded"},
             .source = kQuotasPage},
    .check_policy = CheckPlace,
};

extern constinit const lint::Rule kPolicySizeExceedsRoleTrustPolicyQuota{
    .info = {.name = "policy-size-exceeds-role-trust-policy-quota",
             .group = "sizes",
             .level = lint::Level::kWarning,
             .summary = "a role trust policy is longer than the quota",
             .why = "IAM refuses a trust policy of more than 2,048 characters, white space not "
                    "counted, in an account whose quota was not raised.",
             .fix = "Shorten it, or have the account's quota for trust policies raised.",
             .bad = {View(kLongTrust), policy::Type::kTrust},
             .good = {View(kFittingTrust), policy::Type::kTrust},
             .aliases = {.access_analyzer = "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA",
                         .iam_policy_validator = "policy_size_exceeded"},
             .source = kQuotasPage},
    .needs = {.types = {policy::Type::kTrust}},
    .check_policy = CheckTrust,
};

}  // namespace whittle::rules
