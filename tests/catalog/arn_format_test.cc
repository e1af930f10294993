// Policy patterns against ARN formats.
#include "catalog/arn_format.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "policy/pattern.h"
#include "text/json.h"

namespace whittle::catalog {
namespace {

/// A Resource entry, read as a policy's is.
struct Entry {
  explicit Entry(const std::string& arn)
      : source("p", R"({"Statement": {"Effect": "Allow", "Action": "*", "Resource": ")" + arn +
                        R"("}})"),
        json(text::ReadJson(source)),
        policy(policy::Parse(json.tree.root, {}, json.tree.arena)) {}
  [[nodiscard]] const policy::Resource& resource() const {
    return policy->statements[0].resource.entries[0];
  }
  text::Source source;
  text::JsonResult json;
  const policy::Policy* policy;
};

bool Meets(const std::string& arn, std::string_view format) {
  return MayMatch(Entry(arn).resource(), format);
}

constexpr std::string_view kBucket = "arn:${Partition}:s3:::${BucketName}";
constexpr std::string_view kObject = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
constexpr std::string_view kStream =
    "arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:log-stream:${"
    "LogStreamName}";
constexpr std::string_view kInstance =
    "arn:${Partition}:ecs:${Region}:${Account}:container-instance/${ClusterName}/"
    "${ContainerInstanceId}";

TEST(MayMatch, TellsBucketsFromObjects) {
  EXPECT_TRUE(Meets("arn:aws:s3:::b", kBucket));
  EXPECT_FALSE(Meets("arn:aws:s3:::b/*", kBucket));
  EXPECT_TRUE(Meets("arn:aws:s3:::b*", kBucket));
  EXPECT_FALSE(Meets("arn:aws:s3:::b", kObject));
  EXPECT_TRUE(Meets("arn:aws:s3:::b/*", kObject));
  EXPECT_TRUE(Meets("arn:aws:s3:::b*", kObject));
  EXPECT_TRUE(Meets("arn:aws:s3:::?b/c", kObject));
  EXPECT_FALSE(Meets("arn:aws:s3:::b", kObject));
  EXPECT_TRUE(Meets("*", kObject));
}

TEST(MayMatch, KnowsWhatALogStreamNeeds) {
  EXPECT_FALSE(Meets("arn:aws:logs:eu-west-1:111122223333:log-group:g", kStream));
  EXPECT_TRUE(Meets("arn:aws:logs:eu-west-1:111122223333:log-group:g:*", kStream));
  EXPECT_TRUE(Meets("arn:aws:logs:eu-west-1:111122223333:log-group:g:log-stream:*", kStream));
  EXPECT_TRUE(Meets("arn:aws:logs:*:*:*", kStream));
}

TEST(MayMatch, TellsShortContainerInstanceArns) {
  EXPECT_FALSE(Meets("arn:aws:ecs:eu-west-1:111122223333:container-instance/0123", kInstance));
  EXPECT_TRUE(Meets("arn:aws:ecs:eu-west-1:111122223333:container-instance/web/*", kInstance));
  EXPECT_TRUE(Meets("arn:aws:ecs:eu-west-1:111122223333:container-instance/*", kInstance));
  EXPECT_FALSE(Meets("arn:aws:ecs:eu-west-1:111122223333:cluster/web", kInstance));
}

TEST(MayMatch, TakesWhatIsNotKnownForAMatch) {
  EXPECT_TRUE(Meets("arn:aws:s3:::${bucket_name}", kObject));
  EXPECT_TRUE(Meets("${Bucket.Arn}/*", kBucket));
  EXPECT_TRUE(Meets("arn:aws:s3:::home-${aws:username}", kObject));
  EXPECT_TRUE(Meets("arn:aws:s3", kBucket));
  EXPECT_TRUE(Meets("not an arn", kBucket));
  EXPECT_TRUE(Meets("arn:aws:s3:::" + std::string(3000, 'a') + "/b", kBucket));
  // Whether the region's `*` reaches over the next colon is disputed.
  EXPECT_TRUE(Meets("arn:aws:ecs:*:cluster:web", kInstance));
}

