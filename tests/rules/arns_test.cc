// Cases of the rules on ARNs, principals, guardrails and sizes beyond their examples.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "lint/linter.h"
#include "rules/registry.h"

namespace whittle {
namespace {

using Found = std::vector<std::string>;

/// The findings of the groups, `rule@text`, in the text.
Found Lint(const std::string& text, policy::Type type, std::string_view resource_type = {}) {
  const lint::Linter linter(
      rules::All(), catalog::Catalog::BuiltIn(), {},
      {{"arn", "attached", "catalog", "principals", "guardrails", "sizes", "redundant-statement"},
       {}});
  documents::ReadOptions options;
  options.type = type;
  options.resource_type = resource_type;
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<text::Source>("p.json", text));
  const lint::Report report = linter.Run(std::move(sources), options);
  Found found;
  for (const lint::Finding& finding : report.findings) {
    found.push_back(std::string(finding.rule->name) + "@" +
                    std::string(report.files[0]->source->Slice(finding.place.span)));
  }
  return found;
}

std::string Policy(const std::string& statements) {
  return R"({"Version": "2012-10-17", "Statement": [)" + statements + "]}";
}

/// The rule found in a Deny of sqs on the resource; nothing: "".
std::string OnResource(const std::string& arn, const std::string& element = "Resource") {
  const Found found = Lint(Policy(R"({"Effect": "Deny", "Action": "sqs:SendMessage", ")" + element +
                                  R"(": ")" + arn + "\"}"),
                           policy::Type::kIdentity);
  EXPECT_LE(found.size(), 1U) << arn;
  return found.empty() ? "" : found[0].substr(0, found[0].find('@'));
}

TEST(ArnRegions, AreHeldToTheServicesFormats) {
  const std::pair<const char*, const char*> kCases[] = {
      {"arn:aws:sqs:eu-west-1:111122223333:jobs", ""},
      {"arn:aws:sqs:*:111122223333:jobs", ""},
      {"arn:aws:sqs:eu-*-1:111122223333:jobs", ""},
      {"arn:aws:sqs:${region}:111122223333:jobs", ""},
      {"arn:${partition}:sqs::111122223333:jobs", "missing-arn-region"},
      {"arn:aws:sqs::111122223333:jobs", "missing-arn-region"},
      {"arn:aws:sqs:::jobs", "missing-arn-region"},
      {"arn:aws:logs:::log-group:x*", "missing-arn-region"},
      {"arn:aws:sqs:eu-west1:111122223333:jobs", "invalid-arn-region"},
      {"arn:aws:lambda:invalid-region-1::test/*", "invalid-arn-region"},
      {"arn:aws:iam:eu-west-1::role/*", "arn-region-not-allowed"},
      {"arn:aws:iam:nowhere-1:111122223333:role/app", "arn-region-not-allowed"},
      {"arn:aws:iam:*:111122223333:role/app", ""},
      {"arn:aws:s3:::bucket/*", ""},
      {"arn:aws:s3:eu-west-1:111122223333:accesspoint/site", ""},
      {"arn:aws:dynamodb::111122223333:global-table/t", ""},
      {"arn:aws:securityhub:::ruleset/cis/v/1.2.0", ""},
      {"arn:aws:nosuch::111122223333:thing/x", "invalid-service"},
  };
  for (const auto& [arn, rule] : kCases) {
    EXPECT_EQ(OnResource(arn), rule) << arn;
    EXPECT_EQ(OnResource(arn, "NotResource"), rule) << arn;
  }
}

