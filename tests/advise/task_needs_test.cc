#include "advise/task_needs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "advise/data.h"
#include "advise/form.h"
#include "advise/task_values.h"
#include "catalog/catalog.h"
#include "documents/document.h"

namespace whittle::advise {
namespace {

std::unique_ptr<documents::File> ReadTask(const std::string& text) {
  return documents::Read(std::make_unique<text::Source>("task.json", text), {});
}

/// `X action resource` for the execution role (with its fallback), `T action resource`, `! note`.
std::string Needs(const std::string& container, const std::string& rest = "",
                  const Facts& facts = {}) {
  const auto file = ReadTask(R"({"family": "f", "containerDefinitions": [{"name": "web", )" +
                             container + "}]" + rest + "}");
  if (file->documents.size() != 1) return "not read";
  Scope scope;
  scope.region = "eu-west-1";
  scope.account = "111122223333";
  const TaskNeeds needs = NeedsOf(*file->documents[0].task_definition, facts, scope);
  std::string out;
  for (const ExecutionNeed& need : needs.execution) {
    const char* fallback = need.fallback == Fallback::kAny   ? " (any)"
                           : need.fallback == Fallback::kEc2 ? " (ec2)"
                                                             : "";
    out += "X " + need.requirement.action + " " + need.requirement.resources[0] + fallback + "\n";
  }
  for (const Requirement& need : needs.task)
    out += "T " + need.action + " " + need.resources[0] + "\n";
  for (const std::string& note : needs.notes) out += "! " + note + "\n";
  return out;
}

TEST(TaskNeeds, PullFromPrivateEcr) {
  EXPECT_EQ(
      Needs(R"("image": "444455556666.dkr.ecr.cn-north-1.amazonaws.com.cn/team/app:1.2@sha256:0")"),
      "X ecr:GetAuthorizationToken * (any)\n"
      "X ecr:BatchCheckLayerAvailability "
      "arn:aws-cn:ecr:cn-north-1:444455556666:repository/team/app (any)\n"
      "X ecr:GetDownloadUrlForLayer arn:aws-cn:ecr:cn-north-1:444455556666:repository/team/app "
      "(any)\n"
      "X ecr:BatchGetImage arn:aws-cn:ecr:cn-north-1:444455556666:repository/team/app (any)\n");
  EXPECT_EQ(Needs(R"("image": "public.ecr.aws/nginx/nginx:latest")"), "");
  EXPECT_EQ(Needs(R"("image": "nginx")"), "");
  EXPECT_EQ(Needs(R"("image": "${image}")"),
            "! the image of container `web` is not known; a private ECR image needs the pull "
            "permissions\n");
  EXPECT_NE(Needs(R"("image": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/app")")
                .find("arn:aws:ecr:<AWS_REGION>:<AWS_ACCOUNTID>:repository/app"),
            std::string::npos);
}

TEST(TaskNeeds, LogWithAwslogs) {
  EXPECT_EQ(
      Needs(
          R"("image": "nginx", "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/ecs/web", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "ecs", "awslogs-create-group": "true"}})"),
      "X logs:CreateLogStream "
      "arn:aws:logs:us-east-1:111122223333:log-group:/ecs/web:log-stream:ecs/web/* (ec2)\n"
      "X logs:PutLogEvents "
      "arn:aws:logs:us-east-1:111122223333:log-group:/ecs/web:log-stream:ecs/web/* (ec2)\n"
      "X logs:CreateLogGroup arn:aws:logs:us-east-1:111122223333:log-group:/ecs/web (ec2)\n");
  EXPECT_EQ(
      Needs(
          R"("image": "nginx", "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "g"}})"),
      "X logs:CreateLogStream arn:aws:logs:eu-west-1:111122223333:log-group:g:log-stream:* (ec2)\n"
      "X logs:PutLogEvents arn:aws:logs:eu-west-1:111122223333:log-group:g:log-stream:* (ec2)\n");
}

