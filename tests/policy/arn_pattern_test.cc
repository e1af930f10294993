#include "policy/arn_pattern.h"

#include <gtest/gtest.h>

namespace whittle::policy {
namespace {

TEST(ArnPatterns, AreComparedFieldByField) {
  EXPECT_TRUE(ArnCovers("*", "arn:aws:s3:::b/*"));
  EXPECT_FALSE(ArnCovers("arn:aws:s3:::*", "*"));
  EXPECT_TRUE(ArnCovers("arn:aws:ecs:*:*:task/*/*", "arn:aws:ecs:<REGION>:1:task/<C>/*"));
  EXPECT_FALSE(ArnCovers("arn:aws:*:x", "arn:aws:s3:::x"));
  EXPECT_FALSE(ArnCovers("arn:aws:ecs:*:1:task/*", "arn:aws:ecs:*:*:task/*"));
  EXPECT_TRUE(ArnsIntersect("arn:aws:ecs:*:*:task/*/*", "arn:aws:ecs:eu-*:1:*"));
  // As plain patterns these two would meet: the star of one could hold all the other spells.
  EXPECT_FALSE(ArnsIntersect("arn:aws:ecs:*:*:task/*/*", "arn:aws:ecs:r:1:container-instance/c/*"));
  EXPECT_TRUE(ArnsIntersect("*", "arn:aws:ecs:r:1:cluster/c"));
  EXPECT_FALSE(ArnsIntersect("arn:aws:s3:::a*", "arn:aws:s3:::b*"));
}

}  // namespace
}  // namespace whittle::policy
