#include <fmt/format.h>

#include <string>
#include <vector>

#include "advise/role_book.h"
#include "lint/context.h"
#include "policy/pattern.h"

namespace whittle::rules {

namespace {

/// Where the tasks of a definition run, as far as can be told.
enum class Hosts : uint8_t { kUnknown, kExternal, kFargate, kEc2 };

/// What the roles of the run that ssm.amazonaws.com trusts say.
struct ExternalRoles {
  bool any = false;
  /// One of them may pull images from ECR, or carries a policy that is not known.
  bool may_pull = false;
};

bool MentionsEcr(const policy::Policy& policy) {
  if (policy.open) return true;
  for (const policy::Statement& statement : policy.statements) {
    if (statement.action.open || statement.action.negated) return true;
    for (const policy::Action& action : statement.action.entries) {
      if (!action.text.known() ||
          policy::Intersect(action.text.value, "ecr:*", policy::Case::kInsensitive)) {
        return true;
      }
    }
  }
  return false;
}

/// Whether a stored document may allow something of ecr: it names it, or names no service at all.
bool MayReachEcr(std::string_view document) {
  return document.find("\"ecr:") != std::string_view::npos ||
         document.find("\"Action\":\"*\"") != std::string_view::npos ||
         document.find("\"Action\":[\"*\"") != std::string_view::npos ||
         document.find("NotAction") != std::string_view::npos;
}

bool MayPull(const lint::RunContext& context, const documents::File& file,
             const documents::Role& role) {
  if (role.open) return true;
  for (const documents::AttachedPolicy& attached : role.attached) {
    const policy::Text& text = attached.arn.present() ? attached.arn : attached.name;
    const auto managed =
        text.known() ? context.catalog().FindManagedPolicy(text.value) : std::nullopt;
    const auto latest = managed ? managed->latest() : std::nullopt;
    if (!latest || MayReachEcr(latest->document)) {
      return true;
    }
  }
  for (const uint32_t index : role.inline_policies) {
    if (MentionsEcr(*file.documents[index].policy)) return true;
  }
  return false;
}

ExternalRoles FindExternalRoles(const lint::RunContext& context) {
  ExternalRoles roles;
  for (const auto& file : context.files()) {
    if (file == nullptr) continue;
    for (const documents::Document& document : file->documents) {
      // A trust policy that stands alone is a role's of which nothing more is known.
      if (document.policy != nullptr && document.kind == documents::Kind::kTrust &&
          advise::TrustsService(*document.policy, "ssm.amazonaws.com")) {
        roles.any = true;
        roles.may_pull = roles.may_pull || document.owner.type != "role";
      }
      if (document.role == nullptr || document.role->trust == documents::kNoDocument) continue;
      const policy::Policy* trust = file->documents[document.role->trust].policy;
      if (advise::TrustsService(*trust, "ssm.amazonaws.com")) {
        roles.may_pull = roles.may_pull || MayPull(context, *file, *document.role);
      }
    }
  }
  return roles;
}

Hosts HostsOf(const documents::TaskDefinition& task, bool external_role) {
  if (task.Requires("EXTERNAL")) return Hosts::kExternal;
  if (task.Requires("FARGATE")) return Hosts::kFargate;
  if (task.Requires("EC2")) return Hosts::kEc2;
  return task.compatibilities.empty() && external_role ? Hosts::kExternal : Hosts::kUnknown;
}

bool IsPrivateEcr(const policy::Text& image) {
  return image.present() &&
         policy::Matches("*.dkr.ecr.*.amazonaws.com*", image.value, policy::Case::kSensitive);
}

/// What needs an execution role, with the place that says so.
struct Need {
  text::Span span;
  std::string what;
};

std::vector<Need> FindNeeds(const documents::TaskDefinition& task, Hosts hosts,
                            const ExternalRoles& roles) {
  std::vector<Need> needs;
  // An external host's instance role may pull in the execution role's place; without the role in
  // sight that is not known.
  const bool role_may_pull = hosts == Hosts::kExternal && (!roles.any || roles.may_pull);
  for (const documents::Container& container : task.containers) {
    const std::string name = container.name.present() ? std::string(container.name.value) : "?";
    // On EC2 the agent falls back to the instance role for logs and images.
    const bool falls_back = hosts == Hosts::kEc2 || hosts == Hosts::kUnknown;
    if (container.log_driver.value == "awslogs" && !falls_back) {
      needs.push_back(
          {container.log_driver.span(), fmt::format("container `{}` logs with awslogs", name)});
    }
    if (IsPrivateEcr(container.image) && !falls_back && !role_may_pull) {
      needs.push_back(
          {container.image.span(), fmt::format("container `{}` pulls a private ECR image", name)});
    }
    const auto add = [&](const text::Node* node, std::string_view what) {
      if (node == nullptr || (node->is_array() && node->items().empty())) return;
      needs.push_back({node->span(), fmt::format("container `{}` {}", name, what)});
    };
    add(container.secrets, "takes secrets");
    add(container.log_secrets, "takes secrets for its log driver");
    add(container.environment_files, "reads environment files from S3");
    if (container.repository_credentials.present()) {
      needs.push_back({container.repository_credentials.span(),
                       fmt::format("container `{}` pulls with registry credentials", name)});
    }
  }
  return needs;
}

void Check(lint::RunContext& context) {
  const auto files = context.files();
  std::optional<ExternalRoles> roles;
  for (uint32_t i = 0; i < files.size(); ++i) {
    if (files[i] == nullptr) continue;
    for (uint32_t j = 0; j < files[i]->documents.size(); ++j) {
      const documents::TaskDefinition* task = files[i]->documents[j].task_definition;
      if (task == nullptr || task->execution_role.present()) continue;
      if (!roles) roles = FindExternalRoles(context);
      const Hosts hosts = HostsOf(*task, roles->any);
      const std::vector<Need> needs = FindNeeds(*task, hosts, *roles);
      if (needs.empty()) continue;
      const std::string where = hosts == Hosts::kExternal  ? " on an external host"
                                : hosts == Hosts::kFargate ? " on Fargate"
                                                           : "";
      lint::FindingBuilder finding =
          context.Report({i, j, needs[0].span},
                         fmt::format("{}{}, but the task definition names no executionRoleArn",
                                     needs[0].what, where));
      for (size_t k = 1; k < needs.size(); ++k) finding.Related(needs[k].span, needs[k].what);
      finding.Help(
          "make a task execution role that ecs-tasks.amazonaws.com may assume and name it in "
          "executionRoleArn; for images alone, an external host's instance role may pull instead");
    }
  }
}

}  // namespace

extern constinit const lint::Rule kEcsExecutionRoleMissing{
    .info = {.name = "ecs-execution-role-missing",
             .group = "ecs",
             .level = lint::Level::kWarning,
             .summary = "a task needs a task execution role and names none",
             .why = "Some things are done for a task before and around it: pulling a private "
                    "image, fetching secrets, sending awslogs on external hosts and Fargate. "
                    "Without an execution role the task does not start.",
             .fix = "Name a task execution role in executionRoleArn.",
             .bad = {R"({
  "family": "web",
  "requiresCompatibilities": ["EXTERNAL"],
  "containerDefinitions": [
    {"name": "web", "image": "nginx", "logConfiguration": {"logDriver": "awslogs"}}
  ]
})"},
             .good = {R"({
  "family": "web",
  "requiresCompatibilities": ["EXTERNAL"],
  "containerDefinitions": [
    {"name": "web", "image": "nginx", "logConfiguration": {"logDriver": "json-file"}}
  ]
})"},
             .source = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/"
                       "task_execution_IAM_role.html"},
    .check_run = Check,
};

}  // namespace whittle::rules
