// The ways in which advice on the roles of ECS hosts and tasks goes wrong, one test each.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "access/compare.h"
#include "advise/agent_policy.h"
#include "tests/advise/advise_case.h"

namespace whittle::advise {
namespace {

using Services = std::string;
const Services kSsm = R"("ssm.amazonaws.com")";
const Services kEc2 = R"("ec2.amazonaws.com")";
const Services kTasks = R"("ecs-tasks.amazonaws.com")";

std::string Attached(const std::vector<std::string>& arns, const std::string& partition = "aws") {
  std::string list;
  for (const std::string& arn : arns) {
    list += (list.empty() ? "" : ", ") + (R"({"PolicyArn": "arn:)" + partition) +
            ":iam::aws:policy/" + arn + "\"}";
  }
  return R"("AttachedManagedPolicies": [)" + list + "]";
}

std::string Inline(const std::string& statement, const std::string& name = "p") {
  return R"("RolePolicyList": [{"PolicyName": ")" + name +
         R"(", "PolicyDocument": {"Version": "2012-10-17", "Statement": )" + statement + "}}]";
}

const std::string kAgent = "service-role/AmazonEC2ContainerServiceforEC2Role";
const std::string kCore = "AmazonSSMManagedInstanceCore";

/// `verdict class resource resource` of each permission for the action, `; ` between them.
std::string Of(const Advice& advice, const std::string& action) {
  std::string out;
  for (const Permission& permission : advice.permissions) {
    if (permission.action != action) continue;
    out += out.empty() ? "" : "; ";
    out += std::string(ToString(permission.verdict)) + " " + std::string(ToString(permission.why));
    for (const std::string& resource : permission.resources) out += " " + resource;
  }
  return out;
}

bool Notes(const Advice& advice, const std::string& text) {
  return std::any_of(advice.notes.begin(), advice.notes.end(),
                     [&](const std::string& note) { return note.find(text) != std::string::npos; });
}

const char* const kCluster = "arn:aws:ecs:eu-west-1:111122223333:cluster/web";
const char* const kInstances = "arn:aws:ecs:eu-west-1:111122223333:container-instance/web/*";

/// Rule 2: what of the managed policy an external host can never use, or has elsewhere.
TEST(EcsTraps, ExternalHostsKeepFiveCallsOfTheAgent) {
  Case scenario;
  const Advice advice = scenario.Add(Role(kSsm, Attached({kAgent}))).Run(WithCluster())[0];
  EXPECT_EQ(advice.use, Use::kExternalInstance);
  for (const char* gone :
       {"ecs:CreateCluster", "ecs:UpdateContainerInstancesState",
        "ecs:SubmitAttachmentStateChanges", "ec2:DescribeTags", "logs:CreateLogStream",
        "logs:PutLogEvents", "ecs:TagResource", "ecr:GetAuthorizationToken",
        "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"}) {
    EXPECT_EQ(Of(advice, gone).substr(0, 16), "removed declared") << gone;
  }
  for (const char* dead : {"ecs:SubmitContainerStateChange", "ecs:DeregisterContainerInstance"}) {
    EXPECT_EQ(Of(advice, dead).substr(0, 12), "removed dead") << dead;
  }
  EXPECT_EQ(Of(advice, "ecs:DiscoverPollEndpoint"), "kept required *");
  // Rule 3 and traps 1 and 2: the cluster for these, container instances for those.
  for (const char* action : {"ecs:RegisterContainerInstance", "ecs:SubmitTaskStateChange"}) {
    EXPECT_EQ(Of(advice, action), std::string("scoped required ") + kCluster);
  }
  for (const char* action : {"ecs:Poll", "ecs:StartTelemetrySession"}) {
    EXPECT_EQ(Of(advice, action), std::string("scoped required ") + kInstances);
  }
  EXPECT_EQ(advice.narrowed[0].document.find("\"ecs:cluster\""), std::string::npos);
  EXPECT_EQ(advice.certificate.no_new_access, Proof::kProved);
  EXPECT_EQ(advice.certificate.evidence_covered, Proof::kProved);
}

TEST(EcsTraps, SafeTakesOnlyWhatIsDead) {
  Case scenario;
  AdviseOptions options = WithCluster();
  options.level = Level::kSafe;
  const Advice advice = scenario.Add(Role(kSsm, Attached({kAgent}))).Run(options)[0];
  for (const Permission& permission : advice.permissions) {
    EXPECT_EQ(permission.verdict == Verdict::kRemoved, permission.why == Class::kDead)
        << permission.action;
    EXPECT_NE(permission.verdict, Verdict::kScoped) << permission.action;
  }
}

