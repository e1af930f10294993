// Where the grant for a denied request has to stand, and what it looks like there.
#include "advise/denied_policy.h"

#include <gtest/gtest.h>

#include <string>

#include "advise/fill_in.h"
#include "advise/generate.h"
#include "advise/new_findings.h"
#include "documents/document.h"
#include "lint/linter.h"
#include "rules/registry.h"
#include "text/json_writer.h"

namespace whittle::advise {
namespace {

const catalog::Catalog& Catalog() { return catalog::Catalog::BuiltIn(); }

const std::string kUser = "arn:aws:iam::111122223333:user/ann";
const std::string kSession = "arn:aws:sts::111122223333:assumed-role/app/i-0abc";
const std::string kBucket = "arn:aws:s3:::logs/a";

DeniedMessage Denied(const std::string& user, const std::string& action,
                     const std::string& resource, const std::string& because) {
  const auto message = ReadDeniedMessage(
      "An error occurred: User: " + user + " is not authorized to perform: " + action +
      (resource.empty() ? "" : " on resource: " + resource) + because);
  EXPECT_TRUE(message);
  return *message;
}

std::string NotAllowedBy(const std::string& kind, const std::string& action) {
  return " because no " + kind + " policy allows the " + action + " action";
}

std::string PolicyOf(const DeniedMessage& message, GrantPlace place) {
  GenerateRequest request;
  request.actions = {message.action};
  if (message.resource.substr(0, 4) == "arn:") request.resources = {message.resource};
  return PolicyIn(place, message, Generate(request, Catalog()).requirements.at(0));
}

/// The only statement, in one line.
std::string StatementFor(const DeniedMessage& message) {
  const auto owned = OwnedPolicy::Read(PolicyOf(message, PlaceOf(message)));
  EXPECT_EQ(owned->get()->statements.size(), 1U);
  return text::WriteJson(*owned->get()->statements[0].node, text::JsonStyle::kCompact);
}

std::string ResourceStatement(const std::string& user, const std::string& action,
                              const std::string& resource) {
  return StatementFor(Denied(user, action, resource, NotAllowedBy("resource-based", action)));
}

TEST(DeniedPolicy, StandsWhereTheMessageSaysThatNothingAllows) {
  const auto place = [](const std::string& action, const std::string& because) {
    return PlaceOf(Denied(kUser, action, "*", because));
  };
  const std::string get = "s3:GetObject";
  for (const char* kind : {"identity-based", "session", "service control", "resource control"}) {
    EXPECT_EQ(place(get, NotAllowedBy(kind, get)), GrantPlace::kIdentity) << kind;
  }
  EXPECT_EQ(place(get, " because no permissions boundary allows the s3:GetObject action"),
            GrantPlace::kIdentity);
  EXPECT_EQ(place(get, NotAllowedBy("resource-based", get)), GrantPlace::kResource);
  EXPECT_EQ(place(get, NotAllowedBy("VPC endpoint", get)), GrantPlace::kEndpoint);
  EXPECT_EQ(place(get, ""), GrantPlace::kIdentity);
  const std::string assume = "sts:AssumeRole";
  EXPECT_EQ(place(assume, NotAllowedBy("role trust", assume)), GrantPlace::kTrust);
  EXPECT_EQ(place(assume, NotAllowedBy("resource-based", assume)), GrantPlace::kTrust);
  EXPECT_EQ(place(assume, NotAllowedBy("identity-based", assume)), GrantPlace::kIdentity);
  EXPECT_EQ(place(assume, ""), GrantPlace::kIdentity);
}

TEST(DeniedPolicy, ResourcePoliciesNameTheCaller) {
  EXPECT_EQ(ResourceStatement(kUser, "s3:GetObject", kBucket),
            R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/ann"},)"
            R"("Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/a"})");
  // A session's name changes; its role is who asks.
  EXPECT_EQ(ResourceStatement(kSession, "s3:GetObject", kBucket),
            R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},)"
            R"("Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/a"})");
  EXPECT_EQ(
      ResourceStatement("arn:aws-cn:sts::111122223333:assumed-role/app/s", "sqs:SendMessage",
                        "arn:aws-cn:sqs:cn-north-1:111122223333:jobs"),
      R"({"Effect":"Allow","Principal":{"AWS":"arn:aws-cn:iam::111122223333:role/app"},)"
      R"("Action":"sqs:SendMessage","Resource":"arn:aws-cn:sqs:cn-north-1:111122223333:jobs"})");
  EXPECT_EQ(
      ResourceStatement("arn:aws:sts::111122223333:federated-user/bob", "s3:GetObject", kBucket),
      R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:sts::111122223333:federated-user/bob"},)"
      R"("Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/a"})");
  // Nobody is let in who is not named.
  EXPECT_EQ(ResourceStatement("anonymous", "s3:GetObject", kBucket),
            R"({"Effect":"Allow","Principal":{"AWS":"<CALLER>"},)"
            R"("Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/a"})");
  // A key's policy speaks of the key, a repository's has no resource.
  EXPECT_EQ(ResourceStatement(kUser, "kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/0abc"),
            R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/ann"},)"
            R"("Action":"kms:Decrypt","Resource":"*"})");
  EXPECT_EQ(ResourceStatement(kUser, "ecr:BatchGetImage",
                              "arn:aws:ecr:eu-west-1:111122223333:repository/web"),
            R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/ann"},)"
            R"("Action":"ecr:BatchGetImage"})");
}

