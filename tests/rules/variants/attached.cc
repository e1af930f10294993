// Variants for the rules of the group `attached`.
#include "tests/rules/variants/rows.h"

namespace whittle::variants {

std::vector<RuleRows> Attached() {
  return {
      {
          .rule = "irrelevant-condition-key-in-policy",
          .found = {kToAllow, kNotAction, kNotResource, kNotPrincipal, Hidden(R"("s3:GetObject")"),
                    Hidden(R"("arn:aws:s3:::site/*")"), Hidden(R"("StringEquals")"),
                    Hidden(R"("123456789012")")},
          .silent = {Hidden(R"("s3:ResourceAccount")")},
      },
      {
          .rule = "unsupported-action-in-policy",
          .found = {kToAllow, kNotResource, kNotPrincipal, Hidden(R"("arn:aws:s3:::site/*")")},
          .silent = {kNotAction, Hidden(R"("kms:Decrypt")")},
      },
      {
          .rule = "unsupported-resource-arn-in-policy",
          .found = {kToAllow, kNotAction, kNotPrincipal, Hidden(R"("s3:GetObject")")},
      },
  };
}

}  // namespace whittle::variants
