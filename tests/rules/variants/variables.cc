// Variants for the rules of the group `variables`.
#include "tests/rules/variants/rows.h"

namespace whittle::variants {

std::vector<RuleRows> Variables() {
  return {
      {
          .rule = "empty-variable",
          .found = {kToDeny, kNotResource, HiddenEnd(R"("arn:aws:s3:::home/${}/*")")},
          .silent = {Hidden(R"("arn:aws:s3:::home/${}/*")")},
      },
      {
          .rule = "invalid-variable-for-operator",
          .found = {kToAllow, kNotResource, Hidden(R"("aws:MultiFactorAuthAge")")},
          .silent = {Hidden(R"("${aws:PrincipalTag/age}")"), Hidden(R"("NumericEquals")")},
      },
      {
          .rule = "missing-brace-in-variable",
          .found = {kToDeny, kNotResource},
          .silent = {Hidden(R"("arn:aws:s3:::home/${aws:username/*")"),
                     HiddenEnd(R"("arn:aws:s3:::home/${aws:username/*")")},
      },
      {
          .rule = "missing-quote-in-variable",
          .found = {kToAllow, kPlainResource,
                    HiddenEnd(R"("arn:aws:s3:::home/${aws:PrincipalTag/team, none}/*")")},
          .silent = {Hidden(R"("arn:aws:s3:::home/${aws:PrincipalTag/team, none}/*")")},
      },
      {
          .rule = "unsupported-space-in-variable",
          .found = {kToAllow, kPlainResource,
                    HiddenEnd(R"("arn:aws:s3:::home/${aws: username}/*")")},
          .silent = {Hidden(R"("arn:aws:s3:::home/${aws: username}/*")")},
      },
      {
          .rule = "variable-unsupported-in-element",
          .found = {kToAllow, kNotResource},
          .silent = {Hidden(R"("${aws:username}:*")")},
      },
      {
          .rule = "variable-unsupported-in-version",
          .found = {kToDeny, kNotResource, HiddenEnd(R"("arn:aws:s3:::home/${aws:username}/*")")},
          .silent = {Hidden(R"("arn:aws:s3:::home/${aws:username}/*")")},
      },
  };
}

}  // namespace whittle::variants
