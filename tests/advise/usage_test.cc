#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "advise/advise.h"
#include "advise/data.h"
#include "advise/fill_in.h"
#include "advise/narrow.h"
#include "advise/split.h"
#include "advise/usage/collect.h"
#include "advise/usage/evidence.h"
#include "advise/usage/outcome.h"
#include "advise/usage/principal.h"
#include "advise/usage/read_logs.h"
#include "advise/usage/usage_file.h"
#include "advise/usage/usage_needs.h"
#include "text/files.h"
#include "text/json_stream.h"

namespace whittle::advise {
namespace {

const catalog::Catalog& BuiltIn() { return catalog::Catalog::BuiltIn(); }

Usage UsageOf(std::string_view text) {
  Collector collector(BuiltIn());
  EventReader reader([&](const Event& event) { collector.Add(event); });
  const auto stream = text::ByteStream::OfBytes(text);
  EXPECT_EQ(text::ReadJsonStream(*stream, kEventLists, reader).error, "");
  return collector.usage();
}

Usage Web() {
  const LogResult result =
      ReadLogs({std::string(WHITTLE_TESTDATA_DIR) + "/cloudtrail/web.json"}, {}, BuiltIn());
  EXPECT_TRUE(result.errors.empty());
  return result.usage;
}

using Set = std::set<std::string, std::less<>>;

TEST(Usage, TellsActionsResourcesAndOutcomes) {
  const Usage usage = Web();
  EXPECT_EQ(usage.events.read, 7U);
  EXPECT_EQ(usage.events.calls, 4U);
  EXPECT_EQ(usage.events.not_calls, 1U);
  EXPECT_EQ(usage.events.by_services, 1U);
  EXPECT_EQ(usage.events.no_permission, 1U);
  EXPECT_EQ(usage.window.first, "2024-07-01T10:00:00Z");
  EXPECT_EQ(usage.window.last, "2024-07-05T11:00:00Z");
  const ActionUsages web =
      UsagesOf(usage, "web", "arn:aws:iam::111122223333:role/apps/web", GeneraliserOf(BuiltIn()));
  ASSERT_EQ(web.size(), 5U);
  EXPECT_EQ(
      web.at("logs:CreateLogStream").resources,
      Set{"arn:aws:logs:eu-west-1:111122223333:log-group:/apps/web:log-stream:2024/07/01/abc"});
  EXPECT_EQ(web.at("ssm:GetParameter").resources,
            Set{"arn:aws:ssm:eu-west-1:111122223333:parameter/apps/web/url"});
  EXPECT_EQ(web.at("lambda:CreateFunction").resources,
            Set{"arn:aws:lambda:eu-west-1:111122223333:function:resize"});
  EXPECT_EQ(web.at("iam:PassRole").resources, Set{"arn:aws:iam::111122223333:role/resize"});
  EXPECT_EQ(web.at("secretsmanager:GetSecretValue").denied, 1U);
  EXPECT_FALSE(web.at("secretsmanager:GetSecretValue").needed());
  EXPECT_TRUE(web.at("secretsmanager:GetSecretValue").resources.empty());
}

/// What `aws cloudtrail lookup-events` prints, whole or by --query 'Events[].CloudTrailEvent'.
TEST(Usage, ReadsEventsGivenAsText) {
  const std::string event =
      R"({\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"ListBuckets\",)"
      R"(\"userIdentity\":{\"arn\":\"arn:aws:iam::111122223333:user/ann\"},)"
      R"(\"CloudTrailEvent\":\"{}\"})";
  const std::string looked_up =
      R"({"EventId": "1", "EventName": "ListBuckets", "ReadOnly": "true",)"
      R"("Resources": [{"ResourceName": "x"}], "CloudTrailEvent": ")" +
      event + "\"}";
  for (const std::string& text :
       {R"({"Events": [)" + looked_up + "," + looked_up + R"(], "NextToken": "n"})",
        looked_up + "\n" + looked_up, "[\"" + event + "\", \"" + event + "\"]"}) {
    const Usage usage = UsageOf(text);
    EXPECT_EQ(usage.events.read, 2U) << text;
    EXPECT_EQ(usage.events.calls, 2U) << text;
    EXPECT_EQ(usage.principals.count("arn:aws:iam::111122223333:user/ann"), 1U) << text;
  }
  uint64_t events = 0;
  EventReader reader([&](const Event&) { ++events; });
  const auto stream = text::ByteStream::OfBytes(
      R"({"Events": [{"CloudTrailEvent": "{"}, {"CloudTrailEvent": "{}"}]})");
  EXPECT_EQ(text::ReadJsonStream(*stream, kEventLists, reader).error, "");
  EXPECT_EQ(events, 1U);
  EXPECT_EQ(reader.unreadable(), 1U);
}

TEST(Usage, DeniedCallsAreNoNeeds) {
  for (const Requirement& need :
       ObservedNeeds(UsagesOf(Web(), "web", "", GeneraliserOf(BuiltIn())), BuiltIn())) {
    EXPECT_NE(need.action, "secretsmanager:GetSecretValue");
  }
}

TEST(Usage, ReadsOutcomes) {
  EXPECT_EQ(OutcomeOf("", ""), Outcome::kAllowed);
  EXPECT_EQ(OutcomeOf("NoSuchBucket", "The bucket does not exist"), Outcome::kAllowed);
  EXPECT_EQ(OutcomeOf("Client.DryRunOperation", ""), Outcome::kAllowed);
  EXPECT_EQ(OutcomeOf("AccessDenied", ""), Outcome::kDenied);
  EXPECT_EQ(OutcomeOf("Client.UnauthorizedOperation", ""), Outcome::kDenied);
  EXPECT_EQ(OutcomeOf("Other", "User: x is not authorized to perform: y"), Outcome::kDenied);
  EXPECT_EQ(OutcomeOf("Failed", "IAM user access not activated"), Outcome::kDenied);
  EXPECT_EQ(OutcomeOf("ThrottlingException", ""), Outcome::kThrottled);
}

TEST(Usage, FoldsPrincipals) {
  const auto of = [](std::string_view type, std::string_view arn, std::string_view issuer = {}) {
    Event event;
    event.identity_type = type;
    event.identity_arn = arn;
    event.issuer_arn = issuer;
    std::string storage;
    return std::string(PrincipalOf(event, storage));
  };
  EXPECT_EQ(of("AssumedRole", "arn:aws:sts::111122223333:assumed-role/web/session"),
            "arn:aws:iam::111122223333:role/web");
  EXPECT_EQ(of("AssumedRole", "arn:aws:sts::111122223333:assumed-role/web/s",
               "arn:aws:iam::111122223333:role/apps/web"),
            "arn:aws:iam::111122223333:role/apps/web");
  EXPECT_EQ(of("IAMUser", "arn:aws:iam::111122223333:user/ann"),
            "arn:aws:iam::111122223333:user/ann");
  EXPECT_EQ(of("AWSService", ""), "");
  EXPECT_EQ(of("FederatedUser", "arn:aws:sts::111122223333:federated-user/x"), "");
  EXPECT_TRUE(SamePrincipal("arn:aws:iam::111122223333:role/apps/web", "web"));
  EXPECT_TRUE(SamePrincipal("arn:aws:iam::111122223333:role/web",
                            "arn:aws:iam::111122223333:role/apps/web"));
  EXPECT_FALSE(
      SamePrincipal("arn:aws:iam::111122223333:role/web", "arn:aws:iam::444455556666:role/web"));
  EXPECT_FALSE(
      SamePrincipal("arn:aws:iam::111122223333:user/web", "arn:aws:iam::111122223333:role/web"));
}

TEST(Usage, KnowsEventNames) {
  const auto of = [](std::string_view source, std::string_view name) {
    std::string actions;
    for (const EventVariant& variant : MeaningOf(source, name, BuiltIn()).variants) {
      actions += variant.parameter;
      for (const EventAction& action : variant.actions) actions += " " + action.action;
    }
    return actions;
  };
  EXPECT_EQ(of("ec2.amazonaws.com", "DescribeInstances"), " ec2:DescribeInstances");
  EXPECT_EQ(of("lambda.amazonaws.com", "CreateFunction20150331"), " lambda:CreateFunction");
  EXPECT_EQ(of("lambda.amazonaws.com", "UpdateFunctionConfiguration20150331v2"),
            " lambda:UpdateFunctionConfiguration");
  EXPECT_EQ(of("cloudfront.amazonaws.com", "CreateDistribution2020_05_31"),
            " cloudfront:CreateDistribution");
  EXPECT_EQ(of("lambda.amazonaws.com", "Invoke"), " lambda:InvokeFunction");
  EXPECT_EQ(of("kms.amazonaws.com", "ReEncrypt"), " kms:ReEncryptFrom kms:ReEncryptTo");
  EXPECT_EQ(of("monitoring.amazonaws.com", "PutMetricAlarm"), " cloudwatch:PutMetricAlarm");
  EXPECT_EQ(of("s3.amazonaws.com", "ListObjects"), " s3:ListBucket");
  EXPECT_EQ(of("s3.amazonaws.com", "GetObject"), "versionId s3:GetObjectVersion s3:GetObject");
  EXPECT_EQ(of("apigateway.amazonaws.com", "GetRestApis"), " apigateway:GET");
  EXPECT_EQ(of("ssm.amazonaws.com", "CreateControlChannel"), " ssmmessages:CreateControlChannel");
  EXPECT_EQ(of("sts.amazonaws.com", "GetCallerIdentity"), "");
  EXPECT_TRUE(MeaningOf("ec2.amazonaws.com", "SharedSnapshot", BuiltIn()).variants.empty());
  EXPECT_EQ(WithoutVersion("GetEc2Instance2"), "GetEc2Instance2");
  EXPECT_EQ(WithoutVersion("20150331"), "20150331");
}

TEST(Usage, TablesHoldToTheirForm) {
  const auto rows = [](std::string_view table) {
    size_t count = 0;
    for (const std::string_view line : Split(table, '\n')) {
      count += !line.empty() && line[0] != '#' ? 1 : 0;
    }
    return count;
  };
  EXPECT_EQ(TableRows(kCloudTrailSourceTable, 3).size(), rows(kCloudTrailSourceTable));
  EXPECT_EQ(TableRows(kCloudTrailFieldTable, 5).size(), rows(kCloudTrailFieldTable));
  EXPECT_EQ(TableRows(kCloudTrailShownTable, 3).size(), rows(kCloudTrailShownTable));
  const auto events = TableRows(kCloudTrailEventTable, 5);
  EXPECT_EQ(events.size(), rows(kCloudTrailEventTable));
  for (const auto& row : events) {
    if (row[3] == "-") continue;
    for (std::string_view action : Split(row[3], ' ')) {
      if (action.back() == '?') action.remove_suffix(1);
      EXPECT_TRUE(BuiltIn().FindAction(action).has_value()) << action;
    }
  }
  for (const auto& row : TableRows(kCloudTrailSourceTable, 3)) {
    EXPECT_TRUE(BuiltIn().FindService(row[1]).has_value()) << row[1];
  }
  for (const auto& row : TableRows(kCloudTrailShownTable, 3)) {
    EXPECT_TRUE(row[1] == "management" || row[1] == "data" || row[1] == "never") << row[0];
    EXPECT_FALSE(BuiltIn().MatchActions(row[0]).actions.empty()) << row[0];
  }
}

TEST(Usage, FileRoundTrips) {
  const Usage usage = Web();
  const std::string text = WriteUsage(usage);
  const UsageResult again = ReadUsage(text::Source("u", text));
  EXPECT_EQ(again.error, "");
  EXPECT_EQ(again.usage, usage);
  EXPECT_EQ(WriteUsage(again.usage), text);
  EXPECT_NE(ReadUsage(text::Source("u", "{}")).error, "");
  EXPECT_NE(ReadUsage(text::Source("u", "{\"usageVersion\": 99}")).error, "");
}

TEST(Usage, JoinsInAnyOrder) {
  // More buckets than are listed, and tasks, which are generalised.
  const Generaliser general = GeneraliserOf(BuiltIn());
  std::vector<Usage> parts;
  for (int i = 0; i < 40; ++i) {
    std::string text;
    for (int j = 0; j < 20; ++j) {
      const std::string n = std::to_string(i * 20 + j);
      const std::string head =
          R"({"userIdentity":{"arn":"arn:aws:iam::111122223333:user/u"},"awsRegion":"eu-west-1",)";
      text += head + R"("eventSource":"s3.amazonaws.com","eventName":"GetBucketVersioning",)" +
              R"("requestParameters":{"bucketName":"bucket-)" + n + "\"}}\n";
      text += head + R"("eventSource":"ecs.amazonaws.com","eventName":"StopTask","resources":[)" +
              R"({"ARN":"arn:aws:ecs:eu-west-1:111122223333:task/web/0123456789abcdef)" + n +
              "\"}]}\n";
    }
    parts.push_back(UsageOf(text));
  }
  Usage forward;
  Usage backward;
  Usage tree;
  for (const Usage& part : parts) Join(part, general, forward);
  for (auto part = parts.rbegin(); part != parts.rend(); ++part) Join(*part, general, backward);
  for (size_t i = 0; i < parts.size(); i += 10) {
    Usage some;
    for (size_t j = i; j < i + 10; ++j) Join(parts[j], general, some);
    Join(some, general, tree);
  }
  EXPECT_EQ(forward, backward);
  EXPECT_EQ(forward, tree);
  const ActionUsages& actions = forward.principals.begin()->second;
  EXPECT_EQ(actions.at("s3:GetBucketVersioning").allowed, 800U);
  EXPECT_EQ(actions.at("s3:GetBucketVersioning").resources, Set{"*"});
  EXPECT_EQ(actions.at("ecs:StopTask").resources,
            Set{"arn:aws:ecs:eu-west-1:111122223333:task/web/*"});
}