/// The message of the first finding in a Deny of sqs on the resource.
std::string MessageOn(const std::string& arn) {
  const lint::Linter linter(rules::All(), catalog::Catalog::BuiltIn(), {}, {{"arn"}, {}});
  std::vector<std::unique_ptr<const text::Source>> sources;
  sources.push_back(std::make_unique<text::Source>(
      "p.json",
      Policy(R"({"Effect": "Deny", "Action": "sqs:SendMessage", "Resource": ")" + arn + "\"}")));
  documents::ReadOptions options;
  options.type = policy::Type::kIdentity;
  const lint::Report report = linter.Run(std::move(sources), options);
  EXPECT_FALSE(report.findings.empty()) << arn;
  return report.findings.empty() ? "" : report.findings[0].message;
}

TEST(ArnRegions, OfWordsToReplaceItSaysSo) {
  const std::string word = "a word that somebody was to replace";
  for (const char* arn :
       {"arn:aws:sqs:REGION:111122223333:jobs", "arn:aws:sqs:region:111122223333:jobs",
        "arn:aws:sqs:[region]:111122223333:jobs", "arn:aws:sqs:eu-west-1:ACCOUNT:jobs",
        "arn:aws:sqs:eu-west-1:account-id:jobs", "arn:aws:sqs:eu-west-1:XXXXXXXXXXXX:jobs",
        "arn:aws:sqs:eu-west-1:ACCOUNTID:jobs"}) {
    EXPECT_NE(MessageOn(arn).find(word), std::string::npos) << arn;
  }
  for (const char* arn :
       {"arn:aws:sqs:eu-west1:111122223333:jobs", "arn:aws:sqs:EU-WEST-1:111122223333:jobs",
        "arn:aws:sqs:eu-west-1:1111:jobs", "arn:aws:sqs:mars-north-1:111122223333:jobs"}) {
    EXPECT_EQ(MessageOn(arn).find(word), std::string::npos) << arn;
  }
}

TEST(ArnPrefixes, ApiGatewayCompletesItsOwn) {
  const auto found = [](policy::Type type, const std::string& resource) {
    return Lint(Policy(R"({"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke",
                           "Resource": ")" +
                       resource + "\"}"),
                type);
  };
  EXPECT_EQ(found(policy::Type::kResource, "execute-api:/prod/GET/*"), Found{});
  EXPECT_EQ(found(policy::Type::kResource, "execute-ap:/prod/GET/*"),
            Found{"invalid-arn-prefix@\"execute-ap:/prod/GET/*\""});
}

TEST(BucketArns, HaveNoRegionAndNoAccount) {
  const std::pair<const char*, size_t> kCases[] = {
      {"arn:aws:s3:::bucket/*", 0},
      {"arn:aws:s3:*:*:bucket/*", 0},
      {"arn:aws:s3:eu-west-1:111122223333:accesspoint/site", 0},
      {"arn:aws:s3::111122223333:accesspoint/site.mrap", 0},
      {"arn:aws:s3:eu-west-1:111122223333:job/*", 0},
      {"arn:aws:s3:eu-west-1:111122223333:*", 0},
      {"arn:aws:s3:eu-west-1:${account}:${bucket}/*", 0},
      {"arn:aws:s3:::${bucket}/*", 0},
      {"arn:aws:s3::111122223333:bucket", 1},
      {"arn:aws:s3:eu-west-1:111122223333:bucket/${key}", 1},
      {"arn:aws:s3:eu-west-1::bucket/*", 1},
  };
  for (const auto& [arn, count] : kCases) {
    const Found found = Lint(
        Policy(R"({"Effect": "Deny", "Action": "s3:*", "Resource": ")" + std::string(arn) + "\"}"),
        policy::Type::kIdentity);
    EXPECT_EQ(std::count(found.begin(), found.end(),
                         "bucket-arn-with-account@\"" + std::string(arn) + "\""),
              static_cast<ptrdiff_t>(count))
        << arn;
  }
}

