// Variants for the rules of the group `meaning`.
#include "tests/rules/variants/rows.h"

namespace whittle::variants {

std::vector<RuleRows> Meaning() {
  return {
      {
          .rule = "action-needs-star-resource",
          .found = {kToDeny, kSomeCondition},
          .silent = {kNotAction, kNotResource, Hidden(R"("sqs:ListQueues")"),
                     Hidden(R"(["sqs:ListQueues"])"),
                     Hidden(R"("arn:aws:sqs:eu-west-1:123456789012:jobs")")},
      },
      {
          .rule = "action-resource-mismatch",
          .found = {kToDeny, kSomeCondition},
          .silent = {kNotAction, kNotResource, Hidden(R"("s3:ListBucket")"),
                     Hidden(R"("arn:aws:s3:::reports/*")")},
      },
      {
          .rule = "allow-always-denied",
          .found = {kNotResource, Hidden(R"("arn:aws:s3:::logs")"), kSomeCondition},
          .silent = {kToDeny, kNotAction, Hidden(R"("Allow")"), Hidden(R"("s3:DeleteBucket")")},
      },
      {
          .rule = "boundary-blocks-allow",
          .silent = {{R"({"Effect": "Allow", "Action": "sqs:SendMessage")",
                      R"({"Effect": "Deny", "Action": "sqs:SendMessage")"},
                     {R"("Action": "sqs:SendMessage")", R"("NotAction": "sqs:SendMessage")"},
                     Hidden(R"("sqs:SendMessage")"),
                     Hidden(R"("arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess")")},
      },
      {
          .rule = "condition-always-true",
          .found = {kToAllow, kNotAction, kNotResource, Hidden(R"("iam:DeleteRole")"),
                    Hidden(R"("*")"), kAnotherCondition},
          .silent = {Hidden(R"("aws:RequestedRegion")"), Hidden(R"("StringLikeIfExists")"),
                     Hidden(R"(["eu-west-1", "*"])")},
      },
      {
          .rule = "condition-key-never-supplied",
          .found = {kToDeny, kNotResource, Hidden(R"("*")"), kAnotherCondition,
                    Hidden(R"("arn:aws:ecs:eu-west-1:123456789012:cluster/web")")},
          .silent = {kNotAction, Hidden(R"("ecs:cluster")"),
                     Hidden(R"("ecs:RegisterContainerInstance")"), Hidden(R"("ArnEquals")")},
      },
      {
          .rule = "contradictory-conditions",
          .found = {kToAllow, kNotAction, kNotResource, Hidden(R"("iam:DeleteRole")"),
                    Hidden(R"("*")"), kAnotherCondition},
          .silent = {Hidden(R"("StringEquals")"), Hidden(R"("aws:RequestedRegion")"),
                     Hidden(R"("eu-west-1")")},
      },
      {
          .rule = "deny-denies-nothing",
          .found = {Hidden(R"("StringEquals")"), kAnotherCondition,
                    Hidden(R"("aws:SourceAccount")"), Hidden(R"("123456789012")")},
          .silent = {kToDeny, kNotAction, Hidden(R"("Deny")"), Hidden(R"("sts:AssumeRole")")},
      },
      {
          .rule = "effectively-star-resource",
          .silent = {kToDeny, kNotAction, kNotResource, Hidden(R"("arn:aws:sns:*:*:*")"),
                     HiddenEnd(R"("arn:aws:sns:*:*:*")"), Hidden(R"("sns:Publish")"),
                     kSomeCondition},
      },
      {
          .rule = "entry-covered-by-statement",
          .silent = {kToAllow, kNotAction, kNotResource,
                     Hidden(R"(["iam:DeleteRole", "iam:DeleteUser"])"), Hidden(R"("*")"),
                     kSomeCondition},
      },
      {
          .rule = "public-resource-policy",
          .found = {kNotAction, kNotResource},
          .silent = {kToDeny, Hidden(R"("*")"), Hidden(R"("s3:GetObject")"),
                     Hidden(R"("arn:aws:s3:::logs/*")"), kSomeCondition},
      },
      {
          .rule = "scopable-star-resource",
          .silent = {kToDeny, kNotAction, kNotResource, Hidden(R"("*")"),
                     Hidden(R"("sqs:SendMessage")"), kSomeCondition},
      },
      {
          .rule = "statement-covered-by-other",
          .silent = {kToAllow, kNotAction, kNotResource, Hidden(R"("iam:Delete*")"),
                     Hidden(R"("*")"), kSomeCondition},
      },
  };
}

}  // namespace whittle::variants