TEST(Usage, GeneralisesWhatEachRunMakesAnew) {
  const auto of = [](std::string_view action, std::string_view arn) {
    return GeneraliserOf(BuiltIn())(action, arn);
  };
  EXPECT_EQ(of("ecs:StopTask", "arn:aws:ecs:eu-west-1:111122223333:task/web/abc"),
            "arn:aws:ecs:eu-west-1:111122223333:task/web/*");
  EXPECT_EQ(
      of("logs:PutLogEvents", "arn:aws:logs:eu-west-1:111122223333:log-group:/a/b:log-stream:c/d"),
      "arn:aws:logs:eu-west-1:111122223333:log-group:/a/b:log-stream:*");
  EXPECT_EQ(
      of("ec2:StopInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0"),
      "arn:aws:ec2:eu-west-1:111122223333:instance/*");
  EXPECT_EQ(of("s3:GetBucketAcl", "arn:aws:s3:::my-bucket"), "arn:aws:s3:::my-bucket");
  EXPECT_EQ(of("ecr:PutImage", "arn:aws:ecr:eu-west-1:111122223333:repository/team/app"),
            "arn:aws:ecr:eu-west-1:111122223333:repository/team/app");
  EXPECT_EQ(of("ecr:PutImage", "arn:aws:s3:::x"), "*");
  EXPECT_FALSE(LooksLikeRunId("111122223333"));
  EXPECT_FALSE(LooksLikeRunId("deadbeef-cafe-team"));
  EXPECT_TRUE(LooksLikeRunId("1234abcd-12ab-34cd-56ef-1234567890ab"));
}

