#include <fmt/format.h>

#include <memory>
#include <string>

#include "access/meaning.h"
#include "advise/fill_in.h"
#include "lint/context.h"

namespace whittle::rules {

namespace {

constexpr size_t kMostStatements = 100;
/// Steps of the engine that one statement is worth.
constexpr uint64_t kBudget = 100'000;

/// The role's boundary, from the same file or the catalogue; null where it is not known.
const policy::Policy* BoundaryOf(const lint::PrincipalContext& context,
                                 std::unique_ptr<const advise::OwnedPolicy>& owned) {
  const policy::Text& arn = context.role().boundary;
  if (!arn.present() || !arn.known()) return nullptr;
  for (const documents::Document& document : context.file().documents) {
    if (document.policy != nullptr && document.owner.type == "policy" &&
        document.owner.address == arn.value) {
      return document.policy;
    }
  }
  if (arn.value.find(":aws:policy/") == std::string_view::npos) return nullptr;
  const auto managed = context.catalog().FindManagedPolicy(arn.value);
  const auto latest = managed ? managed->latest() : std::nullopt;
  if (!latest) return nullptr;
  owned = advise::OwnedPolicy::Read(std::string(latest->document));
  return owned == nullptr ? nullptr : owned->get();
}

void Check(lint::PrincipalContext& context) {
  const documents::Role& role = context.role();
  std::unique_ptr<const advise::OwnedPolicy> owned;
  const policy::Policy* boundary =
      role.inline_policies.empty() ? nullptr : BoundaryOf(context, owned);
  if (boundary == nullptr || boundary->open) return;
  for (const uint32_t index : role.inline_policies) {
    const policy::Policy& policy = *context.file().documents[index].policy;
    if (policy.open || policy.statements.size() > kMostStatements) continue;
    access::Meaning alone({{&policy}, {}}, context.catalog(), kBudget);
    access::Meaning bounded({{&policy}, {{boundary}}}, context.catalog(), kBudget);
    for (const policy::Statement& statement : policy.statements) {
      const access::Meaning::StatementRef ref{0, statement.index};
      // What the policy itself denies is allow-always-denied's matter.
      if (!statement.allows() || bounded.AllowIsDead(ref) != access::Truth::kYes ||
          alone.AllowIsDead(ref) != access::Truth::kNo) {
        continue;
      }
      context
          .ReportIn(index, statement.effect_node->span(),
                    fmt::format("this Allow never takes effect: the permissions boundary `{}` "
                                "allows none of it",
                                role.boundary.value))
          .Help("drop the statement, or let the boundary allow what it grants");
    }
  }
}

}  // namespace

extern constinit const lint::Rule kBoundaryBlocksAllow{
    .info =
        {.name = "boundary-blocks-allow",
         .group = "meaning",
         .level = lint::Level::kWarning,
         .summary = "a role's permissions boundary allows nothing of a statement",
         .why = "A boundary grants nothing and limits all: what it does not allow the role does "
                "not get, whatever its policies say.",
         .fix = "Drop the statement, or let the boundary allow what it grants.",
         .bad = {R"({
  "RoleName": "app",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
  },
  "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"},
  "RolePolicyList": [
    {"PolicyName": "jobs", "PolicyDocument": {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs"}
    }}
  ]
})"},
         .good = {R"({
  "RoleName": "app",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
  },
  "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"},
  "RolePolicyList": [
    {"PolicyName": "jobs", "PolicyDocument": {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Action": "sqs:GetQueueAttributes", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs"}
    }}
  ]
})"},
         .source =
             "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"},
    .check_principal = Check,
};

}  // namespace whittle::rules
