#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "rules/grammar/problems.h"

namespace whittle::rules {

namespace {

/// Reports each Sid that an earlier statement has already; statements under a choice may never
/// stand together.
void CheckSids(lint::PolicyContext& context) {
  std::vector<const policy::Statement*> named;
  named.reserve(context.statements().size());
  for (const policy::Statement& statement : context.statements()) {
    if (!statement.sid.present() || !statement.sid.known() || statement.sid.value.empty()) continue;
    named.push_back(&statement);
  }
  std::sort(named.begin(), named.end(), [](const auto* a, const auto* b) {
    const int order = a->sid.value.compare(b->sid.value);
    return order != 0 ? order < 0 : a->index < b->index;
  });
  const policy::Statement* first = nullptr;
  for (const policy::Statement* statement : named) {
    if (first == nullptr || statement->sid.value != first->sid.value) {
      first = statement;
      continue;
    }
    if (statement->choice != 0 && statement->choice == first->choice) continue;
    context
        .Report(statement->sid.span(),
                fmt::format("two statements have the Sid `{}`", statement->sid.value))
        .Related(first->sid.span(), "the first one");
  }
}

constexpr policy::TypeSet kUnique = {policy::Type::kIdentity, policy::Type::kBoundary,
                                     policy::Type::kSession, policy::Type::kScp};

void CheckRequired(lint::PolicyContext& context) {
  if (context.policy().type.Surely(kUnique)) CheckSids(context);
}

void CheckRecommended(lint::PolicyContext& context) {
  if (!context.policy().type.Surely(kUnique)) CheckSids(context);
}

}  // namespace

extern constinit const lint::Rule kUniqueSidsRecommended{
    .info = {.name = "unique-sids-recommended",
             .group = "grammar",
             .level = lint::Level::kWarning,
             .summary = "two statements of a resource policy share a Sid",
             .why = "The service may take it, but tools and people tell statements apart by their "
                    "Sid.",
             .fix = "Give each statement a Sid of its own.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "Hosts", "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},
    {"Sid": "Hosts", "Effect": "Deny", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}
  ]
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "Hosts", "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},
    {"Sid": "Clusters", "Effect": "Deny", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}
  ]
})"},
             .aliases = {.access_analyzer = "UNIQUE_SIDS_RECOMMENDED",
                         .parliament = "DUPLICATE_SID",
                         .iam_policy_validator = "duplicate_sid"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_sid.html"},
    .needs = {.facts = {lint::Fact::kSid, lint::Fact::kStatements}},
    .check_policy = CheckRecommended,
};

extern constinit const lint::Rule kUniqueSidsRequired{
    .info = {.name = "unique-sids-required",
             .group = "grammar",
             .level = lint::Level::kError,
             .summary = "two statements share a Sid",
             .why = "IAM refuses a policy in which a Sid stands twice.",
             .fix = "Give each statement a Sid of its own.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Sid": "NoDeletion"},
    {"Effect": "Deny", "Action": "iam:DeleteUser", "Resource": "*", "Sid": "NoDeletion"}
  ]
})"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*", "Sid": "NoDeletion"},
    {"Effect": "Deny", "Action": "iam:DeleteUser", "Resource": "*", "Sid": "NoUserDeletion"}
  ]
})"},
             .aliases = {.access_analyzer = "UNIQUE_SIDS_REQUIRED",
                         .parliament = "DUPLICATE_SID",
                         .iam_policy_validator = "duplicate_sid"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "reference_policies_elements_sid.html"},
    .needs = {.facts = {lint::Fact::kSid, lint::Fact::kStatements}, .types = kUnique},
    .check_policy = CheckRequired,
};

}  // namespace whittle::rules
