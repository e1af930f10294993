// What containers read before they start: secrets, parameters, objects.
#include <string>
#include <string_view>

#include "advise/split.h"
#include "advise/task_derivation.h"
#include "advise/task_values.h"

namespace whittle::advise {

using documents::Container;
using documents::GetEither;
using text::Node;

namespace {

class SecretReader {
 public:
  explicit SecretReader(Derivation& derivation) : derivation_(derivation) {}

  void Run(const Container& container, const std::string& name) {
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

 private:
  void TakeSecrets(const Node* secrets, const std::string& name) {
    if (secrets == nullptr) return;
    // ECS wants a list; people write one secret without it.
    if (secrets->is_object()) TakeSecret(*secrets, name);
    for (const Node& item : secrets->items()) TakeSecret(item, name);
  }

  void TakeSecret(const Node& secret, const std::string& name) {
    const Node* from = GetEither(secret, "valueFrom");
    if (from == nullptr) return;
    const std::string what =
        "secret `" + derivation_.PlainOf(GetEither(secret, "name")) + "` of " + name;
    TakeSecretOrParameter(derivation_.PlainOf(from), what, "secret", "parameter");
  }

  /// A secret's ARN, a parameter's ARN, or a parameter's name; with no feature for parameters a
  /// name is a secret's.
  void TakeSecretOrParameter(const std::string& value, const std::string& what,
                             std::string_view secret, std::string_view parameter) {
    if (value.empty()) return;
    Names names = derivation_.BaseNames();
    names["what"] = what;
    names["container"] = what;
    if (IsArnOf(value, "secretsmanager")) {
      names["arn"] = SecretArn(value);
      derivation_.Need(secret, names);
    } else if (IsArnOf(value, "ssm") && !parameter.empty()) {
      names["arn"] = value;
      derivation_.Need(parameter, names);
      TakeReference(value, names, secret);
    } else if (value.front() == '<') {
      derivation_.Note("what " + what +
                       " is read from is not known; it needs ssm:GetParameters or "
                       "secretsmanager:GetSecretValue");
      derivation_.Need("open-secret", names);
    } else if (parameter.empty()) {
      names["arn"] = SecretArn(
          Fill("arn:{partition}:secretsmanager:{region}:{account}:secret:", names) + value);
      derivation_.Need(secret, names);
    } else {
      const std::string path = value.front() == '/' ? value.substr(1) : value;
      names["arn"] = Fill("arn:{partition}:ssm:{region}:{account}:parameter/", names) + path;
      derivation_.Need(parameter, names);
      TakeReference(names["arn"], names, secret);
    }
    derivation_.Note(
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
    derivation_.Need(secret, names);
  }

  void TakeObject(std::string_view feature, const std::string& arn, const std::string& name) {
    if (arn.empty()) return;
    Names names = derivation_.BaseNames();
    names["container"] = name;
    names["arn"] = arn;
    names["bucket"] = BucketOf(arn);
    derivation_.Need(feature, names);
  }

  void TakeEnvironmentFiles(const Container& container, const std::string& name) {
    if (container.environment_files == nullptr) return;
    for (const Node& item : container.environment_files->items()) {
      TakeObject("environment-file", derivation_.PlainOf(GetEither(item, "value")), name);
    }
  }

  void TakeFireLensConfiguration(const Container& container, const std::string& name) {
    const Node* options =
        container.firelens == nullptr ? nullptr : GetEither(*container.firelens, "options");
    if (options == nullptr || derivation_.PlainOf(options->Get("config-file-type")) != "s3") return;
    TakeObject("firelens-configuration", derivation_.PlainOf(options->Get("config-file-value")),
               name);
  }

  /// `credentialspec:ARN` and `credentialspecdomainless:ARN`.
  void TakeCredentialSpecs(const Node* specs, const std::string& name) {
    if (specs == nullptr) return;
    for (const Node& item : specs->items()) {
      const std::string value = derivation_.PlainOf(&item);
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
        derivation_.Note("the domainless gMSA credential specification of " + name +
                         " names a secret; reading it needs secretsmanager:GetSecretValue");
        Names names = derivation_.BaseNames();
        names["container"] = name;
        derivation_.Need("open-gmsa-secret", names);
      }
    }
  }

  Derivation& derivation_;
};

}  // namespace

void DeriveSecrets(const Container& container, const std::string& name, Derivation& derivation) {
  SecretReader(derivation).Run(container, name);
}

}  // namespace whittle::advise
