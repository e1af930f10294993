// The first half of the rules on conditions.
#include "tests/rules/variants/rows.h"

namespace whittle::variants {

std::vector<RuleRows> ConditionKeys() {
  return {
      {
          .rule = "allow-notaction-with-unsupported-tag-condition-key-for-service",
          .found = {Hidden(R"("blue")")},
          .silent = {kToDeny, kPlainAction, Hidden(R"("aws:ResourceTag/team")"),
                     Hidden(R"("StringEquals")")},
      },
      {
          .rule = "allow-with-unsupported-tag-condition-key-for-service",
          .found = {Hidden(R"("blue")")},
          .silent = {kToDeny, kNotAction, Hidden(R"("logs:PutResourcePolicy")"),
                     Hidden(R"("StringEquals")"), Hidden(R"("aws:ResourceTag/team")")},
      },
      {
          .rule = "deny-notaction-with-unsupported-tag-condition-key-for-service",
          .found = {Hidden(R"("blue")")},
          .silent = {kToAllow, kPlainAction, Hidden(R"("aws:ResourceTag/team")"),
                     Hidden(R"("StringEquals")")},
      },
      {
          .rule = "deny-with-unsupported-tag-condition-key-for-service",
          .found = {Hidden(R"("blue")")},
          .silent = {kToAllow, kNotAction, Hidden(R"("logs:PutResourcePolicy")"),
                     Hidden(R"("StringEquals")"), Hidden(R"("aws:ResourceTag/team")")},
      },
      {
          .rule = "deprecated-global-condition-key",
          .found = {kToAllow, kNotAction, Hidden(R"("ArnNotLike")"),
                    Hidden(R"("arn:aws:iam::123456789012:role/admin")")},
          .silent = {Hidden(R"("aws:ARN")")},
      },
      {
          .rule = "duplicate-keys-with-different-case",
          .found = {kToAllow, kNotAction, Hidden(R"("StringNotEquals")"), Hidden(R"("ann")")},
          .silent = {Hidden(R"("aws:username")")},
      },
      {
          .rule = "dynamodb-attributes-without-select",
          .found = {Hidden(R"("id")"), kNotResource},
          .silent = {kToDeny, Hidden(R"("dynamodb:Attributes")"),
                     Hidden(R"("ForAnyValue:StringEquals")"), kAnotherCondition},
      },
      {
          .rule = "empty-array-condition",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:RequestedRegion")")},
          .silent = {Hidden(R"("StringEquals")"), Hidden("[]")},
      },
      {
          .rule = "empty-array-condition-forallvalues",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:TagKeys")")},
          .silent = {Hidden(R"("ForAllValues:StringEquals")"), Hidden("[]")},
      },
      {
          .rule = "empty-array-condition-foranyvalue",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:TagKeys")")},
          .silent = {Hidden(R"("ForAnyValue:StringEquals")"), Hidden("[]")},
      },
      {
          .rule = "empty-array-condition-ifexists",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:RequestedRegion")")},
          .silent = {Hidden(R"("StringEqualsIfExists")"), Hidden("[]")},
      },
      {
          .rule = "equivalent-to-null-false",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:PrincipalTag/team")")},
          .silent = {Hidden(R"("StringLike")")},
      },
      {
          .rule = "equivalent-to-null-true",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:PrincipalTag/team")")},
          .silent = {Hidden(R"("StringNotLike")")},
      },
      {
          .rule = "forallvalues-with-single-valued-key",
          .found = {kToAllow, kNotAction, Hidden(R"("eu-west-1")")},
          .silent = {Hidden(R"("aws:RequestedRegion")"), Hidden(R"("ForAllValues:StringEquals")")},
      },
      {
          .rule = "forallvalues-without-null-check",
          .found = {kNotAction, Hidden(R"("${aws:userid}")")},
          .silent = {kToDeny, Hidden(R"("dynamodb:LeadingKeys")"),
                     Hidden(R"("ForAllValues:StringEquals")"), kAnotherCondition},
      },
      {
          .rule = "if-exists-on-present-key",
          .found = {kToDeny, kNotAction, Hidden(R"("123456789012")")},
          .silent = {Hidden(R"("StringEqualsIfExists")"), Hidden(R"("aws:PrincipalAccount")")},
      },
      {
          .rule = "if-exists-opens-allow",
          .found = {kNotAction, Hidden(R"("vpce-0123456789abcdef0")")},
          .silent = {kToDeny, Hidden(R"("aws:SourceVpce")"), Hidden(R"("StringEqualsIfExists")"),
                     kAnotherCondition},
      },
      {
          .rule = "improve-ip-range",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:SourceIp")")},
          .silent = {Hidden(R"("203.0.113.7/24")"), Hidden(R"("NotIpAddress")")},
      },
      {
          .rule = "invalid-condition-data-type",
          .found = {kToAllow, kNotAction, Hidden(R"("NumericEquals")"),
                    Hidden(R"("aws:MultiFactorAuthAge")")},
          .silent = {Hidden(R"(["60", 90])")},
      },
      {
          .rule = "invalid-condition-key-format",
          .found = {kToAllow, kNotAction, Hidden(R"("StringEquals")"), Hidden(R"("eu-west-1")")},
          .silent = {Hidden(R"("RequestedRegion")")},
      },
      {
          .rule = "invalid-condition-multiple-boolean",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:SecureTransport")")},
          .silent = {Hidden(R"("Bool")"), Hidden(R"(["false", "true"])")},
      },
      {
          .rule = "invalid-condition-operator",
          .found = {kToAllow, kNotAction, Hidden(R"("aws:RequestedRegion")"),
                    Hidden(R"("eu-west-1")")},
          .silent = {Hidden(R"("StringEqual")")},
      },
  };
}

}  // namespace whittle::variants
