#include "advise/task_needs.h"

#include <algorithm>

#include "advise/data.h"
#include "advise/form.h"
#include "advise/split.h"
#include "advise/task_values.h"
#include "policy/pattern.h"

namespace whittle::advise {

using documents::Container;
using documents::GetEither;
using text::Node;

namespace {

/// Features of this prefix speak of what the definition leaves open.
constexpr std::string_view kOpen = "open-";

/// Whether an option is on, as Docker and Fluent Bit read it.
bool IsOn(std::string_view value) {
  for (const std::string_view on : {"true", "t", "1", "on", "yes"}) {
    if (policy::EqualsIgnoreCase(value, on)) return true;
  }
  return false;
}

/// A row of data/ecs-task.tsv.
struct Row {
  std::string_view feature, role, fallback, action, resource, reason, source;
};

const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = [] {
    std::vector<Row> all;
    for (const auto& fields : TableRows(kEcsTaskTable, 7)) {
      all.push_back({fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6]});
    }
    return all;
  }();
  return rows;
}

class Deriver {
 public:
  Deriver(const documents::TaskDefinition& task, const Scope& scope) : task_(task), scope_(scope) {}

  TaskNeeds Run(const Facts& facts) {
    for (const Container& container : task_.containers) TakeContainer(container);
    TakeVolumes();
    if (facts.enable_execute_command == Said::kYes) Need("execute-command", BaseNames());
    return std::move(needs_);
  }

 private:
  [[nodiscard]] Names BaseNames() const {
    return {
        {"partition", scope_.partition}, {"region", scope_.region}, {"account", scope_.account}};
  }

  /// The names in a Region that the definition itself gives.
  [[nodiscard]] Names NamesIn(const std::string& region) const {
    Names names = BaseNames();
    if (region.empty()) return names;
    names["region"] = region;
    if (region.front() != '<') names["partition"] = PartitionOf(region);
    return names;
  }

  /// Adds what the feature's rows ask for, each action and resource once.
  void Need(std::string_view feature, const Names& names) {
    for (const Row& row : Rows()) {
      if (row.feature != feature) continue;
      Requirement requirement;
      requirement.missed = row.role.back() != '?';
      requirement.action = row.action;
      requirement.resources = {Fill(row.resource, names)};
      requirement.reason = Fill(row.reason, names);
      requirement.source = row.source;
      const auto same = [&](const Requirement& other) {
        return other.action == requirement.action && other.resources == requirement.resources;
      };
      if (row.role == "task") {
        if (std::none_of(needs_.task.begin(), needs_.task.end(), same)) {
          needs_.task.push_back(std::move(requirement));
        }
        continue;
      }
      if (feature.substr(0, kOpen.size()) == kOpen) {
        if (std::none_of(needs_.possible.begin(), needs_.possible.end(), same)) {
          needs_.possible.push_back(std::move(requirement));
        }
        continue;
      }
      const bool known =
          std::any_of(needs_.execution.begin(), needs_.execution.end(),
                      [&](const ExecutionNeed& other) { return same(other.requirement); });
      if (known) continue;
      const Fallback fallback = row.fallback == "any"   ? Fallback::kAny
                                : row.fallback == "ec2" ? Fallback::kEc2
                                                        : Fallback::kNone;
      needs_.execution.push_back({std::move(requirement), fallback});
    }
  }

  void Note(std::string note) {
    if (std::find(needs_.notes.begin(), needs_.notes.end(), note) == needs_.notes.end()) {
      needs_.notes.push_back(std::move(note));
    }
  }

  [[nodiscard]] std::string PlainOf(const Node* node) {
    return node == nullptr ? std::string() : Plain(policy::MakeText(*node, arena_));
  }

