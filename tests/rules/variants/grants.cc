// Variants for the rules of the group `grants`.
#include "tests/rules/variants/rows.h"

namespace whittle::variants {

std::vector<RuleRows> Grants() {
  return {
      {
          .rule = "allow-with-not-action",
          .found = {kNotResource, Hidden(R"("arn:aws:s3:::reports/*")")},
          .silent = {kToDeny, kPlainAction, Hidden(R"("NotAction")")},
      },
      {
          .rule = "allow-with-not-resource",
          .found = {kNotAction, kSomeCondition},
          .silent = {kToDeny, kPlainResource, Hidden(R"("NotResource")")},
      },
      {
          .rule = "full-access",
          .found = {kNotPrincipal, kSomeCondition},
          .silent = {kToDeny, kNotAction, kNotResource, Hidden(R"("*")")},
      },
      {
          .rule = "pass-role-without-service",
          .found = {Hidden(R"("StringEquals")"), Hidden(R"("eu-west-1")")},
          .silent = {kToDeny, kNotAction, kNotResource, Hidden(R"("iam:PassRole")"),
                     Hidden(R"("arn:aws:iam::123456789012:role/app")"), kAnotherCondition,
                     Hidden(R"("aws:RequestedRegion")")},
      },
      {
          .rule = "service-wildcard",
          .found = {kNotResource, Hidden(R"("arn:aws:sqs:eu-west-1:123456789012:jobs")"),
                    kSomeCondition},
          .silent = {kToDeny, kNotAction, Hidden(R"("sqs:*")")},
      },
      {
          .rule = "star-in-not-element",
          .found = {kToAllow, kNotAction, kSomeCondition},
          .silent = {kPlainResource, Hidden(R"("*")")},
      },
  };
}

}  // namespace whittle::variants