TEST(DeniedPolicy, TrustPoliciesHaveNoResource) {
  const std::string role = "arn:aws:iam::444455556666:role/target";
  const auto trust = [&](const std::string& user, const std::string& action) {
    return StatementFor(Denied(user, action, role, NotAllowedBy("role trust", action)));
  };
  EXPECT_EQ(trust(kSession, "sts:AssumeRole"),
            R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},)"
            R"("Action":"sts:AssumeRole"})");
  EXPECT_EQ(trust(kUser, "sts:AssumeRoleWithWebIdentity"),
            R"({"Effect":"Allow","Principal":{"Federated":"<PROVIDER_ARN>"},)"
            R"("Action":"sts:AssumeRoleWithWebIdentity"})");
  // Where the message does not say, whoever asks may.
  const DeniedMessage open = Denied(kUser, "sts:AssumeRole", role, "");
  EXPECT_NE(PolicyOf(open, PlaceOf(open)).find("\"Resource\": \"" + role), std::string::npos);
  EXPECT_EQ(PolicyOf(open, GrantPlace::kTrust).find("Resource"), std::string::npos);
}

/// Not every principal may stand in an endpoint's policy.
TEST(DeniedPolicy, EndpointPoliciesNameTheCallerInACondition) {
  EXPECT_EQ(
      StatementFor(
          Denied(kSession, "s3:GetObject", kBucket, NotAllowedBy("VPC endpoint", "s3:GetObject"))),
      R"({"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::logs/a",)"
      R"("Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/app"}}})");
}

TEST(DeniedPolicy, SaysWhatElseIsNeeded) {
  const auto notes = [](const std::string& user, const std::string& action,
                        const std::string& resource, const std::string& because) {
    const DeniedMessage message = Denied(user, action, resource, because);
    std::string out;
    for (const std::string& note : NotesOn(PlaceOf(message), message)) out += note + "\n";
    return out;
  };
  const std::string queue = "arn:aws:sqs:eu-west-1:444455556666:jobs";
  const std::string because = NotAllowedBy("resource-based", "sqs:SendMessage");
  EXPECT_NE(notes(kUser, "sqs:SendMessage", queue, because).find("has to allow it, too"),
            std::string::npos);
  EXPECT_EQ(notes(kUser, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:jobs", because),
            "");
  EXPECT_NE(notes(kSession, "s3:GetObject", kBucket, NotAllowedBy("resource-based", "s3:GetObject"))
                .find("path"),
            std::string::npos);
  EXPECT_NE(
      notes("anonymous", "s3:GetObject", kBucket, NotAllowedBy("resource-based", "s3:GetObject"))
          .find("<CALLER>"),
      std::string::npos);
  EXPECT_NE(notes(kUser, "sts:AssumeRole", "arn:aws:iam::111122223333:role/r", "")
                .find("--policy-type trust"),
            std::string::npos);
  EXPECT_EQ(notes(kUser, "s3:GetObject", kBucket, ""), "");
}

/// What is written has the form that its place demands: no rule finds an error in it.
TEST(DeniedPolicy, IsOfItsKind) {
  const lint::Linter linter(rules::All(), Catalog(), {});
  const struct {
    GrantPlace place;
    policy::Type type;
    const char* action;
    std::string resource;
  } cases[] = {
      {GrantPlace::kResource, policy::Type::kResource, "s3:GetObject", kBucket},
      {GrantPlace::kResource, policy::Type::kResource, "kms:Decrypt",
       "arn:aws:kms:eu-west-1:111122223333:key/0abc"},
      {GrantPlace::kResource, policy::Type::kResource, "sqs:SendMessage",
       "arn:aws:sqs:eu-west-1:111122223333:jobs"},
      {GrantPlace::kTrust, policy::Type::kTrust, "sts:AssumeRole",
       "arn:aws:iam::111122223333:role/target"},
      {GrantPlace::kEndpoint, policy::Type::kEndpoint, "s3:GetObject", kBucket},
      {GrantPlace::kIdentity, policy::Type::kIdentity, "sts:AssumeRole",
       "arn:aws:iam::111122223333:role/target"},
  };
  for (const auto& [place, type, action, resource] : cases) {
    for (const std::string& user : {kUser, kSession}) {
      const std::string policy = PolicyOf(Denied(user, action, resource, ""), place);
      std::vector<std::unique_ptr<const text::Source>> sources;
      sources.push_back(std::make_unique<const text::Source>("policy.json", policy));
      documents::ReadOptions options;
      options.type = type;
      options.named = true;
      for (const lint::Finding& finding : linter.Run(std::move(sources), options).findings) {
        EXPECT_GT(finding.level, lint::Level::kWarning)
            << finding.rule->name << ": " << finding.message << "\n"
            << policy;
      }
    }
  }
}

}  // namespace
}  // namespace whittle::advise