TEST(Usage, OptionalTypesStayWhole) {
  const auto action = BuiltIn().FindAction("ssm:SendCommand");
  const auto patterns = PatternsOf(Set{"arn:aws:ssm:eu-west-1::document/AWS-RunShellScript"},
                                   ShapeOf(action->id(), BuiltIn()));
  EXPECT_NE(std::find(patterns.begin(), patterns.end(), "arn:aws:ec2:*:*:instance/*"),
            patterns.end());
}

TEST(Usage, ShowsNoMoreThanALogShows) {
  const auto has = [](const catalog::ActionSet& set, std::string_view action) {
    return set.Contains(BuiltIn().FindAction(action)->id());
  };
  Usage usage = Web();
  catalog::ActionSet shown = ShownBy(usage, BuiltIn());
  EXPECT_TRUE(has(shown, "ec2:RunInstances"));
  EXPECT_TRUE(has(shown, "s3:CreateBucket"));
  for (const std::string_view action :
       {"s3:GetObject", "s3:ListBucket", "dynamodb:GetItem", "iam:PassRole", "ec2:CreateTags",
        "ssmmessages:OpenDataChannel", "ec2messages:GetMessages", "ecs:Poll",
        "lambda:InvokeFunction", "geo:GetPlace"}) {
    EXPECT_FALSE(has(shown, action)) << action;
  }
  usage.data_events.insert("s3:read");
  usage.data_events.insert("ssmmessages:write");
  shown = ShownBy(usage, BuiltIn());
  EXPECT_TRUE(has(shown, "s3:GetObject"));
  EXPECT_FALSE(has(shown, "s3:PutObject"));
  EXPECT_FALSE(has(shown, "ssmmessages:OpenDataChannel"));
}

