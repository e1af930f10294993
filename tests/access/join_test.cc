// How layers of policies join.
#include <gtest/gtest.h>

#include "tests/access/world.h"

namespace whittle::access {
namespace {

constexpr const char* kGet = R"("Action": "s3:GetObject", "Resource": "*")";
constexpr const char* kOtherAccount = "444455556666";

std::string For(const std::string& principal) {
  return Policy(Allow(R"("Principal": )" + principal + ", " + kGet));
}

TEST(SameAccount, IdentityOrResource) {
  const Request get = Ask("s3:GetObject");
  EXPECT_EQ(World().Decide(get), "ImplicitlyDenied");
  EXPECT_EQ(World().Identity(Policy(Allow(kGet))).Decide(get), "Allowed");
  EXPECT_EQ(World().Resource(For(R"("*")")).Decide(get), "Allowed");
  EXPECT_EQ(World().Resource(For(R"({"AWS": "arn:aws:iam::111122223333:user/alice"})")).Decide(get),
            "Allowed");
  EXPECT_EQ(World().Resource(For(R"({"AWS": "arn:aws:iam::111122223333:user/*"})")).Decide(get),
            "ImplicitlyDenied");
  EXPECT_EQ(World().Resource(For(R"({"AWS": "111122223333"})")).Decide(get), "ImplicitlyDenied");
  EXPECT_EQ(World().Resource(For(R"({"AWS": "${who}"})")).Decide(get), "Unknown");
}

TEST(SameAccount, BoundaryLimitsTheRoleNotTheSession) {
  const Request get = Ask("s3:GetObject", kObject, kSession);
  const std::string put = Policy(Allow(R"("Action": "s3:Put*", "Resource": "*")"));
  const std::string role = For(R"({"AWS": "arn:aws:iam::111122223333:role/path/App"})");
  const std::string session = For(std::string(R"({"AWS": ")") + kSession + "\"}");
  EXPECT_EQ(World().Resource(role).Decide(get), "Allowed");
  EXPECT_EQ(World().Resource(role).Boundary(put).Decide(get), "ImplicitlyDenied");
  EXPECT_EQ(World().Resource(session).Boundary(put).Decide(get), "Allowed");
  EXPECT_EQ(World().Resource(session).Session(put).Decide(get), "Allowed");
  EXPECT_EQ(World().Identity(Policy(Allow(kGet))).Session(put).Decide(get), "ImplicitlyDenied");
}

TEST(CrossAccount, BothMustAllow) {
  Request get = Ask("s3:GetObject");
  get.resource_account = kOtherAccount;
  EXPECT_EQ(World().Identity(Policy(Allow(kGet))).Decide(get), "ImplicitlyDenied");
  EXPECT_EQ(World().Resource(For(R"("*")")).Decide(get), "ImplicitlyDenied");
  EXPECT_EQ(World()
                .Identity(Policy(Allow(kGet)))
                .Resource(For(R"({"AWS": "arn:aws:iam::111122223333:root"})"))
                .Decide(get),
            "Allowed");
}

TEST(Organization, EveryLevelMustAllow) {
  const Request get = Ask("s3:GetObject");
  const std::string all = Policy(Allow(kAll));
  const std::string put = Policy(Allow(R"("Action": "s3:Put*", "Resource": "*")"));
  const std::string deny = Policy(Deny(R"("Principal": "*", "Action": "s3:*", "Resource": "*")"));
  EXPECT_EQ(World().Identity(all).Scp(all).Scp(all).Decide(get), "Allowed");
  EXPECT_EQ(World().Identity(all).Scp(all).Scp(put).Decide(get), "ImplicitlyDenied");
  EXPECT_EQ(World().Identity(all).Rcp(deny).Decide(get), "ExplicitlyDenied");
  EXPECT_EQ(World().Resource(For(R"("*")")).Scp(put).Decide(Ask("s3:GetObject", kObject, "")),
            "Allowed");
}

TEST(Unknown, OnlyWhereAHoleDecides) {
  const Request get = Ask("s3:GetObject");
  const std::string hole = R"("Action": "s3:GetObject", "Resource": "arn:aws:s3:::${b}/*")";
  EXPECT_EQ(World().Identity(Policy(Allow(hole) + "," + Allow(kGet))).Decide(get), "Allowed");
  EXPECT_EQ(World().Identity(Policy(Deny(hole) + "," + Allow(kGet))).Decide(get), "Unknown");
  EXPECT_EQ(World().Identity(Policy(Deny(hole) + "," + Deny(kGet))).Decide(get),
            "ExplicitlyDenied");
}

}  // namespace
}  // namespace whittle::access
