// Variants for the rules of the group `principals`.
#include "tests/rules/variants/rows.h"

namespace whittle::variants {

std::vector<RuleRows> Principals() {
  return {
      {
          .rule = "deny-not-principal-without-account",
          .found = {kNotAction, kNotResource, Hidden(R"("s3:*")"), kSomeCondition},
          .silent = {kToAllow, kPlainPrincipal,
                     HiddenEnd(R"("arn:aws:iam::123456789012:user/ann")"),
                     Hidden(R"("arn:aws:iam::123456789012:user/ann")"),
                     Hidden(R"({"AWS": "arn:aws:iam::123456789012:user/ann"})")},
      },
      {
          .rule = "federated-principal-not-supported",
          .found = {kToAllow, kNotAction, kNotPrincipal, kSomeCondition},
          .silent = {Hidden(R"("Federated")"), Hidden(R"("s3:GetObject")"),
                     Hidden(R"({"Federated": "cognito-identity.amazonaws.com"})")},
      },
      {
          .rule = "inline-policies-too-large",
          .found = {kToAllow},
          .silent = {Hidden(R"("iam:DeleteUser")")},
      },
      {
          .rule = "invalid-aws-principal",
          .found = {kToDeny, kNotAction, kNotPrincipal, Hidden(R"("sts:AssumeRole")"),
                    kSomeCondition},
          .silent = {Hidden(R"("arn:aws:iam::123456789012:group/ops")"),
                     HiddenEnd(R"("arn:aws:iam::123456789012:group/ops")"),
                     Hidden(R"({"AWS": "arn:aws:iam::123456789012:group/ops"})")},
      },
      {
          .rule = "invalid-federated-principal-syntax-in-role-trust-policy",
          .found = {kToAllow, kNotAction, kNotPrincipal, Hidden(R"("sts:AssumeRoleWithSAML")"),
                    kSomeCondition},
          .silent = {Hidden(R"("arn:aws:iam::123456789012:provider/okta")"),
                     HiddenEnd(R"("arn:aws:iam::123456789012:provider/okta")"),
                     Hidden(R"({"Federated": "arn:aws:iam::123456789012:provider/okta"})")},
      },
      {
          .rule = "invalid-role-reference",
          .found = {kToDeny, kNotAction, kNotPrincipal, Hidden(R"("sts:AssumeRole")"),
                    kSomeCondition},
          .silent = {Hidden(R"("AROAEXAMPLEEXAMPLE123")"),
                     Hidden(R"({"AWS": "AROAEXAMPLEEXAMPLE123"})")},
      },
      {
          .rule = "invalid-service-principal-format",
          .found = {kToDeny, kNotAction, kNotPrincipal, Hidden(R"("sts:AssumeRole")"),
                    kSomeCondition},
          .silent = {Hidden(R"("ec2.amazonaws.co")"), Hidden(R"({"Service": "ec2.amazonaws.co"})")},
      },
      {
          .rule = "invalid-user-reference",
          .found = {kToDeny, kNotAction, kNotPrincipal, Hidden(R"("sts:AssumeRole")"),
                    kSomeCondition},
          .silent = {Hidden(R"("AIDAEXAMPLEEXAMPLE123")"),
                     Hidden(R"({"AWS": "AIDAEXAMPLEEXAMPLE123"})")},
      },
      {
          .rule = "mismatched-action-for-principal",
          .found = {kToAllow, kSomeCondition},
          .silent = {kNotAction, kNotPrincipal, Hidden(R"("sts:AssumeRole")"),
                     Hidden(R"({"Federated": "arn:aws:iam::123456789012:saml-provider/okta"})")},
      },
      {
          .rule = "missing-action-for-roles-anywhere-trust-policy",
          .found = {Hidden(R"("ArnEquals")"), kAnotherCondition, Hidden(R"("aws:SourceArn")"),
                    Hidden(R"("arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/1a2b")")},
          .silent = {kToDeny, kNotAction, kNotPrincipal,
                     Hidden(R"(["sts:AssumeRole", "sts:TagSession"])"),
                     Hidden(R"({"Service": "rolesanywhere.amazonaws.com"})")},
      },
      {
          .rule = "misspelled-service-in-condition",
          .found = {kToDeny, kNotAction, kNotResource, Hidden(R"("iam:PassRole")")},
          .silent = {Hidden(R"("ecs-task.amazonaws.com")"),
                     HiddenEnd(R"("ecs-task.amazonaws.com")"), Hidden(R"("iam:PassedToService")")},
      },
      {
          .rule = "misspelled-service-principal",
          .found = {kToDeny, kNotAction, kNotPrincipal, Hidden(R"("sts:AssumeRole")"),
                    kSomeCondition},
          .silent = {Hidden(R"("lamda.amazonaws.com")"), HiddenEnd(R"("lamda.amazonaws.com")"),
                     Hidden(R"({"Service": "lamda.amazonaws.com"})")},
      },
      {
          .rule = "recommended-condition-key-for-service-principal",
          .found = {kNotAction, Hidden(R"("s3:PutObject")"), Hidden(R"("123456789012")")},
          .silent = {kToDeny, kNotPrincipal, Hidden(R"("aws:Referer")"),
                     Hidden(R"("StringEquals")"), kAnotherCondition,
                     Hidden(R"({"Service": "ses.amazonaws.com"})")},
      },
      {
          .rule = "redundant-principal-in-role-trust-policy",
          .found = {kToDeny, kNotAction, Hidden(R"("sts:AssumeRole")"), kSomeCondition},
          .silent =
              {kNotPrincipal, Hidden(R"("arn:aws:sts::123456789012:assumed-role/app/main")"),
               HiddenEnd(R"("arn:aws:sts::123456789012:assumed-role/app/main")"),
               Hidden(
                   R"({"AWS": ["arn:aws:iam::123456789012:role/app", "arn:aws:sts::123456789012:assumed-role/app/main"]})")},
      },
      {
          .rule = "restrict-access-to-service-principal",
          .found = {kNotAction, Hidden(R"("events.amazonaws.com")"),
                    Hidden(R"("sqs:SendMessage")")},
          .silent = {kToDeny, kNotPrincipal, kSomeCondition,
                     Hidden(R"({"Service": "events.amazonaws.com"})")},
      },
      {
          .rule = "role-trust-policy-syntax-error-notprincipal",
          .found = {kToAllow, kNotAction, Hidden(R"("sts:AssumeRole")"), kSomeCondition},
          .silent = {kPlainPrincipal, Hidden(R"("NotPrincipal")")},
      },
      {
          .rule = "role-trust-policy-syntax-error-resource",
          .found = {kToDeny, kNotAction, kNotPrincipal, Hidden(R"("sts:AssumeRole")"),
                    kSomeCondition, Hidden(R"({"Service": "ec2.amazonaws.com"})")},
          .silent = {Hidden(R"("Resource")")},
      },
      {
          .rule = "role-trust-policy-unsupported-wildcard-in-principal",
          .found = {kToAllow, kNotAction, Hidden(R"("sts:AssumeRole")"), kSomeCondition},
          .silent = {kNotPrincipal, Hidden(R"("*")")},
      },
      {
          .rule = "source-arn-without-account",
          .found = {kNotAction, kNotResource, Hidden(R"("sqs:SendMessage")"),
                    Hidden(R"("s3.amazonaws.com")"), HiddenEnd(R"("arn:aws:s3:::uploads")")},
          .silent = {kToDeny, kNotPrincipal, Hidden(R"("arn:aws:s3:::uploads")"),
                     kAnotherCondition},
      },
      {
          .rule = "too-many-managed-policies",
          .found = {Hidden(R"("arn:aws:iam::123456789012:policy/p10")")},
      },
      {
          .rule = "unsupported-condition-key-for-service-principal",
          .found = {kToDeny, kNotAction, Hidden(R"("s3:GetObject")"), kAnotherCondition,
                    Hidden(R"("aws:SourceAccount")"), Hidden(R"("123456789012")")},
          .silent = {kNotPrincipal, Hidden(R"("aws:PrincipalOrgID")"), Hidden(R"("StringEquals")"),
                     Hidden(R"({"Service": "cloudfront.amazonaws.com"})")},
      },
      {
          .rule = "unsupported-wildcard-in-principal",
          .found = {kToDeny, kNotAction, kNotPrincipal,
                    HiddenEnd(R"("arn:aws:iam::123456789012:role/app-*")"),
                    Hidden(R"("sts:AssumeRole")"), kSomeCondition},
          .silent = {Hidden(R"("arn:aws:iam::123456789012:role/app-*")"),
                     Hidden(R"({"AWS": "arn:aws:iam::123456789012:role/app-*"})")},
      },
      {
          .rule = "withdrawn-managed-policy",
          .silent = {Hidden(R"("arn:aws:iam::aws:policy/AWSLambdaFullAccess")")},
      },
  };
}

}  // namespace whittle::variants
