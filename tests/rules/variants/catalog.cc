// Variants for the rules of the group `catalog`.
#include "tests/rules/variants/rows.h"

namespace whittle::variants {

std::vector<RuleRows> Catalog() {
  return {
      {
          .rule = "invalid-action",
          .found = {kToAllow, kNotAction},
          .silent = {Hidden(R"("iam:DeleteRoles")")},
      },
      {
          .rule = "invalid-service-in-action",
          .found = {kToAllow, kNotAction},
          .silent = {Hidden(R"("iamm:DeleteRole")")},
      },
      {
          .rule = "missing-action-for-condition-key",
          .found = {Hidden(R"("ann")")},
          .silent = {kToDeny, kNotAction, Hidden(R"("sts:SourceIdentity")"),
                     Hidden(R"(["sts:AssumeRole"])"), Hidden(R"("StringEquals")")},
      },
      {
          .rule = "unsupported-action-for-condition-key",
          .found = {kToDeny, Hidden(R"("public/")")},
          .silent = {kNotAction, Hidden(R"("s3:prefix")"),
                     Hidden(R"(["s3:ListBucket", "s3:GetBucketLocation"])"),
                     Hidden(R"("StringEquals")")},
      },
  };
}

}  // namespace whittle::variants