/// Trap 3: container instances alone deny the Service Connect agent.
TEST(EcsTraps, ServiceConnectPollsTaskSets) {
  const auto poll = [](const Services& service, Said said) {
    Case scenario;
    AdviseOptions options = WithCluster();
    options.facts.service_connect = said;
    const Advice advice = scenario.Add(Role(service, Attached({kAgent}))).Run(options)[0];
    return Of(advice, "ecs:Poll") + (Notes(advice, "task-set/web/*") ? " noted" : "");
  };
  const std::string sets = " arn:aws:ecs:eu-west-1:111122223333:task-set/web/*";
  EXPECT_EQ(poll(kEc2, Said::kYes), "scoped required " + std::string(kInstances) + sets);
  EXPECT_EQ(poll(kEc2, Said::kNo), "scoped required " + std::string(kInstances));
  EXPECT_EQ(poll(kEc2, Said::kNothing), "scoped required " + std::string(kInstances) + " noted");
  EXPECT_EQ(poll(kSsm, Said::kYes), "scoped required " + std::string(kInstances));
}

/// Trap 4: ECS reads parameters in the plural.
TEST(EcsTraps, ParametersAreReadInThePlural) {
  Case scenario;
  const Advice advice =
      scenario
          .Add(Role(
              kTasks,
              Inline(
                  R"({"Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "arn:aws:ssm:eu-west-1:111122223333:parameter/a"})"),
              "x"))
          .Add(TaskText(
              R"("executionRoleArn": "x", )",
              R"("image": "nginx", "secrets": [{"name": "A", "valueFrom": "arn:aws:ssm:eu-west-1:111122223333:parameter/a"}])"))
          .Run()[0];
  EXPECT_EQ(Of(advice, "ssm:GetParameter").substr(0, 12), "removed dead");
  EXPECT_EQ(Of(advice, "ssm:GetParameters"),
            "added required arn:aws:ssm:eu-west-1:111122223333:parameter/a");
}

/// Trap 5: PutLogEvents is authorised on log streams.
TEST(EcsTraps, LogEventsAreWrittenToStreams) {
  Case scenario;
  const Advice advice = scenario
                            .Add(TaskText(R"("requiresCompatibilities": ["EXTERNAL"], )",
                                          R"("image": "nginx", )" + kAwslogs))
                            .Run()[0];
  EXPECT_FALSE(advice.exists);
  EXPECT_NE(Of(advice, "logs:PutLogEvents").find("log-group:/ecs/web:log-stream:ecs/web/*"),
            std::string::npos);
}

/// Trap 6: no log shows the channels; a log that shows other calls is no reason to take them.
TEST(EcsTraps, MessageChannelsStayWhateverTheLogShows) {
  for (const Level level : {Level::kSafe, Level::kDefault, Level::kEvidence, Level::kAggressive}) {
    Case scenario;
    AdviseOptions options;
    options.level = level;
    const Advice advice = scenario.Add(Role(kSsm, Attached({kCore}))).Run(options)[0];
    for (const char* action :
         {"ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel",
          "ec2messages:AcknowledgeMessage", "ec2messages:DeleteMessage", "ec2messages:FailMessage",
          "ec2messages:GetEndpoint", "ec2messages:GetMessages", "ec2messages:SendReply",
          "ssm:UpdateInstanceInformation"}) {
      EXPECT_EQ(Of(advice, action), "kept required *") << ToString(level) << " " << action;
    }
    EXPECT_EQ(Of(advice, "ssm:PutInventory").substr(0, 4),
              level == Level::kAggressive ? "remo" : "kept");
  }
}

