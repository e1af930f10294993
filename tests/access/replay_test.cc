#include "access/replay.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/access/world.h"

namespace whittle::access {
namespace {

Truth Covered(const std::string& policy, std::vector<size_t> missed) {
  const std::vector<Request> evidence = {Ask("s3:GetObject"), Ask("s3:PutObject"),
                                         Ask("s3:GetObject", "arn:aws:s3:::other/key")};
  World world;
  world.Identity(policy);
  const Replay replay = ReplayEvidence(Evaluator(world.set), evidence);
  std::vector<size_t> found;
  for (const ReplayMiss& miss : replay.misses) found.push_back(miss.index);
  EXPECT_EQ(found, missed) << policy;
  return replay.covered;
}

TEST(Replay, TellsWhatIsNotCovered) {
  EXPECT_EQ(Covered(Policy(Allow(kAll)), {}), Truth::kYes);
  const std::string get = Allow(R"("Action": "s3:Get*", "Resource": "*")");
  EXPECT_EQ(Covered(Policy(get), {1}), Truth::kNo);
  const std::string put = Allow(R"("Action": "s3:Put*", "Resource": "arn:aws:s3:::${b}/*")");
  EXPECT_EQ(Covered(Policy(get + "," + put), {1}), Truth::kUnknown);
  const std::string deny = Deny(R"("Action": "*", "Resource": "arn:aws:s3:::other/*")");
  EXPECT_EQ(Covered(Policy(get + "," + put + "," + deny), {1, 2}), Truth::kNo);
}

}  // namespace
}  // namespace whittle::access