TEST(TaskNeeds, ReadSecretsAndParameters) {
  const std::string kms =
      "! a secret or parameter that a customer managed KMS key encrypts also needs kms:Decrypt on "
      "that key; no task definition names it\n";
  EXPECT_EQ(Needs(R"("image": "nginx", "secrets": [
      {"name": "A", "valueFrom": "/app/a"},
      {"name": "B", "valueFrom": "arn:aws:ssm:us-east-1:444455556666:parameter/b"},
      {"name": "C", "valueFrom": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:c-AbCdEf:password::"},
      {"name": "D", "valueFrom": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:d"}])"),
            "X ssm:GetParameters arn:aws:ssm:eu-west-1:111122223333:parameter/app/a\n"
            "X ssm:GetParameters arn:aws:ssm:us-east-1:444455556666:parameter/b\n"
            "X secretsmanager:GetSecretValue "
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:c-AbCdEf\n"
            "X secretsmanager:GetSecretValue "
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:d-??????\n" +
                kms);
  EXPECT_EQ(Needs(R"("image": "nginx", "secrets": [{"name": "A", "valueFrom": "${db_secret}"}])"),
            "! what secret `A` of container `web` is read from is not known; it needs "
            "ssm:GetParameters or secretsmanager:GetSecretValue\n" +
                kms);
  EXPECT_EQ(
      Needs(
          R"("image": "registry.example/app", "repositoryCredentials": {"credentialsParameter": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:reg-AbCdEf"})"),
      "X secretsmanager:GetSecretValue "
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:reg-AbCdEf\n" +
          kms);
}

TEST(TaskNeeds, ReadTheSecretBehindAParameter) {
  const std::string needs = Needs(
      R"("image": "nginx", "secrets": [{"name": "A", "valueFrom": "/aws/reference/secretsmanager/db"}])");
  EXPECT_EQ(needs.substr(0, needs.find("!")),
            "X ssm:GetParameters "
            "arn:aws:ssm:eu-west-1:111122223333:parameter/aws/reference/secretsmanager/db\n"
            "X secretsmanager:GetSecretValue "
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-??????\n");
}

TEST(TaskNeeds, TakeOneSecretWithoutItsList) {
  EXPECT_NE(
      Needs(
          R"("image": "nginx", "logConfiguration": {"logDriver": "awsfirelens", "options": {"Name": "x"}, "secretOptions": {"name": "A", "valueFrom": "a"}})")
          .find("ssm:GetParameters"),
      std::string::npos);
}

TEST(TaskNeeds, ReadFilesInS3) {
  EXPECT_EQ(
      Needs(
          R"("image": "nginx", "environmentFiles": [{"type": "s3", "value": "arn:aws:s3:::conf/web/prod.env"}])"),
      "X s3:GetObject arn:aws:s3:::conf/web/prod.env\n"
      "X s3:GetBucketLocation arn:aws:s3:::conf\n");
  EXPECT_EQ(
      Needs(
          R"("image": "fluent-bit", "firelensConfiguration": {"type": "fluentbit", "options": {"config-file-type": "s3", "config-file-value": "arn:aws:s3:::conf/fluent.conf"}})"),
      "X s3:GetObject arn:aws:s3:::conf/fluent.conf\n"
      "X s3:GetBucketLocation arn:aws:s3:::conf\n");
  EXPECT_EQ(
      Needs(
          R"("image": "iis", "dockerSecurityOptions": ["no-new-privileges", "credentialspec:arn:aws:ssm:eu-west-1:111122223333:parameter/spec"])"),
      "X ssm:GetParameters arn:aws:ssm:eu-west-1:111122223333:parameter/spec\n");
}

TEST(TaskNeeds, SendLogsWithFireLens) {
  const auto firelens = [](const std::string& options) {
    return Needs(
        R"("image": "nginx", "logConfiguration": {"logDriver": "awsfirelens", "options": {)" +
        options + "}}");
  };
  EXPECT_EQ(firelens(R"("Name": "firehose", "region": "us-east-1", "delivery_stream": "d")"),
            "T firehose:PutRecordBatch arn:aws:firehose:us-east-1:111122223333:deliverystream/d\n");
  EXPECT_EQ(firelens(R"("Name": "s3", "bucket": "logs")"), "T s3:PutObject arn:aws:s3:::logs/*\n");
  EXPECT_EQ(firelens(R"("Name": "kinesis")"),
            "T kinesis:PutRecords arn:aws:kinesis:eu-west-1:111122223333:stream/<STREAM>\n");
  EXPECT_EQ(firelens(R"("Name": "datadog")"), "");
  EXPECT_EQ(
      firelens(R"("Name": "cloudwatch_logs", "log_group_name": "g", "auto_create_group": "true")"),
      "T logs:CreateLogStream arn:aws:logs:eu-west-1:111122223333:log-group:g:log-stream:*\n"
      "T logs:PutLogEvents arn:aws:logs:eu-west-1:111122223333:log-group:g:log-stream:*\n"
      "T logs:DescribeLogStreams arn:aws:logs:eu-west-1:111122223333:log-group:g\n"
      "T logs:CreateLogGroup arn:aws:logs:eu-west-1:111122223333:log-group:g\n");
}

TEST(TaskNeeds, SendLogsWithFireLensToStreams) {
  const auto stream = [](const std::string& options) {
    const std::string needs = Needs(
        R"("image": "nginx", "logConfiguration": {"logDriver": "awsfirelens", "options": {"Name": "cloudwatch", "log_group_name": "g", )" +
        options + "}}");
    const size_t begin = needs.find("log-stream:");
    return needs.substr(begin, needs.find('\n') - begin);
  };
  EXPECT_EQ(stream(R"("log_stream_prefix": "web-")"), "log-stream:web-*");
  EXPECT_EQ(stream(R"("log_stream_name": "web")"), "log-stream:web");
  EXPECT_EQ(stream(R"("log_stream_name": "")"), "log-stream:*");
  EXPECT_EQ(stream(R"j("log_stream_name": "web/$(ecs_task_id)")j"), "log-stream:web/*");
  EXPECT_EQ(stream(R"j("log_stream_name": "$(ecs_task_id)/web")j"), "log-stream:*");
  EXPECT_EQ(stream(R"j("log_stream_name": "${name}/$(ecs_task_id)")j"), "log-stream:*");
  EXPECT_EQ(stream(R"("log_stream_prefix": "a", "log_stream_template": "$x")"), "log-stream:*");
}

TEST(TaskNeeds, MountVolumes) {
  const std::string efs =
      R"(, "volumes": [{"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-1", "authorizationConfig": {"iam": "ENABLED"}}}])";
  EXPECT_EQ(
      Needs(R"("image": "nginx", "mountPoints": [{"sourceVolume": "v", "readOnly": true}])", efs),
      "T elasticfilesystem:ClientMount "
      "arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1\n");
  EXPECT_EQ(Needs(R"("image": "nginx", "mountPoints": [{"sourceVolume": "v"}])", efs),
            "T elasticfilesystem:ClientMount "
            "arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1\n"
            "T elasticfilesystem:ClientWrite "
            "arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1\n");
  EXPECT_EQ(
      Needs(R"("image": "nginx")",
            R"(, "volumes": [{"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}])"),
      "");
  EXPECT_EQ(
      Needs(
          R"("image": "iis")",
          R"(, "volumes": [{"name": "v", "fsxWindowsFileServerVolumeConfiguration": {"fileSystemId": "fs-1", "authorizationConfig": {"credentialsParameter": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ad-AbCdEf"}}}])"),
      "X fsx:DescribeFileSystems *\n"
      "X secretsmanager:GetSecretValue "
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ad-AbCdEf\n");
}