TEST(Evidence, TellsFilesByContent) {
  Evidence evidence;
  const auto add = [&](std::string text) {
    return AddEvidence(text::Source("e", std::move(text)), BuiltIn(), evidence);
  };
  EXPECT_EQ(add(WriteUsage(Web())), "");
  EXPECT_TRUE(evidence.usage.has_value());
  EXPECT_EQ(add(R"({"JobStatus":"COMPLETED","JobType":"ACTION_LEVEL","ServicesLastAccessed":[
    {"ServiceName":"Amazon S3","ServiceNamespace":"s3","LastAuthenticated":"2024-07-01T00:00:00Z",
     "LastAuthenticatedEntity":"arn:aws:iam::111122223333:role/apps/web","TrackedActionsLastAccessed":[
       {"ActionName":"CreateBucket"},
       {"ActionName":"ListAllMyBuckets","LastAccessedTime":"2024-07-01T00:00:00Z"}]},
    {"ServiceName":"Amazon EC2","ServiceNamespace":"ec2","TotalAuthenticatedEntities":0}]})"),
            "");
  ASSERT_EQ(evidence.reports.size(), 1U);
  EXPECT_EQ(evidence.reports[0].unused, (std::set<std::string>{"ec2:*", "s3:CreateBucket"}));
  EXPECT_EQ(evidence.reports[0].used, std::set<std::string>{"s3:ListAllMyBuckets"});
  EXPECT_EQ(
      add(R"({"findings":[{"resource":"arn:aws:iam::111122223333:role/apps/web","status":"ACTIVE",
    "findingDetails":[{"unusedPermissionDetails":{"serviceNamespace":"sqs"}},
      {"unusedPermissionDetails":{"serviceNamespace":"iam","actions":[{"action":"PassRole"}]}}]}]})"),
      "");
  ASSERT_EQ(evidence.reports.size(), 2U);
  EXPECT_NE(add("{}"), "");
  EXPECT_NE(add(R"({"JobStatus":"IN_PROGRESS","ServicesLastAccessed":[]})"), "");

  Needs needs;
  std::vector<std::string> notes;
  AddEvidenceNeeds(evidence, {"web", "arn:aws:iam::111122223333:role/apps/web", true}, BuiltIn(),
                   needs, notes);
  const auto shown = [&](std::string_view action) {
    return needs.observable->Contains(BuiltIn().FindAction(action)->id());
  };
  ASSERT_TRUE(needs.observable.has_value());
  EXPECT_TRUE(shown("sqs:SendMessage"));
  EXPECT_FALSE(shown("sns:Publish"));
  EXPECT_FALSE(shown("iam:PassRole"));
  const auto requires_it = [&](std::string_view action) {
    return std::any_of(needs.requirements.begin(), needs.requirements.end(),
                       [&](const Requirement& need) { return need.action == action; });
  };
  EXPECT_TRUE(requires_it("s3:ListAllMyBuckets"));
  EXPECT_FALSE(requires_it("s3:CreateBucket"));
  EXPECT_TRUE(requires_it("ssm:GetParameter"));

  // Another account's role: the log says nothing.
  Needs other;
  AddEvidenceNeeds(evidence, {"db", "arn:aws:iam::444455556666:role/db", true}, BuiltIn(), other,
                   notes);
  EXPECT_FALSE(other.observable.has_value());
}