  void TakeContainer(const Container& container) {
    const std::string name =
        container.name.present() ? "container `" + Plain(container.name) + "`" : "a container";
    TakeImage(container, name);
    TakeLogging(container, name);
    TakeSecrets(container.secrets, name);
    TakeSecrets(container.log_secrets, "the log driver of " + name);
    if (container.repository_credentials.present()) {
      TakeSecretOrParameter(Plain(container.repository_credentials), name, "repository-credentials",
                            {});
    }
    TakeEnvironmentFiles(container, name);
    TakeFireLensConfiguration(container, name);
    TakeCredentialSpecs(container.credential_specs, name);
    TakeCredentialSpecs(container.security_options, name);
  }

  void TakeImage(const Container& container, const std::string& name) {
    if (!container.image.present()) return;
    const std::string image = Plain(container.image);
    if (const auto ecr = ReadEcrImage(image)) {
      Names names = NamesIn(ecr->region);
      names["account"] = ecr->account;
      names["repository"] = ecr->repository;
      names["image"] = image;
      Need("ecr-image", names);
      const std::string_view first =
          std::string_view(ecr->repository).substr(0, ecr->repository.find('/'));
      for (const std::string_view prefix : {"docker-hub", "ecr-public", "quay", "github", "ghcr",
                                            "kubernetes", "gitlab", "azure"}) {
        if (first != prefix || first.size() == ecr->repository.size()) continue;
        Note("if `" + std::string(first) +
             "/` is the prefix of a pull-through cache rule, the first "
             "pull also needs ecr:BatchImportUpstreamImage and ecr:CreateRepository on its "
             "repositories");
      }
    } else if (container.image.is_hole() || image.front() == '<') {
      Note("the image of " + name +
           " is not known; a private ECR image needs the pull permissions");
      Names names = BaseNames();
      names["container"] = name;
      Need("open-image", names);
    }
  }

  static std::string OptionOf(const Container& container, std::string_view option) {
    for (const documents::LogOption& candidate : container.log_options) {
      if (candidate.name == option) return Plain(candidate.value);
    }
    return {};
  }

  void TakeLogging(const Container& container, const std::string& name) {
    const std::string_view driver = container.log_driver.value;
    if (driver == "awslogs") {
      Names names = NamesIn(OptionOf(container, "awslogs-region"));
      names["container"] = name;
      const std::string group = OptionOf(container, "awslogs-group");
      if (!group.empty()) names["group"] = group;
      const std::string prefix = OptionOf(container, "awslogs-stream-prefix");
      const std::string container_name = container.name.present() ? Plain(container.name) : "*";
      names["stream"] = prefix.empty() ? "*" : prefix + "/" + container_name + "/*";
      Need("awslogs", names);
      if (IsOn(OptionOf(container, "awslogs-create-group"))) {
        Need("awslogs-create-group", names);
      }
    } else if (driver == "awsfirelens") {
      TakeFireLensOutput(container, name);
    } else if (container.log_driver.is_hole()) {
      Names names = BaseNames();
      names["container"] = name;
      Need("open-log-driver", names);
    }
  }

  void TakeFireLensOutput(const Container& container, const std::string& name) {
    std::string output = OptionOf(container, "Name");
    if (output.empty()) output = OptionOf(container, "@type");
    std::string region = OptionOf(container, "region");
    if (region.empty()) region = OptionOf(container, "log_region");
    Names names = NamesIn(region);
    names["container"] = name;
    const auto add = [&](std::string_view key, std::initializer_list<std::string_view> options) {
      for (const std::string_view option : options) {
        if (const std::string value = OptionOf(container, option); !value.empty()) {
          names[std::string(key)] = value;
        }
      }
    };
    if (output == "cloudwatch" || output == "cloudwatch_logs") {
      add("group", {"log_group_name"});
      Need("firelens-cloudwatch", names);
      if (IsOn(OptionOf(container, "auto_create_group"))) Need("firelens-create-group", names);
      if (!OptionOf(container, "log_retention_days").empty()) Need("firelens-retention", names);
    } else if (output == "firehose" || output == "kinesis_firehose") {
      add("stream", {"delivery_stream", "delivery_stream_name"});
      Need("firelens-firehose", names);
    } else if (output == "kinesis" || output == "kinesis_streams") {
      add("stream", {"stream", "stream_name"});
      Need("firelens-kinesis", names);
    } else if (output == "s3") {
      add("bucket", {"bucket", "s3_bucket"});
      Need("firelens-s3", names);
    }
  }

