#include <fmt/format.h>

#include "lint/context.h"

namespace whittle::rules {

namespace {

void Check(lint::PrincipalContext& context) {
  for (const documents::AttachedPolicy& attached : context.role().attached) {
    const auto managed = context.Managed(attached);
    if (!managed || managed->withdrawn().empty()) continue;
    const std::string_view day = managed->withdrawn();
    context
        .Report(attached.span(),
                day == "unknown"
                    ? fmt::format("AWS has withdrawn {}", managed->name())
                    : fmt::format("AWS has withdrawn {} (seen on {})", managed->name(), day))
        .RestsOnCatalog();
  }
}

}  // namespace

extern constinit const lint::Rule kWithdrawnManagedPolicy{
    .info = {.name = "withdrawn-managed-policy",
             .group = "principals",
             .level = lint::Level::kWarning,
             .summary = "a role carries a managed policy that AWS has withdrawn",
             .why = "Where it is attached it stays, but nobody maintains it, and once "
                    "detached it cannot be attached again.",
             .fix = "Attach the policy that took its place, or one of your own with what is "
                    "needed.",
             .bad = {R"({
  "RoleName": "app",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
  },
  "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/AWSLambdaFullAccess"}]
})"},
             .good = {R"({
  "RoleName": "app",
  "AssumeRolePolicyDocument": {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
  },
  "AttachedManagedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/AWSLambda_FullAccess"}]
})"},
             .source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
                       "access_policies_managed-deprecated.html"},
    .check_principal = Check,
};

}  // namespace whittle::rules