/// Every principal of the recorded events narrows managed policies: proved, covered, and without
/// anything that was only denied. Skipped where WHITTLE_CORPUS names no folder.
TEST(Usage, NarrowsManagedPoliciesByRecordedEvents) {
  const char* corpus = std::getenv("WHITTLE_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "WHITTLE_CORPUS is not set";
  std::vector<std::string> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(corpus) + "/cloudtrail")) {
    paths.push_back(entry.path().string());
  }
  ASSERT_FALSE(paths.empty());
  const LogResult one = ReadLogs(paths, {1, {}}, BuiltIn());
  const LogResult two = ReadLogs(paths, {2, {}}, BuiltIn());
  EXPECT_TRUE(one.errors.empty());
  EXPECT_EQ(one.usage, two.usage);
  EXPECT_EQ(one.usage.events.read, 526U);
  EXPECT_EQ(one.usage.events.unknown, 0U);
  ASSERT_GT(one.usage.principals.size(), 40U);
  const catalog::ActionSet shown = ShownBy(one.usage, BuiltIn());
  size_t narrowed_count = 0;
  for (const std::string_view name :
       {"AmazonEC2FullAccess", "AmazonSSMManagedInstanceCore", "AmazonSSMFullAccess",
        "AmazonS3FullAccess", "SecretsManagerReadWrite", "IAMFullAccess"}) {
    const auto managed = BuiltIn().FindManagedPolicy(name);
    ASSERT_TRUE(managed.has_value()) << name;
    const auto policy = OwnedPolicy::Read(std::string(managed->latest()->document));
    for (const auto& [principal, actions] : one.usage.principals) {
      Needs needs;
      needs.requirements = ObservedNeeds(actions, BuiltIn());
      needs.observable = shown;
      const Narrowed narrowed = Narrow(*policy->get(), needs, Level::kEvidence, BuiltIn());
      for (const Permission& permission : narrowed.permissions) {
        const auto seen = actions.find(permission.action);
        const bool required = permission.why == Class::kRequired;
        if (required) {
          ASSERT_NE(seen, actions.end()) << principal << permission.action;
          EXPECT_TRUE(seen->second.needed()) << principal << permission.action;
        }
        if (permission.action.rfind("ssmmessages:", 0) == 0 ||
            permission.action.rfind("ec2messages:", 0) == 0) {
          EXPECT_EQ(permission.verdict, Verdict::kKept) << permission.action;
        }
      }
      if (!narrowed.changed || narrowed.empty) continue;
      // Proofs over whole services are slow: the smaller ones stand for all.
      if (narrowed.document.size() > 4000 || ++narrowed_count > 40) continue;
      const auto after = OwnedPolicy::Read(narrowed.document);
      const Certificate certificate = Certify({policy->get()}, {after->get()}, needs.requirements,
                                              LostBy(narrowed.permissions), BuiltIn());
      EXPECT_EQ(certificate.no_new_access, Proof::kProved) << principal << name;
      EXPECT_EQ(certificate.evidence_covered, Proof::kProved) << principal << name;
    }
  }
  EXPECT_GT(narrowed_count, 10U);
}