TEST(ArnAccounts, AreHeldToTheServicesFormats) {
  const std::pair<const char*, const char*> kCases[] = {
      {"arn:aws:route53:::hostedzone/Z1", ""},
      {"arn:aws:route53::111122223333:hostedzone/Z1", "arn-account-not-allowed"},
      {"arn:aws:route53::${account}:hostedzone/Z1", ""},
      {"arn:aws:iam:::role/app", "missing-arn-account"},
      {"arn:aws:iam::aws:policy/ReadOnlyAccess", ""},
      {"arn:aws:sqs:eu-west-1::jobs", "missing-arn-account"},
      {"arn:aws:ssm:*::document/AWS-RunShellScript", ""},
      {"arn:aws:lambda:eu-west-1::test/*", ""},
      {"arn:aws:s3::111122223333:test/*", ""},
  };
  for (const auto& [arn, rule] : kCases) EXPECT_EQ(OnResource(arn), rule) << arn;
}

/// The rules of the groups found in a Deny of the action.
std::string OnAction(const std::string& action, const std::string& element = "Action") {
  const Found found =
      Lint(Policy("{\"Effect\": \"Deny\", \"" + element + "\": [\"sqs:SendMessage\", \"" + action +
                  "\"], \"Resource\": \"*\"}"),
           policy::Type::kIdentity);
  EXPECT_LE(found.size(), 1U) << action;
  return found.empty() ? "" : found[0];
}

TEST(ActionServices, HaveNoWildcards) {
  for (const std::string action : {"s3*:GetObject", "s?:Get*", "*:GetObject"}) {
    EXPECT_EQ(OnAction(action), "wildcard-in-service-name@\"" + action + '"');
    EXPECT_EQ(OnAction(action, "NotAction"), "wildcard-in-service-name@\"" + action + '"');
  }
  for (const std::string action : {"*", "*:*", "s3:*", "${service}:*", "<SERVICE>:Get*"}) {
    EXPECT_EQ(OnAction(action), "");
  }
}

TEST(ArnResources, MustBeginAsTheServicesFormatsDo) {
  const std::pair<const char*, const char*> kCases[] = {
      {"arn:aws:iam::111122223333:invalid-role/example", "invalid-arn-resource"},
      {"arn:aws:iam::111122223333:invalid-role/*", ""},  // AWS lets wildcards pass
      {"arn:aws:iam::111122223333:${type}/example", ""},
      {"arn:aws:iam::111122223333:role/example", ""},
      {"arn:aws:lambda:eu-west-1:111122223333:functions:app", "invalid-arn-resource"},
      {"arn:aws:cloudformation:*:*:stack/app", ""},
      {"arn:aws:sns:eu-west-1:111122223333:anything", ""},
      {"arn:aws:apigateway:*::/restapis/a1", ""},
  };
  for (const auto& [arn, rule] : kCases) EXPECT_EQ(OnResource(arn), rule) << arn;
}

Found Trust(const std::string& who, const std::string& action) {
  Found names;
  for (const std::string& found :
       Lint(Policy(R"({"Effect": "Allow", "Principal": )" + who + R"(, "Action": )" + action + "}"),
            policy::Type::kTrust)) {
    names.push_back(found.substr(0, found.find('@')));
  }
  return names;
}

TEST(Principals, MustComeByTheirOwnWay) {
  const std::string saml = R"({"Federated": "arn:aws:iam::111122223333:saml-provider/okta"})";
  const std::string oidc = R"({"Federated": "arn:aws:iam::111122223333:oidc-provider/a.example"})";
  const Found mismatch = {"mismatched-action-for-principal"};
  EXPECT_EQ(Trust(saml, R"("sts:AssumeRoleWithSAML")"), Found{});
  EXPECT_EQ(Trust(saml, R"("sts:AssumeRole")"), mismatch);
  EXPECT_EQ(Trust(saml, R"("sts:AssumeRoleWithWebIdentity")"), mismatch);
  EXPECT_EQ(Trust(oidc, R"("sts:assumerolewithwebidentity")"), Found{});
  EXPECT_EQ(Trust(oidc, R"(["sts:AssumeRoleWithSAML", "sts:TagSession"])"), mismatch);
  EXPECT_EQ(Trust(oidc, R"("sts:*")"), Found{});
  EXPECT_EQ(Trust(R"({"AWS": "111122223333"})", R"("sts:AssumeRoleWithSAML")"), mismatch);
  EXPECT_EQ(Trust(R"({"AWS": "*"})", R"("sts:AssumeRoleWithSAML")"), Found{});
  EXPECT_EQ(Trust(R"({"Federated": "${provider}"})", R"("sts:AssumeRole")"), Found{});
  EXPECT_EQ(Trust(R"({"Federated": "arn:aws:iam::111122223333:saml-provider/okta",
                      "AWS": "111122223333"})",
                  R"("sts:AssumeRole")"),
            Found{});
}

