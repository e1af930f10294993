#include "rules/trust/sending_services.h"

#include <algorithm>
#include <iterator>

namespace whittle::rules {

namespace {

/// Sorted by principal.
constexpr SendingService kServices[] = {
    {"airflow-env.amazonaws.com",
     "https://docs.aws.amazon.com/mwaa/latest/userguide/"
     "cross-service-confused-deputy-prevention.html"},
    {"airflow.amazonaws.com",
     "https://docs.aws.amazon.com/mwaa/latest/userguide/"
     "cross-service-confused-deputy-prevention.html"},
    {"amplify.amazonaws.com",
     "https://docs.aws.amazon.com/amplify/latest/userguide/"
     "cross-service-confused-deputy-prevention.html"},
    {"appstream.amazonaws.com",
     "https://docs.aws.amazon.com/appstream2/latest/developerguide/example-fleet-machine.html"},
    {"appsync.amazonaws.com",
     "https://docs.aws.amazon.com/appsync/latest/devguide/attaching-a-data-source.html"},
    {"batch.amazonaws.com",
     "https://docs.aws.amazon.com/batch/latest/userguide/"
     "cross-service-confused-deputy-prevention.html"},
    {"bedrock-agentcore.amazonaws.com",
     "https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-permissions.html"},
    {"bedrock.amazonaws.com",
     "https://docs.aws.amazon.com/bedrock/latest/userguide/kb-permissions.html"},
    {"codebuild.amazonaws.com",
     "https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-service-role.html"},
    {"comprehend.amazonaws.com",
     "https://docs.aws.amazon.com/comprehend/latest/dg/"
     "cross-service-confused-deputy-prevention.html"},
    {"datasync.amazonaws.com",
     "https://docs.aws.amazon.com/datasync/latest/userguide/"
     "cross-service-confused-deputy-prevention.html"},
    {"dms.amazonaws.com",
     "https://docs.aws.amazon.com/dms/latest/userguide/"
     "cross-service-confused-deputy-prevention.html"},
    {"ecs-tasks.amazonaws.com",
     "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html"},
    {"eks-fargate-pods.amazonaws.com",
     "https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html"},
    {"eks.amazonaws.com",
     "https://docs.aws.amazon.com/eks/latest/userguide/"
     "cross-service-confused-deputy-prevention.html"},
    {"elasticmapreduce.amazonaws.com",
     "https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-studio-service-role.html"},
    {"fis.amazonaws.com",
     "https://docs.aws.amazon.com/fis/latest/userguide/getting-started-iam-service-role.html"},
    {"grafana.amazonaws.com",
     "https://docs.aws.amazon.com/grafana/latest/userguide/"
     "cross-service-confused-deputy-prevention.html"},
    {"iot.amazonaws.com",
     "https://docs.aws.amazon.com/iot/latest/developerguide/"
     "cross-service-confused-deputy-prevention.html"},
    {"iotevents.amazonaws.com",
     "https://docs.aws.amazon.com/iotevents/latest/developerguide/"
     "cross-service-confused-deputy-prevention.html"},
    {"iotsitewise.amazonaws.com",
     "https://docs.aws.amazon.com/iot-sitewise/latest/userguide/"
     "cross-service-confused-deputy-prevention.html"},
    {"kinesisanalytics.amazonaws.com",
     "https://docs.aws.amazon.com/kinesisanalytics/latest/dev/"
     "iam-cross-service-confused-deputy-prevention.html"},
    {"logs.amazonaws.com",
     "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Subscriptions-confused-deputy.html"},
    {"mediaconvert.amazonaws.com",
     "https://docs.aws.amazon.com/mediaconvert/latest/ug/"
     "cross-service-confused-deputy-prevention.html"},
    {"osis-pipelines.amazonaws.com",
     "https://docs.aws.amazon.com/opensearch-service/latest/developerguide/"
     "pipeline-domain-access.html"},
    {"personalize.amazonaws.com",
     "https://docs.aws.amazon.com/personalize/latest/dg/"
     "cross-service-confused-deputy-prevention.html"},
    {"proton.amazonaws.com",
     "https://docs.aws.amazon.com/proton/latest/userguide/"
     "cross-service-confused-deputy-prevention.html"},
    {"qbusiness.amazonaws.com",
     "https://docs.aws.amazon.com/amazonq/latest/qbusiness-ug/kendra-retriever-iam-role.html"},
    {"rds.amazonaws.com",
     "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/"
     "cross-service-confused-deputy-prevention.html"},
    {"rekognition.amazonaws.com",
     "https://docs.aws.amazon.com/rekognition/latest/dg/"
     "cross-service-confused-deputy-prevention.html"},
    {"sagemaker.amazonaws.com",
     "https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html"},
    {"scheduler.amazonaws.com",
     "https://docs.aws.amazon.com/scheduler/latest/UserGuide/"
     "cross-service-confused-deputy-prevention.html"},
    {"states.amazonaws.com",
     "https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html"},
    {"textract.amazonaws.com",
     "https://docs.aws.amazon.com/textract/latest/dg/"
     "cross-service-confused-deputy-prevention.html"},
    {"transcribe.amazonaws.com",
     "https://docs.aws.amazon.com/transcribe/latest/dg/security-iam-confused-deputy.html"},
    {"transfer.amazonaws.com",
     "https://docs.aws.amazon.com/transfer/latest/userguide/confused-deputy.html"},
    {"vpc-flow-logs.amazonaws.com",
     "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html"},
};
static_assert(std::is_sorted(std::begin(kServices), std::end(kServices),
                             [](const SendingService& a, const SendingService& b) {
                               return a.principal < b.principal;
                             }));

}  // namespace

const SendingService* FindSendingService(std::string_view principal) {
  const auto* const found =
      std::lower_bound(std::begin(kServices), std::end(kServices), principal,
                       [](const SendingService& service, std::string_view name) {
                         return service.principal < name;
                       });
  return found != std::end(kServices) && found->principal == principal ? found : nullptr;
}

}  // namespace whittle::rules
