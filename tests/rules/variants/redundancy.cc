// Variants for the rules of the group `redundancy`.
#include "tests/rules/variants/rows.h"

namespace whittle::variants {

std::vector<RuleRows> Redundancy() {
  return {
      {
          .rule = "redundant-action",
          .found = {kToAllow, kNotAction, kNotResource},
          .silent = {Hidden(R"("iam:Delete*")")},
      },
      {
          .rule = "redundant-resource",
          .found = {kToAllow, kNotAction, kNotResource},
          .silent = {Hidden(R"("arn:aws:iam::*:role/app*")")},
      },
      {
          .rule = "redundant-statement",
          .silent = {kToAllow, kNotAction, kNotResource, Hidden(R"("iam:DeleteUser")")},
      },
  };
}

}  // namespace whittle::variants
