// Cases of the rules on trust beyond their examples.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lint/linter.h"
#include "rules/registry.h"

namespace whittle {
namespace {

/// The findings of the group `trust`, `rule@text`, in a trust policy of these statements.
std::vector<std::string> Trust(const std::string& statements) {
  const lint::Linter linter(rules::All(), catalog::Catalog::BuiltIn(), {}, {{"trust"}, {}});
  documents::ReadOptions options;
  options.type = policy::Type::kTrust;
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<text::Source>(
      "p.json", R"({"Version": "2012-10-17", "Statement": [)" + statements + "]}"));
  const lint::Report report = linter.Run(std::move(sources), options);
  std::vector<std::string> found;
  for (const lint::Finding& finding : report.findings) {
    found.push_back(std::string(finding.rule->name) + "@" +
                    std::string(report.files[0]->source->Slice(finding.place.span)));
  }
  return found;
}

using Found = std::vector<std::string>;

/// One Allow of a web identity with conditions.
std::string Federated(const std::string& provider, const std::string& conditions) {
  return R"({"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal": {"Federated": ")" +
         provider + R"("}, "Condition": {)" + conditions + "}}";
}
std::string Github(const std::string& conditions) {
  return Federated(
      "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
      R"("StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}, )" +
          conditions);
}
std::string Subject(const std::string& op, const std::string& values) {
  return Github("\"" + op + "\": {\"token.actions.githubusercontent.com:sub\": " + values + "}");
}

