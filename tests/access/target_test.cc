// Action, Resource and their Not… forms; knowledge of which request a statement speaks.
#include <gtest/gtest.h>

#include "tests/access/world.h"

namespace whittle::access {
namespace {

struct TargetCase {
  const char* elements;
  const char* action;
  const char* resource;
  const char* decision;
};

class Targets : public testing::TestWithParam<TargetCase> {};

TEST_P(Targets, AreMatched) {
  const TargetCase& c = GetParam();
  const std::string deny_decision = std::string_view(c.decision) == "Allowed"   ? "ExplicitlyDenied"
                                    : std::string_view(c.decision) == "Unknown" ? "Unknown"
                                                                                : "Allowed";
  EXPECT_EQ(World().Identity(Policy(Allow(c.elements))).Decide(Ask(c.action, c.resource)),
            c.decision)
      << c.elements;
  EXPECT_EQ(World()
                .Identity(Policy(Allow(kAll) + "," + Deny(c.elements)))
                .Decide(Ask(c.action, c.resource)),
            deny_decision)
      << "in a Deny: " << c.elements;
}

constexpr const char* kNo = "ImplicitlyDenied";

INSTANTIATE_TEST_SUITE_P(
    Actions, Targets,
    testing::Values(
        TargetCase{R"("Action": "s3:GetObject", "Resource": "*")", "s3:GetObject", kObject,
                   "Allowed"},
        TargetCase{R"("Action": "S3:getobject", "Resource": "*")", "s3:GetObject", kObject,
                   "Allowed"},
        TargetCase{R"("Action": "s3:G?tObj*", "Resource": "*")", "s3:GetObject", kObject,
                   "Allowed"},
        TargetCase{R"("Action": "s3:GetObject?", "Resource": "*")", "s3:GetObject", kObject, kNo},
        TargetCase{R"("Action": "s3:", "Resource": "*")", "s3:GetObject", kObject, kNo},
        TargetCase{R"("Action": "s3: GetObject", "Resource": "*")", "s3:GetObject", kObject, kNo},
        TargetCase{R"("Action": "s3:Get*,s3:Put*", "Resource": "*")", "s3:GetObject", kObject, kNo},
        TargetCase{R"("Action": "**", "Resource": "*")", "s3:GetObject", kObject, "Allowed"},
        TargetCase{R"("Action": "*:*", "Resource": "*")", "s3:GetObject", kObject, "Allowed"},
        TargetCase{R"("Action": "*:Get*", "Resource": "*")", "s3:PutObject", kObject, kNo},
        TargetCase{R"("NotAction": ["iam:*", "s3:Put*"], "Resource": "*")", "s3:GetObject", kObject,
                   "Allowed"},
        TargetCase{R"("NotAction": ["iam:*", "s3:Get*"], "Resource": "*")", "s3:GetObject", kObject,
                   kNo},
        TargetCase{R"("NotAction": "s3:Get Object", "Resource": "*")", "s3:GetObject", kObject,
                   "Allowed"},
        TargetCase{R"("Action": "s3:${verb}Object", "Resource": "*")", "s3:GetObject", kObject,
                   "Unknown"},
        TargetCase{R"("Action": "s3:${verb}Bucket", "Resource": "*")", "s3:GetObject", kObject,
                   kNo},
        TargetCase{R"("Action": ["s3:${verb}", "s3:Get*"], "Resource": "*")", "s3:GetObject",
                   kObject, "Allowed"},
        TargetCase{R"("NotAction": "${actions}", "Resource": "*")", "s3:GetObject", kObject,
                   "Unknown"},
        TargetCase{R"("Action": {"Fn::If": ["X", "s3:Get*", "s3:Put*"]}, "Resource": "*")",
                   "s3:GetObject", kObject, "Unknown"},
        TargetCase{R"("Action": {"Fn::If": ["X", "s3:Get*", "s3:*"]}, "Resource": "*")",
                   "s3:GetObject", kObject, "Allowed"}));

INSTANTIATE_TEST_SUITE_P(
    Resources, Targets,
    testing::Values(
        TargetCase{R"("Action": "*", "Resource": "arn:aws:s3:::bucket/*")", "s3:GetObject", kObject,
                   "Allowed"},
        TargetCase{R"("Action": "*", "Resource": "arn:aws:s3:::Bucket/*")", "s3:GetObject", kObject,
                   kNo},
        TargetCase{R"("Action": "*", "Resource": "arn:*:s3:*:*:bucket/k?y")", "s3:GetObject",
                   kObject, "Allowed"},
        // Wildcards do not cross the first five colons …
        TargetCase{R"("Action": "*", "Resource": "arn:aws:lambda:*:function:f")",
                   "lambda:GetFunction", "arn:aws:lambda:us-east-1:1:function:f", kNo},
        // … and cross all beyond.
        TargetCase{R"("Action": "*", "Resource": "arn:aws:lambda:*:*:function*f")",
                   "lambda:GetFunction", "arn:aws:lambda:us-east-1:1:function:f", "Allowed"},
        TargetCase{R"("Action": "*", "Resource": "arn:aws:ec2:*:*:*/*")", "ec2:RunInstances",
                   "arn:aws:ec2:us-east-1:1:instance/i-1", "Allowed"},
        // Only a lone star is the resource of actions without resource types.
        TargetCase{R"("Action": "*", "Resource": "arn:aws:s3:::*")", "s3:ListAllMyBuckets", "*",
                   kNo},
        TargetCase{R"("Action": "*", "Resource": ["arn:aws:s3:::*", "*"])", "s3:ListAllMyBuckets",
                   "*", "Allowed"},
        TargetCase{R"("Action": "*", "NotResource": "arn:aws:s3:::*")", "s3:ListAllMyBuckets", "*",
                   "Allowed"},
        TargetCase{
            R"("Action": "*", "NotResource": ["arn:aws:s3:::bucket/*", "arn:aws:sqs:*:*:*"])",
            "s3:GetObject", kObject, kNo},
        TargetCase{R"("Action": "*", "NotResource": "arn:aws:s3:::other/*")", "s3:GetObject",
                   kObject, "Allowed"},
        // Short ARNs of identity policies leave the rest open.
        TargetCase{R"("Action": "*", "Resource": "arn:aws:s3")", "s3:GetObject", kObject,
                   "Allowed"},
        TargetCase{R"("Action": "*", "Resource": "arn:aws:sqs:*")", "s3:GetObject", kObject, kNo},
        TargetCase{R"("Action": "*", "Resource": "arn:aws:s3:::${Bucket}/*")", "s3:GetObject",
                   kObject, "Unknown"},
        TargetCase{R"("Action": "*", "Resource": "arn:aws:s3:::${Bucket}/other")", "s3:GetObject",
                   kObject, kNo},
        TargetCase{R"("Action": "*", "Resource": "${Bucket.Arn}/*")", "s3:GetObject", kObject,
                   "Unknown"},
        TargetCase{R"("Action": "*", "Resource": "${Bucket.Arn}/other")", "s3:GetObject", kObject,
                   kNo},
        TargetCase{R"("Action": "*", "NotResource": "arn:aws:s3:::${Bucket}")", "s3:GetObject",
                   kObject, "Unknown"},
        TargetCase{R"("Action": "*")", "s3:GetObject", kObject, "Allowed"}));

}  // namespace
}  // namespace whittle::access