/// The SSM agent's channels stay at every level in a role that ssm.amazonaws.com trusts, whatever
/// the log shows.
TEST(Usage, KeepsTheSsmAgentsChannels) {
  const std::string text =
      R"({"RoleDetailList": [{"RoleName": "web", "RoleId": "AROAEXAMPLEEXAMPLE",
    "Path": "/apps/", "Arn": "arn:aws:iam::111122223333:role/apps/web",
    "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
      "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole"}]},
    "RolePolicyList": [], "AttachedManagedPolicies": [{"PolicyName": "AmazonSSMManagedInstanceCore",
      "PolicyArn": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"}]}],
    "UserDetailList": [], "GroupDetailList": [], "Policies": []})";
  for (const Level level : {Level::kSafe, Level::kDefault, Level::kEvidence, Level::kAggressive}) {
    const auto file = documents::Read(std::make_unique<text::Source>("role.json", text), {});
    RoleBook book(BuiltIn());
    book.Add(*file);
    AdviseOptions options;
    options.level = level;
    options.evidence.usage = Web();
    const std::vector<Advice> advice = Advise(book, options, BuiltIn());
    ASSERT_EQ(advice.size(), 1U);
    size_t channels = 0;
    for (const Permission& permission : advice[0].permissions) {
      if (permission.action.rfind("ssmmessages:", 0) != 0 &&
          permission.action.rfind("ec2messages:", 0) != 0) {
        continue;
      }
      ++channels;
      EXPECT_EQ(permission.why, Class::kRequired) << permission.action;
      EXPECT_EQ(permission.verdict, Verdict::kKept) << permission.action;
    }
    EXPECT_EQ(channels, 10U);
    EXPECT_EQ(advice[0].certificate.no_new_access, Proof::kProved);
    EXPECT_EQ(advice[0].certificate.evidence_covered, Proof::kProved);
  }
}

}  // namespace
}  // namespace whittle::advise
