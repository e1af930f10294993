// Variants for the rules of the group `trust`.
#include "tests/rules/variants/rows.h"

namespace whittle::variants {

std::vector<RuleRows> Trust() {
  return {
      {
          .rule = "cognito-trust-without-amr",
          .found = {Hidden(R"("StringEquals")"), Hidden(R"("us-east-1:12345678-abcd")")},
          .silent = {kToDeny, kNotAction, kNotPrincipal,
                     Hidden(R"("cognito-identity.amazonaws.com")"),
                     Hidden(R"("sts:AssumeRoleWithWebIdentity")"), kAnotherCondition,
                     Hidden(R"("cognito-identity.amazonaws.com:aud")"),
                     Hidden(R"({"Federated": "cognito-identity.amazonaws.com"})")},
      },
      {
          .rule = "confirm-audience-claim-type",
          .found =
              {Hidden(R"("sts:AssumeRoleWithWebIdentity")"), kAnotherCondition,
               Hidden(R"("sts.amazonaws.com")"),
               Hidden(
                   R"({"Federated": "arn:aws:iam::111122223333:oidc-provider/id.example.com"})")},
          .silent = {kToDeny, kNotPrincipal, Hidden(R"("id.example.com:aud")"),
                     Hidden(R"("ForAnyValue:StringEquals")")},
      },
      {
          .rule = "cross-account-trust-without-external-id",
          .silent = {kToDeny, kNotAction, kNotPrincipal,
                     Hidden(R"("arn:aws:iam::444455556666:root")"),
                     Hidden(R"("arn:aws:iam::111122223333:role/audit")"),
                     Hidden(R"("sts:AssumeRole")"), kSomeCondition},
      },
      {
          .rule = "foranyvalue-with-audience-claim-type",
          .found = {Hidden(R"("sts:AssumeRoleWithWebIdentity")"), kAnotherCondition,
                    Hidden(R"("66677788899900pro0")"),
                    Hidden(R"({"Federated": "accounts.google.com"})")},
          .silent = {kToDeny, kNotPrincipal, Hidden(R"("accounts.google.com:aud")"),
                     Hidden(R"("ForAnyValue:StringEquals")")},
      },
      {
          .rule = "irsa-subject-not-restricted",
          .found = {Hidden(R"("sts.amazonaws.com")")},
          .silent = {kToDeny, kNotAction, kNotPrincipal, Hidden(R"("system:serviceaccount:*")"),
                     Hidden(R"("sts:AssumeRoleWithWebIdentity")"), Hidden(R"("StringLike")"),
                     kAnotherCondition,
                     Hidden(R"("oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:aud")"), Hidden(R"({
      "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE"
    })")},
      },
      {
          .rule = "missing-condition-key-for-oidc-principal",
          .silent = {kToDeny, kNotAction, kNotPrincipal, Hidden(R"("www.amazon.com")"),
                     Hidden(R"("sts:AssumeRoleWithWebIdentity")"), kSomeCondition,
                     Hidden(R"({"Federated": "www.amazon.com"})")},
      },
      {
          .rule = "missing-github-repo-condition-key",
          .found = {Hidden(R"("StringEquals")"), Hidden(R"("sts.amazonaws.com")")},
          .silent =
              {kToDeny, kNotAction, kNotPrincipal,
               Hidden(
                   R"("arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com")"),
               HiddenEnd(
                   R"("arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com")"),
               Hidden(R"("sts:AssumeRoleWithWebIdentity")"), kAnotherCondition,
               Hidden(R"("token.actions.githubusercontent.com:aud")"), Hidden(R"({
      "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
    })")},
      },
      {
          .rule = "oidc-subject-not-restricted",
          .found = {Hidden(R"("StringEquals")"), Hidden(R"("https://gitlab.com")")},
          .silent = {kToDeny, kNotAction, kNotPrincipal,
                     Hidden(R"("project_path:*/deploy:ref_type:branch:ref:main")"),
                     Hidden(R"("sts:AssumeRoleWithWebIdentity")"), kAnotherCondition,
                     Hidden(R"("gitlab.com:aud")"),
                     Hidden(
                         R"({"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com"})")},
      },
      {
          .rule = "oidc-trust-without-audience",
          .found =
              {Hidden(R"("StringEquals")"), Hidden(R"("build")"),
               Hidden(
                   R"({"Federated": "arn:aws:iam::111122223333:oidc-provider/id.example.com"})")},
          .silent = {kToDeny, kNotAction, kNotPrincipal,
                     Hidden(R"("sts:AssumeRoleWithWebIdentity")"), kAnotherCondition,
                     Hidden(R"("id.example.com:sub")")},
      },
      {
          .rule = "pod-identity-without-tag-session",
          .found = {kSomeCondition},
          .silent = {kToDeny,
                     kNotAction,
                     kNotPrincipal,
                     Hidden(R"("pods.eks.amazonaws.com")"),
                     Hidden(R"("sts:AssumeRole")"),
                     Hidden(R"({"Service": "pods.eks.amazonaws.com"})"),
                     {R"("sts:AssumeRole")", R"(["sts:AssumeRole", "${x}"])"}},
      },
      {
          .rule = "roles-anywhere-without-trust-anchor",
          .silent = {kToDeny, kNotAction, kNotPrincipal, Hidden(R"("rolesanywhere.amazonaws.com")"),
                     Hidden(R"(["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"])"),
                     kSomeCondition, Hidden(R"({"Service": "rolesanywhere.amazonaws.com"})")},
      },
      {
          .rule = "saml-trust-without-audience",
          .found = {Hidden(R"("StringEquals")"), Hidden(R"("persistent")"),
                    Hidden(R"({"Federated": "arn:aws:iam::111122223333:saml-provider/example"})")},
          .silent = {kToDeny, kNotAction, kNotPrincipal, Hidden(R"("sts:AssumeRoleWithSAML")"),
                     kAnotherCondition, Hidden(R"("SAML:sub_type")")},
      },
      {
          .rule = "service-trust-without-source-condition",
          .silent = {kToDeny, kNotAction, kNotPrincipal, Hidden(R"("vpc-flow-logs.amazonaws.com")"),
                     Hidden(R"("sts:AssumeRole")"), kSomeCondition,
                     Hidden(R"({"Service": "vpc-flow-logs.amazonaws.com"})")},
      },
      {
          .rule = "specific-github-repo-and-branch-recommended",
          .found = {Hidden(R"("StringEquals")"), Hidden(R"("sts.amazonaws.com")")},
          .silent = {kToDeny, kNotAction, kNotPrincipal, Hidden(R"("repo:example/app:*")"),
                     Hidden(R"("sts:AssumeRoleWithWebIdentity")"), kAnotherCondition,
                     Hidden(R"("token.actions.githubusercontent.com:aud")"), Hidden(R"({
      "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
    })")},
      },
      {
          .rule = "third-party-trust-without-external-id",
          .found = {HiddenEnd(R"("arn:aws:iam::464622532012:root")")},
          .silent = {kToDeny, kNotAction, kNotPrincipal,
                     Hidden(R"("arn:aws:iam::464622532012:root")"), Hidden(R"("sts:AssumeRole")"),
                     kSomeCondition, Hidden(R"({"AWS": "arn:aws:iam::464622532012:root"})")},
      },
      {
          .rule = "trust-policy-allows-anyone",
          .silent = {kToDeny, kNotPrincipal, Hidden(R"("*")"), Hidden(R"("sts:AssumeRole")"),
                     kSomeCondition, Hidden(R"({"AWS": "*"})")},
      },
      {
          .rule = "web-identity-without-application",
          .found = {Hidden(R"("ForAnyValue:StringLike")"), Hidden(R"("authenticated")")},
          .silent = {kToDeny, kNotAction, kNotPrincipal,
                     Hidden(R"("cognito-identity.amazonaws.com")"),
                     Hidden(R"("sts:AssumeRoleWithWebIdentity")"), kAnotherCondition,
                     Hidden(R"("cognito-identity.amazonaws.com:amr")"),
                     Hidden(R"({"Federated": "cognito-identity.amazonaws.com"})")},
      },
  };
}

}  // namespace whittle::variants
