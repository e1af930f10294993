// Variants for the rules of the group `placeholders`.
#include "tests/rules/variants/rows.h"

namespace whittle::variants {

std::vector<RuleRows> Placeholders() {
  return {
      {
          .rule = "intrinsic-outside-template",
          .found = {kToAllow, kNotResource},
      },
      {
          .rule = "unresolved-placeholder",
          .found = {kToAllow, kNotResource, Hidden(R"("arn:aws:iam::<ACCOUNT_ID>:role/app")")},
      },
  };
}

}  // namespace whittle::variants
