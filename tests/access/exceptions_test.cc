// Requesters other than users, and services with rules of their own.
#include <gtest/gtest.h>

#include "tests/access/world.h"

namespace whittle::access {
namespace {

constexpr const char* kKey = "arn:aws:kms:eu-west-1:111122223333:key/1";
constexpr const char* kRole = "arn:aws:iam::111122223333:role/deploy";

/// A resource policy that allows everything to a principal.
std::string To(const std::string& principal) {
  return Policy(Allow(R"("Principal": )" + principal + R"(, "Action": "*", "Resource": "*")"));
}
const char* const kAccount = R"({"AWS": "arn:aws:iam::111122223333:root"})";
const char* const kAliceOnly = R"({"AWS": "arn:aws:iam::111122223333:user/alice"})";

TEST(Kms, KeyPolicyDecidesForWhom) {
  const Request decrypt = Ask("kms:Decrypt", kKey);
  EXPECT_EQ(World().Identity(Policy(Allow(kAll))).Decide(decrypt), "ImplicitlyDenied");
  EXPECT_EQ(World().Identity(Policy(Allow(kAll))).Resource(To(kAccount)).Decide(decrypt),
            "Allowed");
  EXPECT_EQ(World().Resource(To(kAccount)).Decide(decrypt), "ImplicitlyDenied");
  EXPECT_EQ(World().Resource(To(kAliceOnly)).Decide(decrypt), "Allowed");
  EXPECT_EQ(World().Identity(Policy(Allow(kAll))).Decide(Ask("kms:ListKeys", "*")), "Allowed");
  const std::string alias = "arn:aws:kms:eu-west-1:111122223333:alias/";
  EXPECT_EQ(World().Identity(Policy(Allow(kAll))).Decide(Ask("kms:DeleteAlias", alias + "mine")),
            "Allowed");
  EXPECT_EQ(World().Identity(Policy(Allow(kAll))).Decide(Ask("kms:DeleteAlias", alias + "aws/s3")),
            "ImplicitlyDenied");
}

TEST(RoleTrust, DecidesEvenInTheSameAccount) {
  const Request assume = Ask("sts:AssumeRole", kRole);
  EXPECT_EQ(World().Identity(Policy(Allow(kAll))).Decide(assume), "ImplicitlyDenied");
  EXPECT_EQ(World().Identity(Policy(Allow(kAll))).Resource(To(kAccount)).Decide(assume), "Allowed");
  EXPECT_EQ(World().Resource(To(kAliceOnly)).Decide(assume), "Allowed");
  const std::string service = To(R"({"Service": "ecs-tasks.amazonaws.com"})");
  EXPECT_EQ(
      World().Resource(service).Decide(Ask("sts:AssumeRole", kRole, "ecs-tasks.amazonaws.com")),
      "Allowed");
  EXPECT_EQ(World().Resource(service).Decide(Ask("sts:AssumeRole", kRole, "ec2.amazonaws.com")),
            "ImplicitlyDenied");
  const Request web = Ask("sts:AssumeRoleWithWebIdentity", kRole, "accounts.google.com");
  EXPECT_EQ(World().Resource(To(R"({"Federated": "accounts.google.com"})")).Decide(web), "Allowed");
  EXPECT_EQ(World().Resource(To(R"({"Federated": "*"})")).Decide(web), "Allowed");
  EXPECT_EQ(World().Resource(To(R"({"Federated": "graph.facebook.com"})")).Decide(web),
            "ImplicitlyDenied");
}

TEST(CallerIdentity, CannotBeDenied) {
  const World nobody = [] {
    World world;
    world.Identity(Policy(Deny(kAll)));
    return world;
  }();
  EXPECT_EQ(nobody.Decide(Ask("sts:GetCallerIdentity", "*")), "Allowed");
  EXPECT_EQ(nobody.Decide(Ask("sts:GetSessionToken", "*")), "ExplicitlyDenied");
}

TEST(Iam, WhatBelongsToAwsCannotBeChanged) {
  World all;
  all.Identity(Policy(Allow(kAll)));
  EXPECT_EQ(all.Decide(Ask("iam:DeletePolicy", "arn:aws:iam::aws:policy/ReadOnlyAccess")),
            "ImplicitlyDenied");
  EXPECT_EQ(all.Decide(Ask("iam:GetPolicy", "arn:aws:iam::aws:policy/ReadOnlyAccess")), "Allowed");
  EXPECT_EQ(all.Decide(Ask("iam:DeleteRole", "arn:aws:iam::111122223333:role/aws-reserved/x/y")),
            "ImplicitlyDenied");
}

TEST(Root, NeedsNoIdentityPolicy) {
  const Request create = Ask("iam:CreateUser", kAlice, "arn:aws:iam::111122223333:root");
  EXPECT_EQ(World().Decide(create), "Allowed");
  EXPECT_EQ(World().Scp(Policy(Allow(R"("Action": "s3:*", "Resource": "*")"))).Decide(create),
            "ImplicitlyDenied");
  EXPECT_EQ(World()
                .Resource(Policy(Deny(R"("Principal": "*", "Action": "*", "Resource": "*")")))
                .Decide(create),
            "ExplicitlyDenied");
}

TEST(Organization, PoliciesReachOnlyWhomTheyReach) {
  const std::string none = Policy(Deny(R"("Principal": "*", "Action": "*", "Resource": "*")"));
  const std::string all = Policy(Allow(kAll));
  const std::string anyone = To(R"("*")");
  const char* const linked = "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForECS/session";
  EXPECT_EQ(World().Identity(all).Scp(none).Decide(Ask("s3:GetObject", kObject, linked)),
            "Allowed");
  EXPECT_EQ(World().Resource(anyone).Scp(none).Decide(
                Ask("s3:GetObject", kObject, "logging.s3.amazonaws.com")),
            "Allowed");
  // Resource control policies reach the services that AWS lists, and anonymous requests.
  EXPECT_EQ(World().Resource(anyone).Rcp(none).Decide(Ask("s3:GetObject", kObject, "")),
            "ExplicitlyDenied");
  EXPECT_EQ(World().Identity(all).Rcp(none).Decide(Ask("iam:ListUsers", "*")), "Allowed");
}

TEST(NotPrincipal, ReachesAllWhoAreNotListed) {
  const auto denied = [](const std::string& listed, const char* who, bool bounded) {
    World world;
    world.Identity(Policy(Allow(kAll)));
    world.Resource(Policy(
        Deny(R"("NotPrincipal": {"AWS": )" + listed + R"(}, "Action": "*", "Resource": "*")")));
    if (bounded) world.Boundary(Policy(Allow(kAll)));
    return world.Decide(Ask("s3:GetObject", kObject, who));
  };
  const std::string alice = std::string("\"") + kAlice + "\"";
  EXPECT_EQ(denied(alice, kAlice, false), "Allowed");
  EXPECT_EQ(denied(alice, kAlice, true), "ExplicitlyDenied");
  EXPECT_EQ(denied(alice, kSession, false), "ExplicitlyDenied");
  EXPECT_EQ(denied("\"111122223333\"", kAlice, false), "Allowed");
  const std::string role = R"("arn:aws:iam::111122223333:role/app")";
  EXPECT_EQ(denied(role, kSession, false), "Unknown");
  EXPECT_EQ(denied("[" + role + ", \"" + kSession + "\", \"111122223333\"]", kSession, false),
            "Allowed");
}

TEST(Requester, IsReadFromItsName) {
  const auto kind = [](std::string_view text) {
    const auto who = Requester::Parse(text);
    return who ? static_cast<int>(who->kind) : -1;
  };
  EXPECT_EQ(kind(kAlice), static_cast<int>(RequesterKind::kUser));
  EXPECT_EQ(kind(kSession), static_cast<int>(RequesterKind::kRoleSession));
  EXPECT_EQ(kind("arn:aws:iam::111122223333:root"), static_cast<int>(RequesterKind::kRoot));
  EXPECT_EQ(kind("arn:aws-cn:sts::1:federated-user/x"),
            static_cast<int>(RequesterKind::kFederatedUser));
  EXPECT_EQ(kind("ec2.amazonaws.com.cn"), static_cast<int>(RequesterKind::kService));
  EXPECT_EQ(kind("cognito-identity.amazonaws.com"), static_cast<int>(RequesterKind::kProvider));
  EXPECT_EQ(kind("arn:aws:iam::1:saml-provider/x"), static_cast<int>(RequesterKind::kProvider));
  EXPECT_EQ(kind(std::string(64, 'a')), static_cast<int>(RequesterKind::kCanonicalUser));
  EXPECT_EQ(kind("arn:aws:s3:::bucket"), -1);
  EXPECT_EQ(kind("alice"), -1);
  EXPECT_EQ(kind(""), -1);
}

}  // namespace
}  // namespace whittle::access
