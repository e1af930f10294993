// Variants for the rules of the group `security`.
#include "tests/rules/variants/rows.h"

namespace whittle::variants {

std::vector<RuleRows> Security() {
  return {
      {
          .rule = "allow-with-not-principal",
          .found = {kNotAction, kNotResource, Hidden(R"("arn:aws:s3:::site/*")"), kSomeCondition},
          .silent = {kToDeny, kPlainPrincipal, Hidden(R"("NotPrincipal")")},
      },
      {
          .rule = "create-slr-with-not-action-and-not-resource",
          .silent = {kToDeny, kPlainAction, kPlainResource, Hidden(R"("iam:PassRole")")},
      },
      {
          .rule = "create-slr-with-not-resource",
          .silent = {kToDeny, kNotAction, kPlainResource,
                     Hidden(R"("iam:CreateServiceLinkedRole")"), kSomeCondition},
      },
      {
          .rule = "create-slr-with-star-in-action-and-not-resource",
          .silent = {kToDeny, kNotAction, kPlainResource, Hidden(R"("iam:Crea*")"), kSomeCondition},
      },
      {
          .rule = "create-slr-with-star-in-action-and-resource",
          .silent = {kToDeny, kNotAction, kNotResource, Hidden(R"("iam:Crea*")"), Hidden(R"("*")"),
                     kSomeCondition},
      },
      {
          .rule = "create-slr-with-star-in-resource",
          .silent = {kToDeny, kNotAction, kNotResource, Hidden(R"("iam:CreateServiceLinkedRole")"),
                     Hidden(R"("*")"), kSomeCondition},
      },
      {
          .rule = "create-slr-with-star-in-resource-and-not-action",
          .silent = {kToDeny, kPlainAction, kNotResource, Hidden(R"("iam:PassRole")"),
                     Hidden(R"("*")")},
      },
      {
          .rule = "pass-role-with-not-action-and-not-resource",
          .silent = {kToDeny, kPlainAction, kPlainResource,
                     Hidden(R"("iam:CreateServiceLinkedRole")")},
      },
      {
          .rule = "pass-role-with-not-resource",
          .silent = {kToDeny, kNotAction, kPlainResource, Hidden(R"("iam:PassRole")"),
                     kSomeCondition},
      },
      {
          .rule = "pass-role-with-star-in-action-and-not-resource",
          .silent = {kToDeny, kNotAction, kPlainResource, Hidden(R"("iam:Pass*")"), kSomeCondition},
      },
      {
          .rule = "pass-role-with-star-in-action-and-resource",
          .silent = {kToDeny, kNotAction, kNotResource, Hidden(R"("iam:Pass*")"), Hidden(R"("*")"),
                     kSomeCondition},
      },
      {
          .rule = "pass-role-with-star-in-resource",
          .silent = {kToDeny, kNotAction, kNotResource, Hidden(R"("iam:PassRole")"),
                     Hidden(R"("*")"), kSomeCondition},
      },
      {
          .rule = "pass-role-with-star-in-resource-and-not-action",
          .silent = {kToDeny, kPlainAction, kNotResource,
                     Hidden(R"("iam:CreateServiceLinkedRole")"), Hidden(R"("*")")},
      },
  };
}

}  // namespace whittle::variants