TEST(Principals, HaveTheFormOfTheirKind) {
  const std::string assume = R"("sts:AssumeRole")";
  const std::string web = R"("sts:AssumeRoleWithWebIdentity")";
  for (const char* good :
       {"ec2.amazonaws.com", "delivery.logs.amazonaws.com", "ec2.amazonaws.com.cn",
        "member.org.stacksets.cloudformation.amazonaws.com", "logs.${region}.amazonaws.com"}) {
    EXPECT_EQ(Trust(std::string(R"({"Service": ")") + good + "\"}", assume), Found{}) << good;
  }
  for (const char* bad : {"EC2.amazonaws.com", "ec2", "ec2.amazon.aws", ".amazonaws.com", ""}) {
    EXPECT_EQ(Trust(std::string(R"({"Service": ")") + bad + "\"}", assume),
              Found{"invalid-service-principal-format"})
        << bad;
  }
  EXPECT_EQ(Trust(R"({"Service": "*"})", assume), Found{"unsupported-wildcard-in-principal"});
  EXPECT_EQ(Trust(R"({"AWS": "arn:aws:iam::111122223333:role/a?"})", assume),
            Found{"unsupported-wildcard-in-principal"});
  EXPECT_EQ(Trust(R"({"AWS": "arn:aws:iam::111122223333:role/${name}"})", assume), Found{});
  EXPECT_EQ(Trust(R"({"AWS": "AIDAEXAMPLEEXAMPLE123"})", assume), Found{"invalid-user-reference"});
  EXPECT_EQ(Trust(R"({"Federated": "okta"})", web),
            Found{"invalid-federated-principal-syntax-in-role-trust-policy"});
  EXPECT_EQ(Trust(R"({"Federated": "cognito-identity.amazonaws.com"})", web), Found{});
  EXPECT_EQ(Trust("\"*\"", assume), Found{"role-trust-policy-unsupported-wildcard-in-principal"});
  EXPECT_EQ(Trust(R"({"AWS": "*"})", "\"*\""), Found{});
  EXPECT_EQ(Trust(R"({"AWS": "111122223333"})", R"("s3:GetObject")"),
            Found{"unsupported-action-in-policy"});
}

TEST(Principals, OfConditionsHaveTheKeysForm) {
  const auto with = [](const std::string& condition) {
    return Lint(Policy(R"({"Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*", )"
                       R"("Condition": {)" +
                       condition + "}}"),
                policy::Type::kIdentity);
  };
  EXPECT_EQ(
      with(
          R"("ForAnyValue:StringEquals": {"aws:CalledVia": ["ssm.amazonaws.com", "a.b.amazonaws.com"]})"),
      Found{"invalid-service-principal-format@\"a.b.amazonaws.com\""});
  EXPECT_EQ(with(R"("StringEquals": {"aws:CalledViaLast": "a.b.amazonaws.com"})"), Found{});
  EXPECT_EQ(with(R"("StringEquals": {"iam:PassedToService": "a.b.amazonaws.com"})"), Found{});
  EXPECT_EQ(with(R"("StringLike": {"kms:ViaService": "ec2.*.amazonaws.com"})"), Found{});
  EXPECT_EQ(with(R"("StringEquals": {"kms:ViaService": "ec2.amazonaws.com"})"),
            Found{"invalid-service-principal-format@\"ec2.amazonaws.com\""});
}