TEST(GithubTrust, TellsWhoIsLetIn) {
  const auto strangers = [](const std::string& value) {
    return Found{"oidc-subject-not-restricted@" + value};
  };
  const auto wide = [](const std::string& value) {
    return Found{"specific-github-repo-and-branch-recommended@" + value};
  };
  for (const std::string value :
       {R"("*")", R"("repo:*")", R"("repo:*/*:*")", R"("repo:org*")", R"("repo:org-*/app:*")",
        R"("*:ref:refs/heads/main")", R"("*/app:*")", R"("repo:*/app:ref:refs/heads/main")",
        R"("repo*")", R"("repo:or?/app:*")"}) {
    EXPECT_EQ(Trust(Subject("StringLike", value)), strangers(value));
  }
  for (const std::string value :
       {R"("repo:org/*")", R"("repo:org/app:*")", R"("repo:org/app:ref:refs/tags/v*")",
        R"("repo:org@12/*")", R"("repo:org@*/app@*:ref:refs/heads/main")",
        R"("*org/app:ref:refs/heads/main")"}) {
    EXPECT_EQ(Trust(Subject("StringLike", value)), wide(value));
  }
  for (const std::string value :
       {R"("repo:org/app:ref:refs/heads/main")", R"("repo:org@12/app@34:environment:prod")",
        R"("repo:${org}/*")", R"("repo:<ORG>/app:*")", R"("repository_owner_id:12:context:x")"}) {
    EXPECT_EQ(Trust(Subject("StringLike", value)), Found{});
  }
  // Without a Like operator `*` is a letter.
  EXPECT_EQ(Trust(Subject("StringEquals", R"("repo:*")")), Found{});
  // A list lets in what any of its values does.
  EXPECT_EQ(Trust(Subject("StringLike", R"(["repo:org/app:environment:a", "repo:*"])")),
            strangers(R"("repo:*")"));
}

TEST(GithubTrust, ReadsOperators) {
  const std::string key = R"("token.actions.githubusercontent.com:sub")";
  // Everything but one repository is nearly everything.
  EXPECT_EQ(Trust(Subject("StringNotLike", R"("repo:evil/*")")),
            Found{"oidc-subject-not-restricted@" + key});
  EXPECT_EQ(Trust(Subject("Null", R"("false")")), Found{"oidc-subject-not-restricted@" + key});
  // Tokens always have a subject, so these let nothing more in.
  EXPECT_EQ(Trust(Subject("StringEqualsIfExists", R"("repo:org/app:environment:a")")), Found{});
  EXPECT_EQ(Trust(Subject("ForAllValues:StringEquals", R"("repo:org/app:environment:a")")),
            Found{});
  // Two conditions: both must hold.
  EXPECT_EQ(Trust(Github(R"("StringLike": {"token.actions.githubusercontent.com:sub": "repo:*"},
                            "StringEqualsIgnoreCase": {"token.actions.githubusercontent.com:repository_owner_id": "12"})")),
            Found{"specific-github-repo-and-branch-recommended@\"repo:*\""});
}

TEST(GithubTrust, TakesTheBranchFromItsOwnClaim) {
  EXPECT_EQ(
      Trust(Github(R"("StringLike": {"token.actions.githubusercontent.com:sub": "repo:org/app:*"},
                            "StringEqualsIgnoreCase": {"token.actions.githubusercontent.com:ref": "refs/heads/main"})")),
      Found{});
}

TEST(GithubTrust, IsSilentWhereADenyOrAHoleMayDecide) {
  const std::string allow = Subject("StringLike", R"("repo:*")");
  EXPECT_EQ(Trust(allow + R"(, {"Effect": "Deny", "Action": "sts:*", "Principal": {"AWS": "*"},
      "Condition": {"StringNotLike": {"token.actions.githubusercontent.com:sub": "repo:org/*"}}})"),
            Found{"specific-github-repo-and-branch-recommended@\"repo:*\""});
  EXPECT_EQ(Trust(Github(R"("StringEquals": {"${key}": "x"})")), Found{});
  EXPECT_EQ(
      Trust(Github(
          R"("StringLike": {"TOKEN.actions.githubusercontent.com:SUB": "repo:org/app:environment:a"})")),
      Found{});
  // A Deny grants nothing.
  EXPECT_EQ(Trust(R"({"Effect": "Deny", "Action": "sts:AssumeRoleWithWebIdentity", "Principal":
      {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}})"),
            Found{});
}

TEST(OidcTrust, WantsAKeyOfTheProvider) {
  const std::string provider = "arn:aws:iam::111122223333:oidc-provider/id.example.com/t1";
  EXPECT_EQ(Trust(Federated(provider, "")),
            Found{"missing-condition-key-for-oidc-principal@\"" + provider + "\""});
  // Another provider's key is none of this one's.
  EXPECT_EQ(Trust(Federated(provider, R"("StringEquals": {"id.example.com/t2:aud": "x"})")),
            Found{"missing-condition-key-for-oidc-principal@\"" + provider + "\""});
  EXPECT_EQ(Trust(Federated(provider, R"("StringEquals": {"ID.example.com/t1:aud": "x"})")),
            Found{});
  const std::string hidden = "arn:aws:iam::${account}:oidc-provider/${issuer}";
  EXPECT_EQ(Trust(Federated(hidden, R"("StringEquals": {"${issuer}:aud": "x"})")), Found{});
  EXPECT_EQ(Trust(Federated(hidden, R"("StringEquals": {"id.example.com:aud": "x"})")), Found{});
}

TEST(OidcTrust, KnowsOtherSharedIssuers) {
  const auto trust = [](const std::string& host, const std::string& subject) {
    return Trust(Federated(
        "arn:aws:iam::111122223333:oidc-provider/" + host,
        "\"StringLike\": {\"" + host + ":aud\": \"x\"" +
            (subject.empty() ? "" : ", \"" + host + ":sub\": \"" + subject + "\"") + "}"));
  };
  EXPECT_EQ(
      trust("gitlab.com", ""),
      Found{"oidc-subject-not-restricted@\"arn:aws:iam::111122223333:oidc-provider/gitlab.com\""});
  EXPECT_EQ(trust("gitlab.com", "project_path:*:ref_type:branch:ref:main"),
            Found{"oidc-subject-not-restricted@\"project_path:*:ref_type:branch:ref:main\""});
  EXPECT_EQ(trust("gitlab.com", "project_path:group/*:ref_type:branch:ref:main"), Found{});
  EXPECT_EQ(trust("app.terraform.io", "organization:*:project:p:*"),
            Found{"oidc-subject-not-restricted@\"organization:*:project:p:*\""});
  EXPECT_EQ(trust("app.terraform.io", "organization:mine:*"), Found{});
  // A server of one's own has no strangers.
  EXPECT_EQ(trust("gitlab.example.com", "project_path:*"), Found{});
  EXPECT_EQ(trust("token.actions.githubusercontent.com/enterprise", "repo:*"), Found{});
}

TEST(Irsa, WantsTheServiceAccount) {
  const std::string issuer = "oidc.eks.eu-west-1.amazonaws.com/id/ABC";
  const std::string provider = "arn:aws:iam::111122223333:oidc-provider/" + issuer;
  const auto trust = [&](const std::string& op, const std::string& subject) {
    return Trust(Federated(provider, "\"" + op + "\": {\"" + issuer +
                                         ":aud\": \"sts.amazonaws.com\"" + subject + "}"));
  };
  const auto subject = [&](const std::string& value) {
    return ", \"" + issuer + ":sub\": \"" + value + "\"";
  };
  EXPECT_EQ(trust("StringEquals", ""), Found{"irsa-subject-not-restricted@\"" + provider + "\""});
  EXPECT_EQ(trust("StringLike", subject("*")), Found{"irsa-subject-not-restricted@\"*\""});
  EXPECT_EQ(trust("StringLike", subject("system:serviceaccount:*:*")),
            Found{"irsa-subject-not-restricted@\"system:serviceaccount:*:*\""});
  EXPECT_EQ(trust("StringLike", subject("system:serviceaccount:web:*")), Found{});
  EXPECT_EQ(trust("StringEquals", subject("system:serviceaccount:${ns}:api")), Found{});
}

TEST(Audience, IsAskedOfWebIdentityAndSaml) {
  const std::string saml =
      R"("Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/x"})";
  EXPECT_EQ(
      Trust(R"({"Effect": "Allow", "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"], )" +
            saml + "}"),
      Found{"saml-trust-without-audience@\"sts:AssumeRoleWithSAML\""});
  EXPECT_EQ(
      Trust(
          R"({"Effect": "Allow", "Action": "sts:AssumeRoleWithSAML", )" + saml +
          R"(, "Condition": {"StringEquals": {"saml:AUD": "https://signin.aws.amazon.com/saml"}}})"),
      Found{});
  EXPECT_EQ(Trust(R"({"Effect": "Allow", "NotAction": "sts:AssumeRole", )" + saml + "}"), Found{});
  EXPECT_EQ(
      Trust(Federated(
          "cognito-identity.amazonaws.com",
          R"("StringNotEquals": {"cognito-identity.amazonaws.com:aud": "x", "cognito-identity.amazonaws.com:amr": "y"})")),
      Found{"web-identity-without-application@\"cognito-identity.amazonaws.com\""});
  EXPECT_EQ(Trust(Federated("accounts.google.com",
                            R"("StringEquals": {"accounts.google.com:sub": "12"})")),
            Found{});
}

TEST(Audience, HasNoSetOperatorWhereThereIsOne) {
  const auto trust = [](const std::string& op, const std::string& issuer) {
    return Trust(Federated("arn:aws:iam::111122223333:oidc-provider/" + issuer,
                           "\"" + op + "\": {\"" + issuer +
                               ":aud\": \"x\"}, \"StringEquals\": {\"" + issuer +
                               ":sub\": \"repo:o/r:environment:e\"}"));
  };
  const std::string github = "token.actions.githubusercontent.com";
  EXPECT_EQ(trust("ForAnyValue:StringEquals", github),
            Found{"foranyvalue-with-audience-claim-type@\"" + github + ":aud\""});
  EXPECT_EQ(trust("ForAnyValue:StringEquals", "id.example.com"),
            Found{"confirm-audience-claim-type@\"id.example.com:aud\""});
  EXPECT_EQ(trust("StringEquals", "id.example.com"), Found{});
}

/// One Allow of sts:AssumeRole.
std::string Assume(const std::string& principal, const std::string& conditions = "") {
  return R"({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": )" + principal +
         (conditions.empty() ? "}" : ", \"Condition\": {" + conditions + "}}");
}

TEST(Services, AreAskedOnlyForKeysThatTheySend) {
  const auto trust = [](const std::string& service, const std::string& conditions = "") {
    return Trust(Assume("{\"Service\": \"" + service + "\"}", conditions));
  };
  EXPECT_EQ(trust("states.amazonaws.com"),
            Found{"service-trust-without-source-condition@\"states.amazonaws.com\""});
  for (const auto* service :
       {"ec2.amazonaws.com", "lambda.amazonaws.com", "unheard-of.amazonaws.com",
        "${service}.amazonaws.com", "streams.metrics.cloudwatch.amazonaws.com"}) {
    EXPECT_EQ(trust(service), Found{}) << service;
  }
  EXPECT_EQ(trust("states.amazonaws.com",
                  R"("ArnLike": {"AWS:sourcearn": "arn:aws:states:*:111122223333:*"})"),
            Found{});
  EXPECT_EQ(trust("states.amazonaws.com",
                  R"("StringEqualsIfExists": {"aws:SourceAccount": "111122223333"})"),
            Found{"service-trust-without-source-condition@\"states.amazonaws.com\""});
  EXPECT_EQ(trust("states.amazonaws.com", R"("StringEquals": {"${key}": "111122223333"})"),
            Found{});
  EXPECT_EQ(trust("datasync.amazonaws.com", R"("StringEquals": {"sts:ExternalId": "x"})"), Found{});
}

TEST(Services, PodIdentityMayGetTheTagFromAnotherStatement) {
  const std::string pods = R"({"Service": "pods.eks.amazonaws.com"})";
  EXPECT_EQ(Trust(Assume(pods)),
            Found{"pod-identity-without-tag-session@\"pods.eks.amazonaws.com\""});
  EXPECT_EQ(Trust(Assume(pods) + R"(, {"Effect": "Allow", "Action": "sts:Tag*", "Principal": )" +
                  pods + "}"),
            Found{});
}

TEST(Services, RolesAnywhereMayBeHeldByTheCertificate) {
  EXPECT_EQ(Trust(Assume(R"({"Service": "rolesanywhere.amazonaws.com"})")),
            Found{"roles-anywhere-without-trust-anchor@\"rolesanywhere.amazonaws.com\""});
  EXPECT_EQ(Trust(Assume(R"({"Service": "rolesanywhere.amazonaws.com"})",
                         R"("StringEquals": {"aws:PrincipalTag/x509Subject/CN": "a"})")),
            Found{});
}

TEST(Anyone, IsKeptOutOnlyByWhatCallersCannotChoose) {
  const auto trust = [](const std::string& conditions) {
    return Trust(Assume(R"({"AWS": "*"})", conditions));
  };
  const Found anyone{"trust-policy-allows-anyone@\"*\""};
  EXPECT_EQ(trust(""), anyone);
  EXPECT_EQ(trust(R"("StringEquals": {"sts:RoleSessionName": "x"})"), anyone);
  EXPECT_EQ(trust(R"("StringEquals": {"aws:PrincipalTag/team": "x"})"), anyone);
  EXPECT_EQ(trust(R"("StringNotEquals": {"aws:PrincipalAccount": "111122223333"})"), anyone);
  EXPECT_EQ(trust(R"("StringEqualsIfExists": {"aws:PrincipalOrgID": "o-x"})"), anyone);
  EXPECT_EQ(trust(R"("ArnLike": {"aws:PrincipalArn": "*"})"), anyone);
  EXPECT_EQ(trust(R"("Null": {"aws:PrincipalOrgID": "false"})"), anyone);
  EXPECT_EQ(trust(R"("StringEquals": {"aws:PrincipalOrgID": "o-x"})"), Found{});
  EXPECT_EQ(trust(R"("ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"})"),
            Found{});
  EXPECT_EQ(trust(R"("StringEquals": {"sts:ExternalId": "x"})"), Found{});
  EXPECT_EQ(trust(R"("StringEquals": {"${key}": "x"})"), Found{});
  EXPECT_EQ(trust(R"("IpAddress": {"aws:SourceIp": "203.0.113.0/24"})"), Found{});
  EXPECT_EQ(Trust(R"({"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}})"),
            Found{});
  EXPECT_EQ(Trust(R"({"Effect": "Allow", "Action": "sts:TagSession", "Principal": {"AWS": "*"}})"),
            Found{});
}

TEST(Vendors, NeedAnExternalId) {
  EXPECT_EQ(Trust(Assume(R"({"AWS": "464622532012"})")),
            Found{"third-party-trust-without-external-id@\"464622532012\""});
  EXPECT_EQ(Trust(Assume(R"({"AWS": "arn:aws:iam::464622532012:role/x"})",
                         R"("StringEqualsIfExists": {"sts:ExternalId": "x"})")),
            Found{"third-party-trust-without-external-id@\"arn:aws:iam::464622532012:role/x\""});
  EXPECT_EQ(
      Trust(Assume(R"({"AWS": "464622532012"})", R"("StringEquals": {"sts:externalid": "x"})")),
      Found{});
  EXPECT_EQ(Trust(Assume(R"({"AWS": "111122223333"})")), Found{});
  EXPECT_EQ(Trust(Assume(R"({"AWS": "arn:aws:iam::${account}:root"})")), Found{});
}

/// Findings of the group in a role with this trust policy, with an account that the user trusts.
std::vector<std::string> RoleTrust(const std::string& arn, const std::string& statement) {
  const lint::Linter linter(rules::All(), catalog::Catalog::BuiltIn(),
                            {.trusted_accounts = {"777788889999"}}, {{"trust"}, {}});
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<text::Source>(
      "role.json", R"([{"RoleName": "other", "Arn": "arn:aws:iam::222233334444:role/other",
           "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}}},
          {"RoleName": "r", "Arn": ")" +
                       arn +
                       R"(", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": )" +
                       statement + "}}]"));
  const lint::Report report = linter.Run(std::move(sources), {});
  std::vector<std::string> found;
  for (const lint::Finding& finding : report.findings) {
    found.push_back(std::string(finding.rule->name) + "@" +
                    std::string(report.files[0]->source->Slice(finding.place.span)));
  }
  return found;
}

TEST(CrossAccount, SpeaksOfAccountsThatAreKnownToBeOthers) {
  const std::string arn = "arn:aws:iam::111122223333:role/r";
  EXPECT_EQ(RoleTrust(arn, Assume(R"({"AWS": "444455556666"})")),
            Found{"cross-account-trust-without-external-id@\"444455556666\""});
  // Its own, that of another role in the file, one that the user trusts.
  for (const auto* account : {"111122223333", "222233334444", "777788889999"}) {
    EXPECT_EQ(RoleTrust(arn, Assume("{\"AWS\": \"" + std::string(account) + "\"}")), Found{});
  }
  EXPECT_EQ(RoleTrust(arn, Assume(R"({"AWS": "444455556666"})",
                                  R"("Bool": {"aws:MultiFactorAuthPresent": "true"})")),
            Found{});
  EXPECT_EQ(RoleTrust(arn, Assume(R"({"AWS": "arn:aws:iam::${account}:root"})")), Found{});
  EXPECT_EQ(RoleTrust("arn:aws:iam::${account}:role/r", Assume(R"({"AWS": "444455556666"})")),
            Found{});
  // A vendor has a rule of its own.
  EXPECT_EQ(RoleTrust(arn, Assume(R"({"AWS": "464622532012"})")),
            Found{"third-party-trust-without-external-id@\"464622532012\""});
}

}  // namespace
}  // namespace whittle
