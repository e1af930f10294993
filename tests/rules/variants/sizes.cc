// Variants for the rules of the group `sizes`.
#include "tests/rules/variants/rows.h"

namespace whittle::variants {

std::vector<RuleRows> Sizes() {
  return {
      {
          .rule = "policy-size-exceeds-identity-policy-quota",
          .found = {kToAllow},
          .silent = {Hidden(R"("iam:DeleteRole")")},
      },
      {
          .rule = "policy-size-exceeds-quota",
          .found = {kToAllow},
          .silent = {Hidden(R"("iam:DeleteRole")")},
      },
      {
          .rule = "policy-size-exceeds-rcp-quota",
          .found = {kToAllow},
          .silent = {Hidden(R"("s3:DeleteBucket")")},
      },
      {
          .rule = "policy-size-exceeds-resource-policy-quota",
          .found = {kToAllow},
          .silent = {Hidden(R"("s3:DeleteBucket")")},
      },
      {
          .rule = "policy-size-exceeds-role-trust-policy-quota",
          .silent = {kToDeny, Hidden(R"("sts:AssumeRole")")},
      },
      {
          .rule = "policy-size-exceeds-scp-quota",
          .found = {kToAllow},
          .silent = {Hidden(R"("iam:DeleteRole")")},
      },
  };
}

}  // namespace whittle::variants