/// Rule 8 and trap 7: Core leads to AWS's own narrower policy; AmazonEC2RoleforSSM does, too, and
/// never to Core, which adds ssm:GetParameter.
TEST(EcsTraps, TheLadderOfTheSsmAgentOnlyNarrows) {
  const auto document = [](std::string_view name) {
    return OwnedPolicy::Read(std::string(Catalog().FindManagedPolicy(name)->latest()->document));
  };
  for (const char* name : {"AmazonSSMManagedInstanceCore", "AmazonEC2RoleforSSM"}) {
    const auto wide = document(name);
    const auto narrower = document(NarrowerManagedPolicy(name));
    EXPECT_EQ(access::Compare({{wide->get()}, {}}, {{narrower->get()}, {}}, {}).relation,
              access::Relation::kNarrower)
        << name;
  }
  const auto old = document("AmazonEC2RoleforSSM");
  const auto core = document(kCore);
  EXPECT_EQ(access::Compare({{old->get()}, {}}, {{core->get()}, {}}, {}).relation,
            access::Relation::kIncomparable);
  EXPECT_EQ(NarrowerManagedPolicy("AmazonECS_FullAccess"), "");

  for (const Services& service : {kSsm, kEc2}) {
    Case scenario;
    const Advice advice = scenario.Add(Role(service, Attached({kCore}))).Run()[0];
    const auto narrowed = OwnedPolicy::Read(advice.narrowed.at(0).document);
    const auto aws = document("AmazonSSMManagedEC2InstanceDefaultPolicy");
    EXPECT_EQ(access::Compare({{aws->get()}, {}}, {{narrowed->get()}, {}}, {}).relation,
              access::Relation::kEqual)
        << service;
    EXPECT_TRUE(Notes(advice, "AmazonSSMManagedEC2InstanceDefaultPolicy"));
  }
}

/// Trap 8: a scope by path denies hosts with short ARNs. Unless a name is known nothing is lost:
/// what the policy grants by the short form stays.
TEST(EcsTraps, ShortArnsOfContainerInstancesAreNotMistaken) {
  Case scenario;
  const Advice advice =
      scenario
          .Add(Role(
              kEc2,
              Inline(
                  R"([{"Effect": "Allow", "Action": "ecs:RegisterContainerInstance", "Resource": "*"}, {"Effect": "Allow", "Action": "ecs:Poll", "Resource": "*", "Condition": {"ArnEquals": {"ecs:cluster": "arn:aws:ecs:eu-west-1:111122223333:cluster/web"}}}])")))
          .Run(WithCluster())[0];
  // The condition, which works for both forms, stays.
  EXPECT_NE(advice.narrowed.at(0).document.find("ecs:cluster"), std::string::npos);
}

/// Trap 9: who holds a copy from before AWS added tagging lacks nothing, and gets nothing.
TEST(EcsTraps, OldCopiesOfThePolicyAreNotWidened) {
  Case scenario;
  const Advice advice =
      scenario
          .Add(Role(
              kSsm,
              Inline(
                  R"({"Effect": "Allow", "Action": ["ecs:CreateCluster", "ecs:DeregisterContainerInstance", "ecs:DiscoverPollEndpoint", "ecs:Poll", "ecs:RegisterContainerInstance", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState", "ecs:Submit*", "ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "*"})")))
          .Run(WithCluster())[0];
  EXPECT_EQ(Of(advice, "ecs:TagResource"), "");
  EXPECT_EQ(Of(advice, "ecs:ListTagsForResource"), "");
  EXPECT_TRUE(Notes(advice, "SSM agent"));
}

TEST(EcsTraps, TagsAreReadUnlessTheFactsSayNo) {
  const auto tags = [](Said said, Level level) {
    Case scenario;
    AdviseOptions options = WithCluster();
    options.level = level;
    options.facts.task_with_tags = said;
    return Of(scenario.Add(Role(kSsm, Attached({kAgent}))).Run(options)[0],
              "ecs:ListTagsForResource")
        .substr(0, 6);
  };
  EXPECT_EQ(tags(Said::kNothing, Level::kSafe), "kept u");
  EXPECT_EQ(tags(Said::kNothing, Level::kDefault), "scoped");
  EXPECT_EQ(tags(Said::kNothing, Level::kEvidence), "scoped");
  EXPECT_EQ(tags(Said::kYes, Level::kAggressive), "scoped");
  EXPECT_EQ(tags(Said::kNo, Level::kDefault), "remove");
}

/// Trap 10: the CloudWatch agent writes logs and reads its configuration with the same role.
TEST(EcsTraps, OtherSoftwareOfTheHostKeepsItsPolicies) {
  Case scenario;
  const Advice advice =
      scenario.Add(Role(kEc2, Attached({kAgent, kCore, "CloudWatchAgentServerPolicy"})))
          .Run(WithCluster())[0];
  for (const NarrowedPolicy& narrowed : advice.narrowed) {
    EXPECT_NE(narrowed.replaces, std::vector<std::string>{"CloudWatchAgentServerPolicy"});
  }
  EXPECT_NE(Of(advice, "logs:PutLogEvents").find("kept unobservable"), std::string::npos);
  EXPECT_EQ(advice.certificate.no_new_access, Proof::kProved);
}