TEST(ResourcePolicies, AreAboutTheirOwnResource) {
  const auto on = [](const std::string& resource, std::string_view type,
                     const std::string& action = "s3:GetObject") {
    Found names;
    for (const std::string& found :
         Lint(Policy(R"({"Effect": "Deny", "Principal": "*", "Action": ")" + action +
                     R"(", "Resource": ")" + resource + "\"}"),
              policy::Type::kResource, type)) {
      names.push_back(found.substr(0, found.find('@')));
    }
    return names;
  };
  const Found refused = {"unsupported-resource-arn-in-policy"};
  EXPECT_EQ(on("arn:aws:s3:::site/*", "AWS::S3::Bucket"), Found{});
  EXPECT_EQ(on("*", "AWS::S3::Bucket"), refused);
  EXPECT_EQ(on("*", ""), Found{});
  EXPECT_EQ(on("arn:aws:kms:eu-west-1:111122223333:key/1a", "AWS::S3::Bucket"), refused);
  EXPECT_EQ(on("${bucket}/*", "AWS::S3::Bucket"), Found{});
  EXPECT_EQ(on("arn:aws:s3:::site", "AWS::S3::AccessPoint"), refused);
  EXPECT_EQ(on("arn:aws:s3:eu-west-1:111122223333:accesspoint/a/object/*", "AWS::S3::AccessPoint"),
            Found{});
  EXPECT_EQ(on("arn:aws:s3:::site/*", "AWS::S3::Bucket", "s3:*"), Found{});
  EXPECT_EQ(on("arn:aws:s3:::site/*", "AWS::S3::Bucket", "s3:ListAllMyBuckets"),
            Found{"unsupported-action-in-policy"});
  EXPECT_EQ(on("arn:aws:s3:::site/*", "AWS::S3::Bucket", "${action}"), Found{});
}

TEST(Guardrails, OfAnOrganizationNeedNoAllow) {
  const std::string deny = Policy(R"({"Effect": "Deny", "Action": "iam:*", "Resource": "*"})");
  EXPECT_EQ(Lint(deny, policy::Type::kScp), Found{});
  EXPECT_EQ(Lint(deny, policy::Type::kIdentity), Found{});
  EXPECT_EQ(Lint(deny, policy::Type::kSession).size(), 1U);
  EXPECT_EQ(Lint(Policy(R"({"Effect": "${effect}", "Action": "iam:*", "Resource": "*"})"),
                 policy::Type::kBoundary),
            Found{});
  // SCPs have IAM's whole language since 2025-09-19.
  EXPECT_EQ(Lint(Policy(R"({"Effect": "Allow", "NotAction": "iam:*Role", "NotResource":
                            "arn:aws:iam::*:role/x", "Condition": {"Bool":
                            {"aws:SecureTransport": "true"}}})"),
                 policy::Type::kScp),
            Found{});
}

TEST(Guardrails, OfRegionsMustSpareGlobalServices) {
  const auto region = [](const std::string& statement) {
    return Lint(Policy(R"({"Effect": "Deny", "Resource": "*", )" + statement + "}"),
                policy::Type::kScp);
  };
  const Found blocked = {"region-deny-blocks-global-services@\"aws:RequestedRegion\""};
  const auto outside = [](const std::string& op, const std::string& values) {
    return R"("Condition": {")" + op + R"(": {"aws:RequestedRegion": )" + values + "}}";
  };
  EXPECT_EQ(region(R"("Action": "*", )" + outside("StringNotEquals", R"("eu-west-1")")), blocked);
  EXPECT_EQ(region(R"("Action": "iam:*", )" + outside("StringNotLike", R"("eu-*")")), blocked);
  EXPECT_EQ(region(R"("Action": "ec2:*", )" + outside("StringNotLike", R"("eu-*")")), Found{});
  EXPECT_EQ(region(R"("Action": "*", )" + outside("StringNotLike", R"("us-*")")), Found{});
  EXPECT_EQ(region(R"("Action": "*", )" + outside("StringEquals", R"("eu-west-1")")), Found{});
  EXPECT_EQ(region(R"("Action": "*", )" + outside("StringNotEquals", R"(["${home}"])")), Found{});
  EXPECT_EQ(
      region(
          R"("NotAction": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}})"),
      Found{});
  EXPECT_EQ(
      region(
          R"("Action": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}, "ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/admin"}})"),
      blocked);
  EXPECT_EQ(
      region(
          R"("Action": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}, "Bool": {"aws:ViaAWSService": "false"}})"),
      Found{});
}

