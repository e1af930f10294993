#include <fmt/format.h>

#include "rules/sizes/measure.h"
#include "rules/sizes/padded.h"

namespace whittle::rules {

namespace {

/// IAM's quotas of today for one role; the first can be raised, the second cannot.
constexpr size_t kManagedPolicies = 10;
constexpr size_t kInlineCharacters = 10240;

void CheckCount(lint::PrincipalContext& context) {
  const documents::Role& role = context.role();
  if (role.attached.size() <= kManagedPolicies) return;
  context.Report(
      role.attached[kManagedPolicies].span(),
      fmt::format("{} managed policies are attached; a role may have {} unless its quota "
                  "was raised",
                  role.attached.size(), kManagedPolicies));
}

void CheckInline(lint::PrincipalContext& context) {
  const documents::Role& role = context.role();
  if (role.inline_policies.size() < 2) return;  // one alone is policy-size's
  size_t bound = 0;
  for (const uint32_t index : role.inline_policies) {
    bound += context.file().documents[index].policy->node->span().size();
  }
  if (bound <= kInlineCharacters) return;
  size_t size = 0;
  for (const uint32_t index : role.inline_policies) {
    const lint::PolicyContext policy(context.catalog(), context.settings(), context.reporter(),
                                     context.file(), index);
    size += CountWithoutWhitespace(policy);
  }
  if (size <= kInlineCharacters) return;
  const uint32_t last = role.inline_policies.back();
  context.ReportIn(last, context.file().documents[last].policy->node->span(),
                   fmt::format("the role's {} inline policies have {} characters together without "
                               "white space; IAM takes {}",
                               role.inline_policies.size(), size, kInlineCharacters));
}

/// What the two policies of the example have without the letters.
constexpr size_t kAround = 199;

template <size_t kSize>
constexpr auto TwoPolicies() {
  return Padded<kSize - kAround>(R"({
  "RoleName": "app",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
  },
  "RolePolicyList": [
    {"PolicyName": "a", "PolicyDocument": {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Deny", "Action": "iam:DeleteUser", "Resource": "*"}
    }},
    {"PolicyName": "b", "PolicyDocument": {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Sid": ")",
                                 R"("}
    }}]
})");
}

constexpr auto kLong = TwoPolicies<kInlineCharacters + 1>();
constexpr auto kFitting = TwoPolicies<kInlineCharacters>();

}  // namespace

extern constinit const lint::Rule kInlinePoliciesTooLarge{
    .info = {.name = "inline-policies-too-large",
             .group = "principals",
             .level = lint::Level::kError,
             .summary = "a role's inline policies together are longer than IAM takes",
             .why = "IAM counts the characters of all inline policies of a role together, "
                    "white space left out, and refuses the one that goes over the quota.",
             .fix = "Move statements to a managed policy, or shorten the policies.",
             .bad = {View(kLong)},
             .good = {View(kFitting)},
             .aliases = {.iam_policy_validator = "policy_size_exceeded"},
             .source =
                 "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"},
    .check_principal = CheckInline,
};

extern constinit const lint::Rule kTooManyManagedPolicies{
    .info = {.name = "too-many-managed-policies",
             .group = "principals",
             .level = lint::Level::kWarning,
             .summary = "a role carries more managed policies than the quota allows",
             .why = "IAM refuses to attach more managed policies to a role than the "
                    "account's quota, which is ten until it is raised.",
             .fix = "Put what belongs together into one policy, or have the quota raised.",
             .bad = {R"({
  "RoleName": "app",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
  },
  "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::123456789012:policy/p0"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p1"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p2"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p3"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p4"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p5"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p6"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p7"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p8"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p9"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p10"}]
})"},
             .good = {R"({
  "RoleName": "app",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
  },
  "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::123456789012:policy/p0"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p1"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p2"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p3"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p4"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p5"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p6"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p7"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p8"}, {"PolicyArn": "arn:aws:iam::123456789012:policy/p9"}]
})"},
             .source =
                 "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"},
    .check_principal = CheckCount,
};

}  // namespace whittle::rules