/// People and pipelines have `ecs:*`; that makes no container instance of them.
TEST(EcsTraps, TheWholeServiceIsNoAgent) {
  Case scenario;
  const std::string full = R"({"Effect": "Allow", "Action": "ecs:*", "Resource": "*"})";
  const auto& advice = scenario.Add(Role(kEc2, Inline(full))).Run();
  EXPECT_EQ(advice[0].use, Use::kAny);
  EXPECT_TRUE(advice[0].narrowed.empty());
}

TEST(EcsTraps, TheAgentMakesAClusterOnlyWhereItIsToldNone) {
  const auto create = [](const Services& service, Said no_cluster) {
    Case scenario;
    AdviseOptions options = WithCluster();
    options.facts.no_cluster = no_cluster;
    return Of(scenario.Add(Role(service, Attached({kAgent}))).Run(options)[0], "ecs:CreateCluster")
        .substr(0, 6);
  };
  EXPECT_EQ(create(kEc2, Said::kYes), "scoped");
  EXPECT_EQ(create(kEc2, Said::kNo), "remove");
  EXPECT_EQ(create(kSsm, Said::kYes), "remove");
}

/// A role in another partition, to which AWS's own policies are attached under its ARNs.
TEST(EcsTraps, PartitionsComeFromTheInput) {
  for (const auto& [partition, region] :
       {std::pair{"aws-cn", "cn-north-1"}, std::pair{"aws-us-gov", "us-gov-west-1"}}) {
    Case scenario;
    AdviseOptions options;
    const std::string prefix = std::string("arn:") + partition + ":ecs:" + region;
    options.facts.cluster = prefix + ":111122223333:cluster/web";
    const Advice advice = scenario.Add(Role(kSsm, Attached({kAgent}, partition))).Run(options)[0];
    EXPECT_EQ(Of(advice, "ecs:ListTagsForResource"), "scoped unobservable " + prefix +
                                                         ":111122223333:task/web/* " + prefix +
                                                         ":111122223333:container-instance/web/*");
    EXPECT_EQ(Of(advice, "ecs:Poll"),
              "scoped required " + prefix + ":111122223333:container-instance/web/*");
    EXPECT_EQ(advice.narrowed.at(0).document.find("arn:aws:"), std::string::npos);
    EXPECT_EQ(advice.certificate.no_new_access, Proof::kProved);
  }
}

