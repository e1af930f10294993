// Variants for the rules of the group `grammar`.
#include "tests/rules/variants/rows.h"

namespace whittle::variants {

std::vector<RuleRows> Grammar() {
  return {
      {
          .rule = "data-type-mismatch",
          .found = {kToAllow, kNotAction},
      },
      {
          .rule = "duplicate-key",
          .found = {kToAllow},
      },
      {
          .rule = "empty-array-action",
          .found = {kToAllow, kNotAction},
      },
      {
          .rule = "empty-array-principal",
          .found = {kToDeny, kNotAction},
      },
      {
          .rule = "empty-array-resource",
          .found = {kToAllow, kNotAction},
      },
      {
          .rule = "empty-object-condition",
          .found = {kToAllow, kNotAction, Hidden(R"("StringEquals")")},
      },
      {
          .rule = "empty-object-principal",
          .found = {kToDeny, kNotAction},
      },
      {
          .rule = "empty-sid-value",
          .found = {kToAllow, kNotAction},
          .silent = {Hidden(R"("")")},
      },
      {
          .rule = "invalid-effect",
          .found = {kNotAction},
          .silent = {Hidden(R"("deny")")},
      },
      {
          .rule = "invalid-policy-element",
          .found = {kToAllow, kNotAction},
          .silent = {Hidden(R"("Comment")")},
      },
      {
          .rule = "invalid-principal-format",
          .found = {kToDeny, kNotAction},
          .silent = {Hidden(R"("ec2.amazonaws.com")")},
      },
      {
          .rule = "invalid-principal-key",
          .found = {kToDeny, kNotAction},
          .silent = {Hidden(R"("service")")},
      },
      {
          .rule = "invalid-version",
          .found = {kToAllow, kNotAction},
          .silent = {Hidden(R"("2024-01-01")")},
      },
      {
          .rule = "json-syntax-error",
          .found = {kToAllow, kNotAction},
      },
      {
          .rule = "missing-action",
          .found = {kToAllow},
      },
      {
          .rule = "missing-effect",
          .found = {kNotAction},
      },
      {
          .rule = "missing-principal",
          .found = {kToDeny, kNotAction},
      },
      {
          .rule = "missing-resource",
          .found = {kToAllow, kNotAction},
      },
      {
          .rule = "missing-version",
          .found = {kToAllow, kNotAction},
      },
      {
          .rule = "old-version",
          .found = {kToAllow, kNotAction},
          .silent = {Hidden(R"("2008-10-17")")},
      },
      {
          .rule = "unique-sids-recommended",
          .found = {kToDeny, kNotAction, Hidden(R"("StringEquals")"),
                    Hidden(R"("aws:RequestedRegion")"), Hidden(R"("eu-west-1")")},
          .silent = {Hidden(R"("Hosts")")},
      },
      {
          .rule = "unique-sids-required",
          .found = {kToAllow, kNotAction},
          .silent = {Hidden(R"("NoDeletion")")},
      },
      {
          .rule = "unsupported-element-combination",
          .found = {kToAllow},
          .silent = {kPlainAction, Hidden(R"("NotAction")")},
      },
      {
          .rule = "unsupported-principal",
          .found = {kToAllow, kNotAction},
          .silent = {Hidden(R"("Principal")")},
      },
      {
          .rule = "unsupported-sid",
          .found = {kToAllow, kNotAction},
          .silent = {Hidden(R"("No deletion")")},
      },
  };
}

}  // namespace whittle::variants