TEST(ResourceControlPolicies, NameTheirServices) {
  const auto action = [](const std::string& effect, const std::string& text) {
    return Lint(Policy(R"({"Effect": ")" + effect + R"(", "Principal": "*", "Action": ")" + text +
                       R"(", "Resource": "*"})"),
                policy::Type::kRcp);
  };
  EXPECT_EQ(action("Allow", "*"), Found{});
  EXPECT_EQ(action("Deny", "*"), Found{"rcp-syntax-error-action@\"*\""});
  EXPECT_EQ(action("Deny", "s3:Get*"), Found{});
  EXPECT_EQ(action("Deny", "EC2:RunInstances"),
            Found{"rcp-syntax-error-action@\"EC2:RunInstances\""});
  EXPECT_EQ(action("Deny", "${service}:*"), Found{});
}

TEST(Statements, ThatSayTheSameAreRedundant) {
  const std::string first =
      R"({"Sid": "A", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"})";
  const auto beside = [&](const std::string& second) {
    return Lint(Policy(first + ", " + second), policy::Type::kIdentity).size();
  };
  EXPECT_EQ(
      beside(R"({"Effect": "Allow", "Action": ["s3:PutObject", "s3:GetObject"], "Resource": "*"})"),
      1U);
  EXPECT_EQ(
      beside(R"({"Effect": "Deny", "Action": ["s3:PutObject", "s3:GetObject"], "Resource": "*"})"),
      0U);
  EXPECT_EQ(
      beside(
          R"({"Effect": "Allow", "NotAction": ["s3:PutObject", "s3:GetObject"], "Resource": "*"})"),
      0U);
  EXPECT_EQ(
      beside(R"({"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*",
                 "Condition": {"Bool": {"aws:SecureTransport": "true"}}})"),
      0U);
}

TEST(Sizes, DoNotCountWhitespaceButInSavedPolicies) {
  const auto policy = [](size_t letters, size_t blanks) {
    return R"({"Version": "2012-10-17", "Statement": [{"Sid": ")" + std::string(letters, 'a') +
           R"(", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}]})" +
           std::string(blanks, ' ');
  };
  EXPECT_EQ(Lint(policy(5000, 9000), policy::Type::kIdentity), Found{});
  EXPECT_EQ(Lint(policy(7000, 0), policy::Type::kIdentity).size(), 1U);
  EXPECT_EQ(Lint(policy(11000, 0), policy::Type::kIdentity).size(), 1U);
  // Blanks behind the brace are not part of what is saved.
  EXPECT_EQ(Lint(policy(5000, 9000), policy::Type::kScp), Found{});
  const std::string spread = R"({"Version": "2012-10-17",)" + std::string(10240, ' ') +
                             R"("Statement": [{"Effect": "Deny", "Action": "s3:*",
                             "Resource": "*"}]})";
  EXPECT_EQ(Lint(spread, policy::Type::kScp).size(), 1U);
  EXPECT_EQ(Lint(spread, policy::Type::kIdentity), Found{});
}

}  // namespace
}  // namespace whittle
