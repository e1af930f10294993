#include <fmt/format.h>

#include <algorithm>

#include "access/question.h"
#include "lint/context.h"
#include "rules/conditions/conditions.h"

namespace whittle::rules {

namespace {

/// Steps of the engine that one policy is worth.
constexpr uint64_t kBudget = 100'000;

/// Whether the statement is for callers, or for resources that a service acts for, of accounts that
/// it names: `arn:aws:iam::111122223333:role/app-*`. AWS counts that as public for its wildcard,
/// but it lets in nobody from elsewhere.
bool NamesAccounts(const policy::Statement& statement) {
  return std::any_of(
      statement.conditions.begin(), statement.conditions.end(),
      [&](const policy::Condition& condition) {
        return condition.op.known() && condition.op.family() == policy::OperatorFamily::kArn &&
               NeedsKey(condition.op) && !condition.open && !condition.values.empty() &&
               (IsKey(condition, "aws:PrincipalArn") || IsKey(condition, "aws:SourceArn")) &&
               std::all_of(condition.values.begin(), condition.values.end(), NamesAccount);
      });
}

/// The first statement that lets in anyone at all, with a request.
const access::Witness* FindOpen(const access::QuestionResult& result) {
  const auto found = std::find_if(
      result.witnesses.begin(), result.witnesses.end(), [](const access::Witness& witness) {
        // NotPrincipal is allow-with-not-principal's matter.
        return witness.statement != nullptr && witness.statement->principal.present() &&
               !witness.statement->principal.negated && !NamesAccounts(*witness.statement);
      });
  return found == result.witnesses.end() ? nullptr : &*found;
}

void Check(lint::PolicyContext& context) {
  // A VPC endpoint's policy lets everybody pass by design; content alone may not tell it apart.
  const policy::Policy& policy = context.policy();
  if (!policy.type.Surely({policy::Type::kResource})) return;
  access::CompareOptions options;
  options.catalog = &context.catalog();
  options.list_all = false;
  options.budget = kBudget;
  access::QuestionResult result = access::IsPublic({{&policy}, {}}, options);
  if (result.answer != access::Truth::kYes || result.witnesses.empty()) return;
  const access::Witness* witness = FindOpen(result);
  if (witness == nullptr) {
    options.list_all = true;  // another statement may be open
    result = access::IsPublic({{&policy}, {}}, options);
    witness = FindOpen(result);
    if (witness == nullptr) return;
  }
  context
      .Report(witness->statement->principal.value->span(),
              fmt::format("anyone may call {} on {}: nothing that a caller cannot choose says who",
                          witness->request.action, witness->request.resource))
      .Help(
          "name the principals, or add a condition that pins who may call, such as "
          "aws:PrincipalOrgID, aws:SourceAccount or aws:SourceVpce with fixed values");
}

}  // namespace

extern constinit const lint::Rule kPublicResourcePolicy{
    .info = {.name = "public-resource-policy",
             .group = "meaning",
             .level = lint::Level::kSecurityWarning,
             .summary = "a resource policy lets in anyone",
             .why = "Whoever knows the resource's name can use it, from any account or without one."
                    " What the policy allows is proved to be open: a request that nothing "
                    "restricts is shown.",
             .fix = "Name the principals, or pin who may call in a condition.",
             .bad = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::logs/*"}
})",
                     policy::Type::kResource, "AWS::S3::Bucket"},
             .good = {R"({
  "Version": "2012-10-17",
  "Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::logs/*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}
})",
                      policy::Type::kResource, "AWS::S3::Bucket"},
             .source = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
                       "access-control-block-public-access.html"},
    .needs = {.facts = {lint::Fact::kAllow, lint::Fact::kStarPrincipal},
              .types = {policy::Type::kResource}},
    .check_policy = Check,
};

}  // namespace whittle::rules