/// A narrowed role, read again without the name of the cluster, lacks nothing.
TEST(EcsTraps, NamesThatAreNotGivenAreNotMissed) {
  Case scenario;
  const std::string narrowed = Inline(
      R"([{"Effect": "Allow", "Action": "ecs:DiscoverPollEndpoint", "Resource": "*"}, {"Effect": "Allow", "Action": ["ecs:RegisterContainerInstance", "ecs:SubmitTaskStateChange"], "Resource": "arn:aws:ecs:eu-west-1:111122223333:cluster/web"}, {"Effect": "Allow", "Action": ["ecs:Poll", "ecs:StartTelemetrySession"], "Resource": "arn:aws:ecs:eu-west-1:111122223333:container-instance/web/*"}])");
  for (const Level level : {Level::kDefault, Level::kAggressive}) {
    Case one;
    AdviseOptions options;
    options.level = level;
    const Advice advice = one.Add(Role(kEc2, narrowed)).Run(options)[0];
    EXPECT_TRUE(advice.narrowed.empty()) << advice.narrowed[0].document;
  }
}

/// AmazonEC2ContainerRegistryPullOnly does without ecr:BatchCheckLayerAvailability.
TEST(EcsTraps, PullOnlyIsEnoughToPull) {
  Case scenario;
  const Advice advice =
      scenario.Add(Role(kTasks, Attached({"AmazonEC2ContainerRegistryPullOnly"}), "x"))
          .Add(TaskText(R"("executionRoleArn": "x", )", kImage))
          .Run()[0];
  EXPECT_EQ(Of(advice, "ecr:BatchCheckLayerAvailability"), "");
  EXPECT_EQ(Of(advice, "ecr:BatchGetImage"),
            "scoped required arn:aws:ecr:eu-west-1:111122223333:repository/web");
}

/// What a template leaves open is not called unneeded.
TEST(EcsTraps, OpenValuesKeepWhatTheyMayNeed) {
  Case scenario;
  const Advice advice =
      scenario
          .Add(Role(
              kTasks,
              Inline(
                  R"({"Effect": "Allow", "Action": ["ssm:GetParameters", "secretsmanager:GetSecretValue", "ecr:BatchGetImage", "s3:GetObject"], "Resource": "*"})"),
              "x"))
          .Add(TaskText(
              R"("executionRoleArn": "x", )",
              R"("image": "${image}", "secrets": [{"name": "A", "valueFrom": "${secret}"}, {"name": "B", "valueFrom": "b"}])"))
          .Run()[0];
  EXPECT_EQ(Of(advice, "ssm:GetParameters"), "kept required *");
  EXPECT_EQ(Of(advice, "secretsmanager:GetSecretValue"), "kept required *");
  EXPECT_EQ(Of(advice, "ecr:BatchGetImage"), "kept required *");
  EXPECT_EQ(Of(advice, "s3:GetObject").substr(0, 7), "removed");
}

/// One role in both places: what the containers call is not known, so nothing is taken from it.
TEST(EcsTraps, ARoleForBothKeepsWhatTheContainersMayCall) {
  Case scenario;
  const Advice advice =
      scenario
          .Add(Role(
              kTasks,
              Inline(
                  R"({"Effect": "Allow", "Action": ["logs:PutLogEvents", "logs:CreateLogStream", "s3:GetObject"], "Resource": "*"})"),
              "both"))
          .Add(TaskText(R"("executionRoleArn": "both", "taskRoleArn": "both", )",
                        R"("image": "nginx", )" + kAwslogs))
          .Run()[0];
  EXPECT_TRUE(advice.narrowed.empty());
  EXPECT_EQ(Of(advice, "s3:GetObject"), "kept unobservable *");
  EXPECT_EQ(Of(advice, "logs:PutLogEvents"), "kept required *");
}

TEST(EcsTraps, TaskRolesAreNotScopedToWhatFireLensNeeds) {
  const std::string task = TaskText(
      R"("taskRoleArn": "t", )",
      R"("image": "nginx", "logConfiguration": {"logDriver": "awsfirelens", "options": {"Name": "firehose", "region": "eu-west-1", "delivery_stream": "d"}})");
  for (const Level level : {Level::kDefault, Level::kAggressive}) {
    Case scenario;
    AdviseOptions options;
    options.level = level;
    const Advice advice =
        scenario
            .Add(Role(kTasks,
                      Inline(R"({"Effect": "Allow", "Action": "firehose:*", "Resource": "*"})"),
                      "t"))
            .Add(task)
            .Run(options)[0];
    EXPECT_EQ(Of(advice, "firehose:PutRecordBatch").substr(0, 4),
              level == Level::kDefault ? "kept" : "scop");
  }
}

/// Whoever gives a definition alone asks what its roles need.
TEST(EcsTraps, RolesThatAreOnlyNamedAreDerived) {
  Case scenario;
  const auto& advice =
      scenario
          .Add(TaskText(R"("executionRoleArn": "arn:aws:iam::111122223333:role/x", )",
                        R"("image": "nginx", )" + kAwslogs))
          .Run();
  ASSERT_EQ(advice.size(), 1U);
  EXPECT_EQ(advice[0].role, "x");
  EXPECT_EQ(advice[0].use, Use::kExecution);
  EXPECT_EQ(advice[0].certificate.no_new_access, Proof::kNotApplicable);
}

TEST(EcsTraps, ATaskThatNeedsARoleOfItsOwnIsSaidToLackIt) {
  Case scenario;
  AdviseOptions options;
  options.facts.enable_execute_command = Said::kYes;
  const auto& advice =
      scenario.Add(TaskText(R"("requiresCompatibilities": ["FARGATE"], )", R"("image": "nginx")"))
          .Run(options);
  ASSERT_EQ(advice.size(), 1U);
  EXPECT_EQ(advice[0].use, Use::kTask);
  EXPECT_EQ(Of(advice[0], "ssmmessages:OpenDataChannel"), "added required *");
}

TEST(EcsTraps, SamplesLeaveTheAccountOpen) {
  Case scenario;
  const auto& advice =
      scenario.Add(Role(kTasks, Attached({"service-role/AmazonECSTaskExecutionRolePolicy"}), "x"))
          .Add(TaskText(R"("executionRoleArn": "arn:aws:iam::XXXXXXXXXXXX:role/x", )", kImage))
          .Run();
  ASSERT_EQ(advice.size(), 1U);
  EXPECT_EQ(advice[0].use, Use::kExecution);
  EXPECT_EQ(Of(advice[0], "logs:PutLogEvents").substr(0, 7), "removed");
}

}  // namespace
}  // namespace whittle::advise
