#include <fmt/format.h>

#include "access/question.h"
#include "lint/context.h"

namespace whittle::rules {

namespace {

/// Steps of the engine that one policy is worth.
constexpr uint64_t kBudget = 100'000;

void Check(lint::PolicyContext& context) {
  // A VPC endpoint's policy lets everybody pass by design; content alone may not tell it apart.
  const policy::Policy& policy = context.policy();
  if (!policy.type.Surely({policy::Type::kResource})) return;
  access::CompareOptions options;
  options.catalog = &context.catalog();
  options.list_all = false;
  options.budget = kBudget;
  const access::QuestionResult result = access::IsPublic({{&policy}, {}}, options);
  if (result.answer != access::Truth::kYes || result.witnesses.empty()) return;
  const access::Witness& witness = result.witnesses.front();
  if (witness.statement == nullptr || !witness.statement->principal.present() ||
      witness.statement->principal.negated) {
    return;  // NotPrincipal is allow-with-not-principal's matter
  }
  context
      .Report(witness.statement->principal.value->span(),
              fmt::format("anyone may call {} on {}: nothing that a caller cannot choose says who",
                          witness.request.action, witness.request.resource))
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
