// Variants for the rules of the group `guardrails`.
#include "tests/rules/variants/rows.h"

namespace whittle::variants {

std::vector<RuleRows> Guardrails() {
  return {
      {
          .rule = "allows-nothing",
          .found = {kNotAction, kNotResource, kSomeCondition},
          .silent = {kToAllow},
      },
      {
          .rule = "organization-policy-version",
          .found = {kToAllow, kNotAction, kNotResource, kSomeCondition},
          .silent = {Hidden(R"("2008-10-17")")},
      },
      {
          .rule = "rcp-missing-related-principal-condition-key",
          .found = {kNotAction, kNotResource, kNotPrincipal, Hidden(R"("o-abcdefghij")")},
          .silent = {kToAllow, Hidden(R"("aws:PrincipalOrgID")"),
                     Hidden(R"("StringNotEqualsIfExists")"), kAnotherCondition},
      },
      {
          .rule = "rcp-missing-related-service-principal-condition-key",
          .found = {kNotAction, kNotResource, kNotPrincipal, Hidden(R"("o-abcdefghij")")},
          .silent = {kToAllow, Hidden(R"("aws:SourceOrgID")"),
                     Hidden(R"("StringNotEqualsIfExists")"), kAnotherCondition},
      },
      {
          .rule = "rcp-missing-service-condition-key-null-check",
          .found = {kNotAction, kNotResource, kNotPrincipal, Hidden(R"("o-abcdefghij")")},
          .silent = {kToAllow, Hidden(R"("aws:SourceOrgID")"),
                     Hidden(R"("StringNotEqualsIfExists")"), kAnotherCondition},
      },
      {
          .rule = "rcp-syntax-error-action",
          .found = {kToAllow, kNotResource, kNotPrincipal, kSomeCondition},
          .silent = {kNotAction, Hidden(R"("ec2:*")")},
      },
      {
          .rule = "rcp-syntax-error-allow",
          .found = {kNotAction, kNotResource, kNotPrincipal, kSomeCondition},
          .silent = {kToDeny, Hidden(R"("Allow")")},
      },
      {
          .rule = "rcp-syntax-error-notaction",
          .found = {kToAllow, kNotResource, kNotPrincipal},
          .silent = {kPlainAction, Hidden(R"("NotAction")")},
      },
      {
          .rule = "rcp-syntax-error-principal",
          .found = {kToAllow, kNotAction, kNotResource, kNotPrincipal, kSomeCondition},
          .silent = {Hidden(R"("123456789012")")},
      },
      {
          .rule = "region-deny-blocks-global-services",
          .found = {kPlainAction},
          .silent = {kToAllow, kNotResource, Hidden(R"("aws:RequestedRegion")"),
                     Hidden(R"("StringNotEquals")"), kAnotherCondition, Hidden(R"(["eu-west-1"])")},
      },
      {
          .rule = "scp-syntax-error-principal",
          .found = {kToAllow, kNotAction, kNotResource, kNotPrincipal, kSomeCondition},
          .silent = {Hidden(R"("Principal")")},
      },
  };
}

}  // namespace whittle::variants