  void TakeSecrets(const Node* secrets, const std::string& name) {
    if (secrets == nullptr) return;
    // ECS wants a list; people write one secret without it.
    if (secrets->is_object()) TakeSecret(*secrets, name);
    for (const Node& item : secrets->items()) TakeSecret(item, name);
  }

  void TakeSecret(const Node& secret, const std::string& name) {
    const Node* from = GetEither(secret, "valueFrom");
    if (from == nullptr) return;
    const std::string what = "secret `" + PlainOf(GetEither(secret, "name")) + "` of " + name;
    TakeSecretOrParameter(PlainOf(from), what, "secret", "parameter");
  }

  /// A secret's ARN, a parameter's ARN, or a parameter's name; with no feature for parameters a
  /// name is a secret's.
  void TakeSecretOrParameter(const std::string& value, const std::string& what,
                             std::string_view secret, std::string_view parameter) {
    if (value.empty()) return;
    Names names = BaseNames();
    names["what"] = what;
    names["container"] = what;
    if (IsArnOf(value, "secretsmanager")) {
      names["arn"] = SecretArn(value);
      Need(secret, names);
    } else if (IsArnOf(value, "ssm") && !parameter.empty()) {
      names["arn"] = value;
      Need(parameter, names);
      TakeReference(value, names, secret);
    } else if (value.front() == '<') {
      Note("what " + what +
           " is read from is not known; it needs ssm:GetParameters or "
           "secretsmanager:GetSecretValue");
      Need("open-secret", names);
    } else if (parameter.empty()) {
      names["arn"] = SecretArn(
          Fill("arn:{partition}:secretsmanager:{region}:{account}:secret:", names) + value);
      Need(secret, names);
    } else {
      const std::string path = value.front() == '/' ? value.substr(1) : value;
      names["arn"] = Fill("arn:{partition}:ssm:{region}:{account}:parameter/", names) + path;
      Need(parameter, names);
      TakeReference(names["arn"], names, secret);
    }
    Note(
        "a secret or parameter that a customer managed KMS key encrypts also needs kms:Decrypt on "
        "that key; no task definition names it");
  }

  /// The secret behind a parameter that Parameter Store keeps for Secrets Manager.
  /// Source: AWS Systems Manager user guide, "Referencing AWS Secrets Manager secrets from
  /// Parameter Store parameters".
  void TakeReference(const std::string& parameter, Names names, std::string_view secret) {
    constexpr std::string_view kReference = ":parameter/aws/reference/secretsmanager/";
    const size_t at = parameter.find(kReference);
    if (at == std::string::npos) return;
    const auto fields = Split(parameter, ':');
    names["region"] = fields[3];
    names["account"] = fields[4];
    names["arn"] =
        SecretArn(Fill("arn:{partition}:secretsmanager:{region}:{account}:secret:", names) +
                  parameter.substr(at + kReference.size()));
    Need(secret, names);
  }

  void TakeObject(std::string_view feature, const std::string& arn, const std::string& name) {
    if (arn.empty()) return;
    Names names = BaseNames();
    names["container"] = name;
    names["arn"] = arn;
    names["bucket"] = BucketOf(arn);
    Need(feature, names);
  }

  void TakeEnvironmentFiles(const Container& container, const std::string& name) {
    if (container.environment_files == nullptr) return;
    for (const Node& item : container.environment_files->items()) {
      TakeObject("environment-file", PlainOf(GetEither(item, "value")), name);
    }
  }

  void TakeFireLensConfiguration(const Container& container, const std::string& name) {
    const Node* options =
        container.firelens == nullptr ? nullptr : GetEither(*container.firelens, "options");
    if (options == nullptr || PlainOf(options->Get("config-file-type")) != "s3") return;
    TakeObject("firelens-configuration", PlainOf(options->Get("config-file-value")), name);
  }