TEST(MayMatch, ComparesServicesWithoutCaseAndNamesWithIt) {
  EXPECT_TRUE(Meets("arn:aws:S3:::b", kBucket));
  EXPECT_FALSE(Meets("arn:aws:sns:eu-west-1:111122223333:b", kBucket));
  EXPECT_TRUE(Meets("arn:aws:*:eu-west-1:111122223333:b", kBucket));
  EXPECT_FALSE(Meets("arn:aws:ecs:eu-west-1:111122223333:Container-instance/web/*", kInstance));
}

TEST(CoversFormat, OnlyWhatLeavesEveryPartOpen) {
  EXPECT_TRUE(CoversFormat(Entry("arn:aws:s3:::*").resource(), kBucket));
  EXPECT_TRUE(CoversFormat(Entry("arn:aws:s3:::*/*").resource(), kObject));
  EXPECT_FALSE(CoversFormat(Entry("arn:aws:s3:::b*").resource(), kBucket));
  EXPECT_TRUE(CoversFormat(Entry("arn:aws:ecs:*:*:container-instance/*").resource(), kInstance));
  EXPECT_FALSE(
      CoversFormat(Entry("arn:aws:ecs:*:111122223333:container-instance/*").resource(), kInstance));
  EXPECT_FALSE(CoversFormat(Entry("arn:aws:ecs:*:*:cluster/*").resource(), kInstance));
  EXPECT_FALSE(CoversFormat(Entry("arn:aws:s3:::${b}").resource(), kBucket));
}

TEST(MayMatch, OfAnActionAsksItsTypesAndAwsOwnPolicies) {
  const Catalog& catalog = Catalog::BuiltIn();
  const auto may = [&](std::string_view action, const std::string& arn) {
    return MayMatch(Entry(arn).resource(), *catalog.FindAction(action));
  };
  EXPECT_TRUE(may("ecs:Poll", "arn:aws:ecs:eu-west-1:111122223333:task-set/web/*"));
  EXPECT_FALSE(may("ecs:Poll", "arn:aws:ecs:eu-west-1:111122223333:cluster/web"));
  EXPECT_FALSE(may("sqs:ListQueues", "arn:aws:sqs:eu-west-1:111122223333:jobs"));
  EXPECT_TRUE(may("sqs:ListQueues", "*"));
  // As AmazonRedshiftQueryEditorV2FullAccess writes it; a narrower one is of no secret.
  EXPECT_TRUE(may("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:sqlworkbench!*"));
  EXPECT_FALSE(may("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:sqlworkbench!a"));
  EXPECT_TRUE(may("elasticloadbalancing:AddTags",
                  "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/a/1"));
}

/// An ARN made from a format, with each letter then perhaps a wildcard, still meets that format.
TEST(MayMatch, HoldsForEveryPatternOfARealArn) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const Catalog& catalog = Catalog::BuiltIn();
  for (int i = 0; i < 2000; ++i) {
    const auto formats =
        catalog.resource_type(static_cast<uint32_t>(random() % catalog.resource_type_count()))
            .arn_formats();
    if (formats.empty()) continue;
    std::string arn;
    int colons = 0;
    for (size_t at = 0; at < formats[0].size();) {
      if (formats[0].substr(at, 2) == "${") {
        arn += colons == 1 ? "aws" : colons == 2 ? "s3" : colons == 4 ? "111122223333" : "x1";
        at = formats[0].find('}', at) + 1;
        continue;
      }
      const char c = formats[0][at++];
      colons += c == ':' ? 1 : 0;
      if (colons >= 5 && c != ':' && random() % 6 == 0) {
        arn += random() % 2 == 0 ? '*' : '?';
      } else {
        arn += c;
      }
    }
    EXPECT_TRUE(Meets(arn, formats[0])) << arn << " and " << formats[0];
  }
}

}  // namespace
}  // namespace whittle::catalog
