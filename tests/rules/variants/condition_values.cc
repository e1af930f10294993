// The second half of the rules on conditions.
#include "tests/rules/variants/rows.h"

namespace whittle::variants {

std::vector<RuleRows> ConditionValues() {
  return {
      {
          .rule = "invalid-account-id",
          .found = {kToAllow, kNotAction, kNotResource, Hidden(R"("s3:PutObject")")},
          .silent = {Hidden(R"("12345678901")"), HiddenEnd(R"("12345678901")"),
                     Hidden(R"("StringNotEquals")")},
      },
      {
          .rule = "invalid-date-value",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:CurrentTime")")},
          .silent = {Hidden(R"("2027")"), Hidden(R"("DateGreaterThan")")},
      },
      {
          .rule = "invalid-global-condition-key",
          .found = {kToAllow, kNotAction, Hidden(R"("StringEquals")"), Hidden(R"("eu-west-1")")},
          .silent = {Hidden(R"("aws:RequestRegion")")},
      },
      {
          .rule = "invalid-kms-key-value",
          .found = {kToAllow, kNotAction},
          .silent = {Hidden(R"("arn:aws:kms:eu-west-1:123456789012:alias/logs")"),
                     Hidden(R"("StringNotEquals")"),
                     Hidden(R"("s3:x-amz-server-side-encryption-aws-kms-key-id")")},
      },
      {
          .rule = "invalid-region",
          .found = {kToAllow, kNotAction},
          .silent = {Hidden(R"("eu-west1")"), Hidden(R"("StringNotEquals")"),
                     Hidden(R"("aws:RequestedRegion")")},
      },
      {
          .rule = "invalid-service-condition-key",
          .found = {kToAllow, kNotAction, Hidden(R"("StringNotLike")"), Hidden(R"("home/*")")},
          .silent = {Hidden(R"("s3:prefixes")")},
      },
      {
          .rule = "invalid-vpc-format",
          .found = {kToAllow, kNotAction},
          .silent = {Hidden(R"("0a1b2c3d")"), Hidden(R"("StringNotEquals")"),
                     Hidden(R"("aws:SourceVpc")")},
      },
      {
          .rule = "invalid-vpce-format",
          .found = {kToAllow, kNotAction},
          .silent = {Hidden(R"("vpc-0a1b2c3d")"), Hidden(R"("StringNotEquals")"),
                     Hidden(R"("aws:SourceVpce")")},
      },
      {
          .rule = "mfa-deny-misses-absent-key",
          .found = {kNotAction},
          .silent = {kToAllow, Hidden(R"("aws:MultiFactorAuthPresent")"), Hidden(R"("Bool")"),
                     kAnotherCondition, Hidden(R"("false")")},
      },
      {
          .rule = "mfa-not-demanded",
          .found = {kNotAction},
          .silent = {kToDeny, Hidden(R"("aws:MultiFactorAuthPresent")"),
                     Hidden(R"("BoolIfExists")"), kAnotherCondition, Hidden(R"("true")")},
      },
      {
          .rule = "missing-paired-condition-keys",
          .found = {kToAllow, kNotAction, Hidden(R"("10.1.0.0/16")")},
          .silent = {Hidden(R"("aws:VpcSourceIp")"), Hidden(R"("NotIpAddress")"),
                     kAnotherCondition},
      },
      {
          .rule = "missing-qualifier",
          .found = {kToAllow, kNotAction, Hidden(R"("team")")},
          .silent = {Hidden(R"("aws:TagKeys")"), Hidden(R"("StringEquals")")},
      },
      {
          .rule = "missing-tag-key-in-condition",
          .found = {kToAllow, kNotAction, Hidden(R"("StringEquals")"), Hidden(R"("blue")")},
          .silent = {Hidden(R"("aws:PrincipalTag")")},
      },
      {
          .rule = "null-with-if-exists",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:TokenIssueTime")"), Hidden(R"("true")")},
          .silent = {Hidden(R"("NullIfExists")")},
      },
      {
          .rule = "null-with-qualifier",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:TagKeys")"), Hidden(R"("true")")},
          .silent = {Hidden(R"("ForAllValues:Null")")},
      },
      {
          .rule = "private-ip-address",
          .found = {kToAllow, kNotAction},
          .silent = {Hidden(R"("10.1.0.0/16")"), Hidden(R"("IpAddress")"),
                     Hidden(R"("aws:SourceIp")")},
      },
      {
          .rule = "private-ip-address-subset",
          .found = {kToAllow, kNotAction},
          .silent = {Hidden(R"("10.1.0.0/16")"), Hidden(R"("IpAddress")"),
                     Hidden(R"("aws:SourceIp")"), Hidden(R"(["203.0.113.0/24", "10.1.0.0/16"])")},
      },
      {
          .rule = "private-not-ip-address",
          .found = {kToAllow, kNotAction},
          .silent = {Hidden(R"("10.1.0.0/16")"), Hidden(R"("NotIpAddress")"),
                     Hidden(R"("aws:SourceIp")")},
      },
      {
          .rule = "private-not-ip-address-subset",
          .found = {kToAllow, kNotAction},
          .silent = {Hidden(R"("10.1.0.0/16")"), Hidden(R"("NotIpAddress")"),
                     Hidden(R"("aws:SourceIp")"), Hidden(R"(["203.0.113.0/24", "10.1.0.0/16"])")},
      },
      {
          .rule = "redundant-condition-value-num",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:MultiFactorAuthAge")")},
          .silent = {Hidden(R"("NumericGreaterThan")"), Hidden(R"(["2700", "3600"])")},
      },
      {
          .rule = "redundant-key-due-to-wildcard-in-condition",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:PrincipalTag/team")")},
          .silent = {Hidden(R"("StringLikeIfExists")")},
      },
      {
          .rule = "redundant-statement-due-to-wildcard-in-condition",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:TagKeys")")},
          .silent = {Hidden(R"("ForAnyValue:StringNotLike")")},
      },
      {
          .rule = "s3-prefix-in-negative-context",
          .found = {Hidden(R"("private/*")"), kNotResource},
          .silent = {kToAllow, Hidden(R"("s3:prefix")"), Hidden(R"("StringLike")")},
      },
      {
          .rule = "string-like-operator-with-arn-condition-keys",
          .found = {kToAllow, kNotAction, Hidden(R"("arn:aws:iam::123456789012:role/admin-*")")},
          .silent = {Hidden(R"("aws:PrincipalArn")"), Hidden(R"("StringNotLike")")},
      },
      {
          .rule = "type-mismatch",
          .found = {kToAllow, kNotAction, Hidden(R"("false")")},
          .silent = {Hidden(R"("aws:SecureTransport")"), Hidden(R"("StringEquals")")},
      },
      {
          .rule = "type-mismatch-boolean",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:SecureTransport")")},
          .silent = {Hidden(R"("no")"), Hidden(R"("Bool")")},
      },
      {
          .rule = "type-mismatch-date",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:CurrentTime")")},
          .silent = {Hidden(R"("31.01.2027")"), Hidden(R"("DateGreaterThan")")},
      },
      {
          .rule = "type-mismatch-ip-range",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:SourceIp")")},
          .silent = {Hidden(R"("203.0.113.*")"), Hidden(R"("NotIpAddress")")},
      },
      {
          .rule = "type-mismatch-number",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:MultiFactorAuthAge")")},
          .silent = {Hidden(R"("1h")"), Hidden(R"("NumericGreaterThan")")},
      },
      {
          .rule = "type-mismatch-string",
          .found = {kToAllow, kNotAction, Hidden(R"("id.example.com:blob")")},
          .silent = {Hidden(R"("Administrators!")"), Hidden(R"("BinaryEquals")")},
      },
      {
          .rule = "unsupported-global-condition-key",
          .found = {kToAllow, kNotAction, Hidden(R"("ArnNotLike")"),
                    Hidden(R"("arn:aws:iam::123456789012:role/admin")")},
          .silent = {Hidden(R"("aws:ARN")")},
      },
      {
          .rule = "untrustworthy-condition-key",
          .found = {kToAllow, kNotAction, Hidden(R"("admin-tool/*")")},
          .silent = {Hidden(R"("aws:UserAgent")"), Hidden(R"("StringNotLike")")},
      },
      {
          .rule = "use-condition-key-only-with-supported-services",
          .found = {kToAllow, kNotAction, Hidden(R"("o-a1b2c3d4e5")")},
          .silent = {Hidden(R"("aws:VpceOrgID")"), Hidden(R"("StringNotEquals")")},
      },
      {
          .rule = "variable-usage-too-permissive",
          .found = {kNotAction},
          .silent = {kToDeny, Hidden(R"("${aws:username}")"), Hidden(R"("StringLike")"),
                     Hidden(R"("aws:SourceIdentity")")},
      },
      {
          .rule = "wildcard-usage-too-permissive",
          .found = {kNotAction},
          .silent = {kToDeny, Hidden(R"("o-*")"), Hidden(R"("StringLike")"),
                     Hidden(R"("aws:PrincipalOrgID")")},
      },
      {
          .rule = "wildcard-without-like-operator",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:PrincipalTag/team")")},
          .silent = {Hidden(R"("blue-*")"), Hidden(R"("StringNotEquals")")},
      },
  };
}

}  // namespace whittle::variants