  /// `credentialspec:ARN` and `credentialspecdomainless:ARN`.
  void TakeCredentialSpecs(const Node* specs, const std::string& name) {
    if (specs == nullptr) return;
    for (const Node& item : specs->items()) {
      const std::string value = PlainOf(&item);
      const size_t colon = value.find(':');
      const std::string kind = value.substr(0, colon);
      if (colon == std::string::npos ||
          (kind != "credentialspec" && kind != "credentialspecdomainless")) {
        continue;
      }
      const std::string arn = value.substr(colon + 1);
      if (IsArnOf(arn, "s3")) TakeObject("credential-spec-object", arn, name);
      if (IsArnOf(arn, "ssm")) TakeObject("credential-spec-parameter", arn, name);
      if (kind == "credentialspecdomainless") {
        Note("the domainless gMSA credential specification of " + name +
             " names a secret; reading it needs secretsmanager:GetSecretValue");
        Names names = BaseNames();
        names["container"] = name;
        Need("open-gmsa-secret", names);
      }
    }
  }

  void TakeVolumes() {
    if (task_.volumes == nullptr) return;
    for (const Node& volume : task_.volumes->items()) {
      const std::string name = PlainOf(GetEither(volume, "name"));
      TakeFsx(volume, name);
      TakeEfs(volume, name);
    }
  }

  void TakeFsx(const Node& volume, const std::string& name) {
    const Node* fsx = volume.Get("fsxWindowsFileServerVolumeConfiguration");
    if (fsx == nullptr) fsx = volume.Get("FSxWindowsFileServerVolumeConfiguration");
    if (fsx == nullptr) return;
    Names names = BaseNames();
    names["volume"] = name;
    Need("fsx", names);
    const Node* authorization = GetEither(*fsx, "authorizationConfig");
    if (authorization == nullptr) return;
    const std::string value = PlainOf(GetEither(*authorization, "credentialsParameter"));
    if (value.empty()) return;
    names["arn"] = IsArnOf(value, "secretsmanager") ? SecretArn(value) : value;
    Need(IsArnOf(value, "ssm") ? "fsx-parameter" : "fsx-secret", names);
  }

  void TakeEfs(const Node& volume, const std::string& name) {
    const Node* efs = volume.Get("efsVolumeConfiguration");
    if (efs == nullptr) efs = volume.Get("EFSVolumeConfiguration");
    const Node* authorization = efs == nullptr ? nullptr : GetEither(*efs, "authorizationConfig");
    if (authorization == nullptr) return;
    const Node* iam = authorization->Get("iam");
    if (iam == nullptr) iam = authorization->Get("IAM");
    if (PlainOf(iam) != "ENABLED") return;
    const Node* id = GetEither(*efs, "fileSystemId");
    if (id == nullptr) id = efs->Get("FilesystemId");
    Names names = BaseNames();
    names["volume"] = name;
    if (id != nullptr) names["file_system"] = PlainOf(id);
    Need("efs", names);
    if (IsMountedForWriting(name)) Need("efs-write", names);
  }

  /// A container mounts the volume and does not say that it only reads.
  bool IsMountedForWriting(const std::string& volume) {
    for (const Container& container : task_.containers) {
      if (container.mount_points == nullptr) continue;
      for (const Node& mount : container.mount_points->items()) {
        if (PlainOf(GetEither(mount, "sourceVolume")) == volume &&
            PlainOf(GetEither(mount, "readOnly")) != "true") {
          return true;
        }
      }
    }
    return false;
  }

  const documents::TaskDefinition& task_;
  Scope scope_;
  text::Arena arena_;
  TaskNeeds needs_;
};

}  // namespace

TaskNeeds NeedsOf(const documents::TaskDefinition& task, const Facts& facts, const Scope& scope) {
  return Deriver(task, scope).Run(facts);
}

}  // namespace whittle::advise
