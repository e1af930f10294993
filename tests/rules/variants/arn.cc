// Variants for the rules of the group `arn`.
#include "tests/rules/variants/rows.h"

namespace whittle::variants {

std::vector<RuleRows> Arn() {
  return {
      {
          .rule = "arn-account-not-allowed",
          .found = {kToAllow, kNotResource,
                    HiddenEnd(R"("arn:aws:route53::123456789012:hostedzone/Z123")")},
          .silent = {Hidden(R"("arn:aws:route53::123456789012:hostedzone/Z123")")},
      },
      {
          .rule = "arn-region-not-allowed",
          .found = {kToAllow, kNotResource,
                    HiddenEnd(R"("arn:aws:iam:eu-west-1:123456789012:role/app")")},
          .silent = {Hidden(R"("arn:aws:iam:eu-west-1:123456789012:role/app")")},
      },
      {
          .rule = "bucket-arn-with-account",
          .found = {kToAllow, kNotAction, kNotResource, Hidden(R"("s3:GetObject")"),
                    HiddenEnd(R"("arn:aws:s3::123456789012:reports/*")")},
          .silent = {Hidden(R"("arn:aws:s3::123456789012:reports/*")"), {"123456789012", "${x}"}},
      },
      {
          .rule = "invalid-arn-account",
          .found = {kToAllow, kNotResource, HiddenEnd(R"("arn:aws:iam::1234567:role/app")")},
          .silent = {Hidden(R"("arn:aws:iam::1234567:role/app")")},
      },
      {
          .rule = "invalid-arn-prefix",
          .found = {kToAllow, kNotResource},
          .silent = {Hidden(R"("aws:iam::123456789012:role/app")")},
      },
      {
          .rule = "invalid-arn-region",
          .found = {kToAllow, kNotResource,
                    HiddenEnd(R"("arn:aws:sqs:eu-west1:123456789012:jobs")")},
          .silent = {Hidden(R"("arn:aws:sqs:eu-west1:123456789012:jobs")")},
      },
      {
          .rule = "invalid-arn-resource",
          .found = {kToAllow, kNotResource},
          .silent = {Hidden(R"("arn:aws:iam::123456789012:roles/app")"),
                     HiddenEnd(R"("arn:aws:iam::123456789012:roles/app")")},
      },
      {
          .rule = "invalid-arn-service-case",
          .found = {kToAllow, kNotResource, HiddenEnd(R"("arn:aws:IAM::123456789012:role/app")")},
          .silent = {Hidden(R"("arn:aws:IAM::123456789012:role/app")")},
      },
      {
          .rule = "invalid-partition",
          .found = {kToAllow, kNotResource,
                    HiddenEnd(R"("arn:amazon:iam::123456789012:role/app")")},
          .silent = {Hidden(R"("arn:amazon:iam::123456789012:role/app")")},
      },
      {
          .rule = "invalid-service",
          .found = {kToAllow, kNotResource, HiddenEnd(R"("arn:aws:iamm::123456789012:role/app")")},
          .silent = {Hidden(R"("arn:aws:iamm::123456789012:role/app")")},
      },
      {
          .rule = "missing-arn-account",
          .found = {kToAllow, kNotResource, HiddenEnd(R"("arn:aws:iam:::role/app")")},
          .silent = {Hidden(R"("arn:aws:iam:::role/app")")},
      },
      {
          .rule = "missing-arn-field",
          .found = {kToAllow, kNotResource},
          .silent = {Hidden(R"("arn:aws:iam:role/app")"), HiddenEnd(R"("arn:aws:iam:role/app")")},
      },
      {
          .rule = "missing-arn-region",
          .found = {kToAllow, kNotResource, HiddenEnd(R"("arn:aws:sqs::123456789012:jobs")")},
          .silent = {Hidden(R"("arn:aws:sqs::123456789012:jobs")")},
      },
      {
          .rule = "secret-arn-without-suffix",
          .found = {kToDeny, kNotResource},
          .silent = {kNotAction, Hidden(R"("secretsmanager:GetSecretValue")"),
                     Hidden(R"("arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db")"),
                     HiddenEnd(
                         R"("arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db")")},
      },
      {
          .rule = "wildcard-in-service-name",
          .found = {kToAllow, kNotResource, HiddenEnd(R"("arn:aws:*::123456789012:role/app")")},
          .silent = {Hidden(R"("arn:aws:*::123456789012:role/app")")},
      },
  };
}

}  // namespace whittle::variants