TEST(TaskNeeds, OpenChannelsForExecuteCommand) {
  Facts facts;
  facts.enable_execute_command = Said::kYes;
  EXPECT_EQ(Needs(R"("image": "nginx")", "", facts),
            "T ssmmessages:CreateControlChannel *\nT ssmmessages:CreateDataChannel *\n"
            "T ssmmessages:OpenControlChannel *\nT ssmmessages:OpenDataChannel *\n");
}

TEST(TaskTable, EveryRowIsWholeAndKnownToTheCatalogue) {
  const std::string_view table = kEcsTaskTable;
  const auto lines = std::count(table.begin(), table.end(), '\n');
  const auto rows = TableRows(table, 7);
  EXPECT_EQ(static_cast<size_t>(lines) - 3, rows.size());  // three lines of comment
  for (const auto& row : rows) {
    EXPECT_TRUE(catalog::Catalog::BuiltIn().FindAction(row[3])) << row[3];
    EXPECT_TRUE(row[1] == "execution" || row[1] == "execution?" || row[1] == "task") << row[1];
    EXPECT_TRUE(row[2] == "any" || row[2] == "ec2" || row[2] == "none") << row[2];
    EXPECT_EQ(row[6].substr(0, 8), "https://");
  }
}

TEST(Form, FillsNamesAndMarksWhatIsMissing) {
  EXPECT_EQ(Fill("a{x}b{y_z}{", {{"x", "1"}}), "a1b<Y_Z>{");
  EXPECT_EQ(Fill("{\"k\": 1}", {}), "{\"k\": 1}");
}

TEST(TaskNeeds, AreDerivedFromEveryRealDefinition) {
  const char* corpus = std::getenv("WHITTLE_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "WHITTLE_CORPUS is not set";
  size_t definitions = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(corpus) + "/ecs-task-definitions")) {
    std::ifstream in(entry.path());
    std::stringstream content;
    content << in.rdbuf();
    const auto file = ReadTask(content.str());
    for (const documents::Document& document : file->documents) {
      if (document.task_definition == nullptr) continue;
      ++definitions;
      const TaskNeeds needs = NeedsOf(*document.task_definition, {}, {});
      for (const ExecutionNeed& need : needs.execution) {
        EXPECT_EQ(need.requirement.resources[0].find("${"), std::string::npos) << entry.path();
      }
    }
  }
  EXPECT_GT(definitions, 0U);
}

}  // namespace
}  // namespace whittle::advise
